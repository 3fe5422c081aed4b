import { type HeadingLabel, readLabels } from './heading-label.js';
import { type TextLine, withoutBlanks } from './text-lines.js';

/** A line with what its form says about it; whether it is a heading is decided later, in sequence. */
export interface LineReading {
  readonly line: TextLine;
  /** Offset in the line's content of its first character that is not markup. */
  readonly bareStart: number;
  /** The content without leading markup. */
  readonly bare: string;
  /** 1–6 for a Markdown heading, 0 otherwise. */
  readonly markdownDepth: number;
  /** Whether the whole line is set in bold. */
  readonly isBold: boolean;
  /** The labels the line may begin with; none for a quoted line or a table row. */
  readonly labels: readonly HeadingLabel[];
  /** Inside words quoted from elsewhere, or a row of a table: never structure. */
  readonly isQuoted: boolean;
  readonly isTable: boolean;
}

const MARKDOWN_HEADING = /^(#{1,6})[ \t\u3000]+/u;
const EMPHASIS = /^(?:\*{1,3}|_{2,3})(?=\S)/u;
/** A quotation is followed over at most so many lines; a mark left open by mistake must not swallow a document. */
const MAX_QUOTED_LINES = 40;

/** Reads each line by itself: markup, possible labels, quotation. */
export function readLines(
  lines: readonly TextLine[],
  markup: 'plain' | 'markdown',
): readonly LineReading[] {
  const quoted = quotedLines(lines);
  return lines.map((line, index) => readLine(line, { markup, isQuoted: quoted.has(index) }));
}

function readLine(
  line: TextLine,
  context: { readonly markup: 'plain' | 'markdown'; readonly isQuoted: boolean },
): LineReading {
  const { content } = line;
  const heading = context.markup === 'markdown' ? MARKDOWN_HEADING.exec(content) : null;
  const afterHashes = heading?.[0].length ?? 0;
  const emphasis = context.markup === 'markdown' ? EMPHASIS.exec(content.slice(afterHashes)) : null;
  const bareStart = afterHashes + (emphasis?.[0].length ?? 0);
  const bare = withoutClosingHashes(content.slice(bareStart));
  const isTable = content.startsWith('|') || content.split('\t').length > 3;
  return {
    line,
    bareStart,
    bare,
    markdownDepth: heading?.[1]?.length ?? 0,
    isBold: emphasis !== null && /(?:\*{2,3}|_{2,3})[：:。]?$/u.test(content),
    labels: context.isQuoted || isTable ? [] : readLabels(bare),
    isQuoted: context.isQuoted,
    isTable,
  };
}

/** `## 总则 ##` without the hashes that close it. */
function withoutClosingHashes(words: string): string {
  return words.endsWith('#') ? (/^(.*?)[ \t]#+$/u.exec(words)?.[1]?.trimEnd() ?? words) : words;
}

/** Indices of the lines that begin inside “…” opened on an earlier line, or that open with a quotation mark. */
function quotedLines(lines: readonly TextLine[]): ReadonlySet<number> {
  const quoted = new Set<number>();
  let openSince = -1;
  lines.forEach((line, index) => {
    const opens = line.content.lastIndexOf('“');
    const closes = line.content.lastIndexOf('”');
    if (openSince >= 0) {
      quoted.add(index);
      if (closes > opens) openSince = -1;
      return;
    }
    if (opens > closes && closesSoon(lines, index)) openSince = index;
  });
  return quoted;
}

function closesSoon(lines: readonly TextLine[], from: number): boolean {
  const limit = Math.min(lines.length, from + MAX_QUOTED_LINES);
  for (let index = from + 1; index < limit; index += 1) {
    const content = lines[index]?.content ?? '';
    const close = content.indexOf('”');
    const open = content.indexOf('“');
    if (close >= 0 && (open < 0 || close < open || open === 0)) return true;
    if (open > 0) return false;
  }
  return false;
}

const DATE =
  '(?:[0-9０-９〇○零一二三四五六七八九]{4}\\s*年\\s*[0-9０-９一二三四五六七八九十]{1,3}\\s*月(?:\\s*[0-9０-９一二三四五六七八九十]{1,3}\\s*日)?)';
const DATE_LINE = new RegExp(`^[（(—\\-]*${DATE}[）)]?(?:印发)?$`, 'u');

/** Whether the line is a date and nothing else. */
export function isDateLine(content: string): boolean {
  return DATE_LINE.test(withoutBlanks(content));
}

const BODY =
  '(?:国务院|人民政府|政府|委员会|委|办公厅|办公室|厅|局|部|署|院|会|中心|党组|公司|集团|大学|学院|法院|检察院|银行|总社|联合会|工会|军委|总队|大队|支队|处|馆|站|所|社|队|校)';
const ONE_BODY = new RegExp(
  `^(?:国务院|[\\p{Script=Han}（）]{1,40}${BODY})(?:（[^（）]*）)?$`,
  'u',
);
const MAX_BODIES_LENGTH = 120;

/** Whether the line holds nothing but names of authorities: 落款. */
export function isBodiesLine(content: string): boolean {
  if (content.length > MAX_BODIES_LENGTH) return false;
  const names = content.split(/[\s、]+/u).filter((name) => name !== '');
  return names.length > 0 && names.every((name) => ONE_BODY.test(name));
}

/** 版记 (GB/T 9704—2012, 7.4): who printed the document, and when. */
const PRINTED = new RegExp(`${DATE}印发$`, 'u');

/** Remarks that close a document: `（此件公开发布）`, `公开方式：主动公开`, `某局办公室 2024年5月20日印发`. */
export function isClosingRemark(content: string): boolean {
  if (content.length <= 60 && PRINTED.test(content)) return true;
  return (
    /^[（(]?(?:此件|此文|本文|联系人|公开方式|公开属性|信息公开|抄送|主题词|印发)/u.test(content) &&
    content.length <= 60
  );
}

const TERMINAL = /[。！？；：…!?;:][”’」』）)】》"*]*$/u;

/** A sentence's last mark and the marks that close around it. */
const CLOSING_LENGTH = 12;

/** Whether the line ends as a sentence or a lead-in does. */
export function endsSentence(content: string): boolean {
  return TERMINAL.test(content.slice(-CLOSING_LENGTH));
}
