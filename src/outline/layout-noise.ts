import type { SourceFile } from '../corpus/source-file.js';
import { contentsLines } from './contents-list.js';
import { type TextLine, textLines, trimBlanks, withoutBlanks } from './text-lines.js';

const PAID_MARK = /##[a-z]{2,20}##/gu;
const FRONT_MATTER = /^\s*---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\n|$)/u;
const COMMENT = /<!--[\s\S]{0,2000}?-->[ \t]*\n?/gu;

const PAGE_NUMBER =
  /^(?:[-—–－]{1,2}\s*[0-9０-９]{1,4}\s*[-—–－]{1,2}|第\s*[0-9０-９]{1,4}\s*页(?:\s*[/，,共]?\s*共?\s*[0-9０-９]{1,4}\s*页)?|[0-9]{1,4}\s*\/\s*[0-9]{1,4}\s*页?|·\s*[0-9]{1,4}\s*·|…\s*[0-9]{1,4}\s*…)$/u;
const WEB_LINES: readonly RegExp[] = [
  /^(?:您?(?:当前|现在)?所?在?的?位置|当前位置|您的位置)\s*[:：]/u,
  /^【?\s*字(?:体|号)\s*[:：].{0,20}$/u,
  /^(?:下载|打印|全屏|收藏|关闭|纠错|分享|返回顶部|返回|加大|还原|减小|大|中|小|】|打印本页|关闭窗口|关闭本页|我要纠错|浏览器打印|复制链接)$/u,
  /^(?:分享到|分享至|扫一扫|扫码|微信扫).{0,30}$/u,
  /^关注\s*[·•]?\s*.{0,12}(?:网|发布|平台)$/u,
  /^(?:上一篇|下一篇|相关(?:报道|链接|阅读|附件|解读|文件|新闻))\s*[:：]?.{0,2}$/u,
  /^(?:版权所有|主办单位|承办单位|网站标识码|备案号|粤公网安备|京公网安备|ICP备|京ICP备|网站地图|联系我们|您的访问|Copyright).{0,60}$/iu,
  /^(?:-\s*){3,}$/u,
  /^Public domain(?:Public domain)?(?:false)*$/iu,
];
/** A bar is a run of its buttons; one such word alone may be text. */
const BUTTON =
  /^(?:下载|打印|全屏|收藏|关闭|纠错|分享|返回|加大|还原|减小|大|中|小|】|【?\s*字(?:体|号)\s*[:：])$/u;

/**
 * The canonical text of a file: line ends `\n`, layout noise gone (contents lists, page numbers,
 * menus, print and share bars, `##paidbegin##`, front matter and comments of Markdown), nothing
 * else changed.
 */
export function removeLayoutNoise(file: Pick<SourceFile, 'text' | 'markup'>): string {
  const text = removeMarks(file);
  const lines = textLines(text);
  const dropped = new Set<TextLine>([
    ...contentsLines(lines),
    ...webLines(lines),
    ...footerLines(lines),
  ]);
  for (const line of lines) if (PAGE_NUMBER.test(line.content)) dropped.add(line);
  return withoutLines(text, dropped);
}

/** The text without marks inside its lines: payment marks, front matter and comments of Markdown. */
export function removeMarks(file: Pick<SourceFile, 'text' | 'markup'>): string {
  const unified = file.text.replace(/\r\n?/gu, '\n');
  const unmarked =
    file.markup === 'markdown' ? unified.replace(FRONT_MATTER, '').replace(COMMENT, '') : unified;
  return unmarked.replace(PAID_MARK, '');
}

function withoutLines(text: string, dropped: ReadonlySet<TextLine>): string {
  if (dropped.size === 0) return text;
  let kept = '';
  let from = 0;
  for (const line of dropped.size > 1 ? [...dropped].sort((a, b) => a.start - b.start) : dropped) {
    kept += text.slice(from, line.start);
    const newline = text.indexOf('\n', line.contentEnd);
    from = newline < 0 ? text.length : newline + 1;
  }
  return kept + text.slice(from);
}

function* webLines(lines: readonly TextLine[]): Generator<TextLine> {
  for (const [index, line] of lines.entries()) {
    const content = trimBlanks(line.content);
    if (!WEB_LINES.some((pattern) => pattern.test(content))) continue;
    if (!BUTTON.test(content) || isBesideButton(lines, index)) yield line;
  }
}

function isBesideButton(lines: readonly TextLine[], index: number): boolean {
  return [lines[index - 1], lines[index + 1]].some(
    (line) => line !== undefined && BUTTON.test(line.content),
  );
}

/** How many last lines a licence remark of a text archive may take up. */
const MAX_FOOTER_LINES = 30;

/** The licence remark that a text archive appends: `本作品是…公有领域…Public domain`. */
function* footerLines(lines: readonly TextLine[]): Generator<TextLine> {
  const tail = lines.slice(-MAX_FOOTER_LINES);
  const start = tail.findIndex((line) =>
    /^本(?:作品|页面|文件)(?:是|在|来自|依)/u.test(line.content),
  );
  const isLicence =
    start >= 0 &&
    tail.slice(start).some((line) => /公有领域|公有領域|Public domain/iu.test(line.content));
  if (isLicence) yield* tail.slice(start);
  for (const line of tail.toReversed()) {
    if (
      !/^(?:Public domain|PD-[\w-]+|true|false)+$/iu.test(
        withoutBlanks(line.content).replace('Publicdomain', 'Public domain'),
      )
    )
      return;
    yield line;
  }
}
