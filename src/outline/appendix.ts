import { endsSentence, isDateLine, type LineReading } from './line-reading.js';
import { clean } from './run-in-title.js';

/** A line that opens an appendix, with the title on it or on the lines below. */
export interface AppendixHeading {
  readonly label: string;
  readonly title: string;
  readonly lineCount: number;
}

const NUMBER = '[0-9０-９一二三四五六七八九十]{1,3}';
const OPENING = new RegExp(
  `^(附\\s*(?:件|录|表|图|则)?\\s*[（(]?\\s*(?:${NUMBER})?\\s*[）)]?(?:\\s*-\\s*${NUMBER})?)\\s*[:：.．、]?\\s*`,
  'u',
);
const MAX_TITLE_LINES = 3;
/** The head or a row of a table whose cells blanks part. */
const TABLE_ROW = /^(?:序号|编号|[0-9]{1,3})[ \u3000]+\S/u;
const FILE_NAME = /\.(?:docx?|xlsx?|pptx?|pdf|jpg|png|wps|ofd|et|zip|rar)[）)]?$/iu;

/**
 * Reads `附件`, `附件1`, `附件：` as the heading of an appendix. A list of 附件 that only announces
 * them (`附件：1.…`, several 附件 lines in a row, file names) is none.
 */
export function readAppendixHeading(
  readings: readonly LineReading[],
  index: number,
): AppendixHeading | null {
  const reading = readings[index];
  if (
    reading === undefined ||
    reading.isQuoted ||
    reading.isTable ||
    !reading.bare.startsWith('附')
  )
    return null;
  const match = OPENING.exec(reading.bare);
  if (match?.[1] === undefined) return null;
  const label = match[1].replace(/\s+/gu, '');
  if (label === '附则') return null;
  const rest = reading.bare.slice(match[0].length);
  const next = readings[index + 1];
  if (rest === '') return withTitleBelow(readings, { index, label });
  const isBareAttachment = label === '附' || !/[0-9０-９一二三四五六七八九十]/u.test(label);
  if (isBareAttachment && !isSetApart(reading, rest) && !opensList(rest, next)) return null;
  if (rest.length > 50 || endsSentence(rest) || FILE_NAME.test(rest)) return null;
  if (
    /^(?:的|所|中|规定|和|与|至|、)/u.test(rest) ||
    next === undefined ||
    isAnnouncementTail(next)
  )
    return null;
  return { label, title: clean(rest), lineCount: 1 };
}

/** `附：收费标准` below an empty line, with nothing that counts attachments. */
function isSetApart(reading: LineReading, rest: string): boolean {
  return (
    reading.line.blanksBefore > 0 &&
    rest.length <= 30 &&
    !/^[0-9０-９一二三四五六七八九十《（(]/u.test(rest)
  );
}

/** `附件：名词解释` directly above a list of sentences. */
function opensList(rest: string, next: LineReading | undefined): boolean {
  return (
    next !== undefined &&
    /^\p{Script=Han}{2,15}$/u.test(rest) &&
    next.labels.some((label) => label.number === 1 && !label.weak) &&
    endsSentence(next.bare)
  );
}

/** After an announcing list come more entries, the signature or the date. */
function isAnnouncementTail(next: LineReading): boolean {
  return (
    /^附/u.test(next.bare) ||
    isDateLine(next.bare) ||
    FILE_NAME.test(next.bare) ||
    (/^[0-9０-９]{1,2}\s*[.．、]/u.test(next.bare) &&
      next.bare.length < 50 &&
      !endsSentence(next.bare))
  );
}

function withTitleBelow(
  readings: readonly LineReading[],
  at: { readonly index: number; readonly label: string },
): AppendixHeading | null {
  const next = readings[at.index + 1];
  if (next === undefined) return { label: at.label, title: '', lineCount: 1 };
  if (FILE_NAME.test(next.bare)) return null;
  let title = '';
  let lineCount = 1;
  while (lineCount <= MAX_TITLE_LINES) {
    const line = readings[at.index + lineCount];
    if (line === undefined || !isTitleLine(line) || (lineCount > 1 && line.line.blanksBefore > 0))
      break;
    // Cleaned as a whole: a mark at a line's end is inside the title.
    title += line.bare.replace(/[*_`]{1,3}/gu, '').trim();
    lineCount += 1;
    if (
      /(?:方案|办法|规定|细则|表|清单|名单|目录|意见|报告|标准|要点|指南|规程|制度|计划|规划|组建方案|说明|协议|书|单|图)(?:[（(].*[）)])?$/u.test(
        title,
      )
    )
      break;
  }
  return { label: at.label, title: clean(title), lineCount };
}

function isTitleLine(line: LineReading): boolean {
  const { bare } = line;
  return (
    !line.isTable &&
    !line.isQuoted &&
    !TABLE_ROW.test(line.bare) &&
    line.markdownDepth === 0 &&
    !line.labels.some((label) => !label.weak) &&
    bare.length <= 45 &&
    !endsSentence(bare) &&
    !isDateLine(bare)
  );
}
