import { looksLikeDocumentTitle } from './document-title.js';
import { isBodiesLine, isDateLine, type LineReading } from './line-reading.js';
import { clean } from './run-in-title.js';
import { withoutBlanks } from './text-lines.js';
import { isUnnumberedHeading } from './unnumbered-heading.js';

/** The lines that a document opens with: its title, number, date and signatures. */
export interface TitleBlock {
  readonly title: string;
  /** How many lines belong to the block. */
  readonly lineCount: number;
}

const MAX_TITLE_LINES = 5;
const MAX_TITLE_LENGTH = 120;
/** Longest line of a title over several lines. */
const MAX_LINE_LENGTH = 40;
const DOCUMENT_NUMBER =
  /[〔[（(【]\s*[12][0-9]{3}\s*[〕\]）)】]\s*(?:第\s*)?[0-9]+\s*号|第\s*[0-9一二三四五六七八九十百〇零]+\s*号(?:令)?$/u;
const ADOPTION = /(?:通过|批准|公布|发布|修订|修正|施行|印发|会议上)[）)]?$/u;
/** 题注 of a law: `（1984年3月12日第六届…通过 根据…修正）`, one line or several. */
const ADOPTION_NOTE =
  /^[（(]?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日.*(?:通过|批准|修[订正]|公布|发布|施行|决定)/u;
const SITE_LINK = /^(?:【[^】]{1,8}】.*(?:解读|读懂)|点击(?:查看|下载))/u;
const SOURCE =
  /^(?:来源|时间|发布(?:时间|日期|机构)|索引号|文号|成文日期|作者|责任编辑|分类|发文机关|主题分类|标题|有效性|生效日期|废止日期)\s*[:：]/u;

/**
 * Reads the title block. A document that opens with text or with a numbered line has an empty
 * title here.
 */
export function readTitleBlock(readings: readonly LineReading[]): TitleBlock {
  const title = readTitle(readings);
  let lineCount = title.lineCount;
  while (
    lineCount < readings.length &&
    belongsToBlock(readings, { index: lineCount, title: title.title })
  )
    lineCount += 1;
  return { title: title.title, lineCount };
}

function readTitle(readings: readonly LineReading[]): TitleBlock {
  const first = readings[0];
  if (first === undefined) return { title: '', lineCount: 0 };
  const table = readInformationTable(readings);
  if (table !== null) return table;
  if (first.markdownDepth > 0) {
    return first.labels.some((label) => !label.weak)
      ? { title: '', lineCount: 0 }
      : { title: clean(first.bare), lineCount: 1 };
  }
  const head = ATTACHED.test(first.bare) ? 1 : redHeadLines(readings);
  if (head > 0) {
    const below = readTitleLines(readings.slice(head, head + MAX_TITLE_LINES + MAX_TITLE_LINES));
    if (below.title !== '') return { title: below.title, lineCount: head + below.lineCount };
  }
  return readTitleLines(readings);
}

/** The title where it stands on the first lines. */
function readTitleLines(readings: readonly LineReading[]): TitleBlock {
  const first = readings[0];
  if (first === undefined || !mayBeTitleLine(first)) return { title: '', lineCount: 0 };
  let title = clean(first.bare);
  let lineCount = 1;
  while (lineCount < MAX_TITLE_LINES) {
    const next = readings[lineCount];
    if (next === undefined) break;
    const goesOn =
      isCutTitle(title, next) ||
      (!looksLikeDocumentTitle(title) && continuesTitle(readings, { index: lineCount, title }));
    if (!goesOn) break;
    title = joinTitle(title, clean(next.bare));
    lineCount += 1;
  }
  return { title, lineCount };
}

/** Whether a page cut the title inside 《》 or brackets, or before 和 or 与. */
function isCutTitle(title: string, next: LineReading): boolean {
  if (next.line.blanksBefore > 0 || next.markdownDepth > 0) return false;
  if (withoutBlanks(next.bare).length > MAX_LINE_LENGTH || /。/u.test(next.bare)) return false;
  if (/^》/u.test(next.bare)) return true;
  if (!mayBeTitleLine(next)) return false;
  const isOpen =
    title.lastIndexOf('《') > title.lastIndexOf('》') ||
    Math.max(title.lastIndexOf('（'), title.lastIndexOf('(')) >
      Math.max(title.lastIndexOf('）'), title.lastIndexOf(')'));
  return isOpen || (/^[和与及暨]/u.test(next.bare) && looksLikeDocumentTitle(next.bare));
}

/** A file that is the attachment of another: `附件1` above its title. */
const ATTACHED = /^附\s*(?:件|录|表)?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?$/u;

/** Rows of the table of information that a government page prints above a document. */
const INFORMATION =
  /^(?:索引号|主题分类|发文机关|发布机构|成文日期|标题|名称|发文字号|文号|发布日期|主题词|有效性|生效日期|废止日期|公开方式|体裁)[:：](.*)$/u;
const MAX_TABLE_LINES = 40;

/** The title from such a table: `标题：` with its value on the line or below it. Null where a document opens otherwise. */
function readInformationTable(readings: readonly LineReading[]): TitleBlock | null {
  let title = '';
  let lineCount = 0;
  while (lineCount < Math.min(readings.length, MAX_TABLE_LINES)) {
    const match = INFORMATION.exec(withoutBlanks(readings[lineCount]?.bare ?? ''));
    if (match === null) break;
    const isBelow =
      match[1] === '' && !INFORMATION.test(withoutBlanks(readings[lineCount + 1]?.bare ?? ''));
    const value = isBelow ? clean(readings[lineCount + 1]?.bare ?? '') : (match[1] ?? '');
    if (/^(?:标题|名称)/u.test(match[0]) && value !== '') title = value;
    lineCount += isBelow ? 2 : 1;
  }
  return title === '' ? null : { title, lineCount: Math.min(lineCount, readings.length) };
}

/** 发文机关标志 (GB/T 9704—2012, 7.2.4): `某市人民政府文件`, with its number and signer below; how many lines they take. */
function redHeadLines(readings: readonly LineReading[]): number {
  const first = withoutBlanks(readings[0]?.bare ?? '');
  if (first.length > MAX_LINE_LENGTH || !first.endsWith('文件')) return 0;
  let lineCount = 1;
  while (
    lineCount < MAX_TITLE_LINES &&
    (DOCUMENT_NUMBER.test(readings[lineCount]?.bare ?? '') ||
      /^签发人/u.test(readings[lineCount]?.bare ?? ''))
  )
    lineCount += 1;
  return lineCount > 1 ? lineCount : 0;
}

function joinTitle(upper: string, lower: string): string {
  return /[A-Za-z0-9]$/u.test(upper) && /^[A-Za-z]/u.test(lower)
    ? `${upper} ${lower}`
    : `${upper}${lower}`;
}

function mayBeTitleLine(reading: LineReading): boolean {
  const { bare } = reading;
  if (reading.isTable || (reading.isQuoted && !bare.startsWith('“'))) return false;
  if (reading.labels.some((label) => !label.weak)) return false;
  return bare.length <= MAX_TITLE_LENGTH && !/[。；：:;，]$/u.test(bare) && !/。/u.test(bare);
}

/** The next line goes on with the title where the lines so far are no title yet: `…人民政府` + `关于…的通知`. */
function continuesTitle(
  readings: readonly LineReading[],
  at: { readonly index: number; readonly title: string },
): boolean {
  const next = readings[at.index];
  if (
    next === undefined ||
    next.line.blanksBefore > 0 ||
    next.markdownDepth > 0 ||
    !mayBeTitleLine(next)
  )
    return false;
  if (isMetadataLine(next.bare) || withoutBlanks(next.bare).length > MAX_LINE_LENGTH) return false;
  let lookahead = at.title;
  for (
    let index = at.index;
    index < Math.min(readings.length, at.index + MAX_TITLE_LINES);
    index += 1
  ) {
    const line = readings[index];
    if (line === undefined || !mayBeTitleLine(line) || isMetadataLine(line.bare)) return false;
    lookahead += clean(line.bare);
    if (looksLikeDocumentTitle(lookahead)) return true;
  }
  return false;
}

function isMetadataLine(bare: string): boolean {
  return (
    isDateLine(bare) ||
    DOCUMENT_NUMBER.test(bare) ||
    ADOPTION.test(bare) ||
    SOURCE.test(bare) ||
    /^[A-Z0-9/\-—\s]+$/u.test(bare)
  );
}

/** Whether the line goes on with a 题注 whose bracket is still open. */
function isInsideBracket(readings: readonly LineReading[], index: number): boolean {
  for (let above = index - 1; above >= Math.max(1, index - 8); above -= 1) {
    const bare = readings[above]?.bare ?? '';
    if (/[）)]$/u.test(bare)) return false;
    if (/^[（(]/u.test(bare)) return ADOPTION_NOTE.test(bare);
  }
  return false;
}

function belongsToBlock(
  readings: readonly LineReading[],
  at: { readonly index: number; readonly title: string },
): boolean {
  const reading = readings[at.index];
  if (reading === undefined || reading.markdownDepth > 0) return false;
  const { bare } = reading;
  const key = withoutBlanks(bare);
  if (key.length >= 4 && withoutBlanks(at.title).includes(key)) return true;
  if (reading.labels.length > 0) return false;
  if (ADOPTION_NOTE.test(bare) && !/。(?!）?$)/u.test(bare)) return true;
  if (isInsideBracket(readings, at.index)) return true;
  if (SITE_LINK.test(bare)) return true;
  if (isMetadataLine(bare)) return bare.length <= 400 && !/。(?!）?$)/u.test(bare);
  if (
    /^[（(].*[）)]$/u.test(bare) &&
    /(?:年|通过|公布|施行|试行|草案|稿|问答|指引|宣传|通告|转载)/u.test(bare)
  )
    return true;
  if (/^[-—–]{1,2}\s*[^。]*[0-9一二三四五六七八九〇]{4}年/u.test(bare) && bare.length <= 60)
    return true;
  if (bare.length > 40 || /[。；：！？，:;!?]/u.test(bare)) return false;
  if (isBodiesLine(bare)) return true;
  return !isUnnumberedHeading(readings, at.index);
}
