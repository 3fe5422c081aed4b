import { CHINESE_NUMERAL_CHARACTERS } from '../text/numerals.js';

/** One line of a text that holds words; blank lines are only counted. */
export interface TextLine {
  /** Offset of the line's first character, indent included. */
  readonly start: number;
  /** Offset of the first character that is not blank. */
  readonly contentStart: number;
  /** Offset after the last character that is not blank. */
  readonly contentEnd: number;
  /** `text.slice(contentStart, contentEnd)`; holds `\n` where a label was broken over lines. */
  readonly content: string;
  /** Empty lines directly above. */
  readonly blanksBefore: number;
}

const NUMERAL = `[${CHINESE_NUMERAL_CHARACTERS}0-9０-９]{1,8}`;
/** A line that ends inside a label: `（`, `（三`, `第`, `第十`. */
const UNFINISHED_LABEL = new RegExp(`^(?:[（(]\\s*(?:${NUMERAL})?|第\\s*(?:${NUMERAL})?)$`, 'u');
const REST_OF_LABEL = new RegExp(
  `^(?:${NUMERAL})?\\s*(?:[）)]|[编編篇章节節条條]|分编|分編|部分)`,
  'u',
);
const WHOLE_ARTICLE_LABEL = new RegExp(`^第\\s*${NUMERAL}\\s*[条條]$`, 'u');
const INSERTED_ARTICLE = new RegExp(`^之\\s*${NUMERAL}(?=\\s|【|$)`, 'u');

/**
 * The lines of a text that hold words, in order. A label that an extraction broke over two lines
 * (`（` / `三）…`, `第十七条` / `之一`) is one line again, its content still an exact slice.
 */
export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (const line of physicalLines(text)) {
    const previous = lines.at(-1);
    if (previous !== undefined && joins(previous.content, line.content)) {
      lines[lines.length - 1] = {
        ...previous,
        contentEnd: line.contentEnd,
        content: text.slice(previous.contentStart, line.contentEnd),
      };
    } else {
      lines.push(line);
    }
  }
  return lines;
}

function joins(upper: string, lower: string): boolean {
  if (upper.length > 12) return false;
  if (UNFINISHED_LABEL.test(upper)) return REST_OF_LABEL.test(lower);
  return WHOLE_ARTICLE_LABEL.test(upper) && INSERTED_ARTICLE.test(lower);
}

function* physicalLines(text: string): Generator<TextLine> {
  let start = 0;
  let blanksBefore = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, end);
    const content = trimBlanks(raw);
    if (content.length === 0) {
      blanksBefore += 1;
    } else {
      const contentStart = start + raw.indexOf(content);
      yield {
        start,
        contentStart,
        contentEnd: contentStart + content.length,
        content,
        blanksBefore,
      };
      blanksBefore = 0;
    }
    start = end + 1;
  }
}

const BLANK = /[\s\u200b\u2060\ufeff]/u;

/** Without the blanks at both ends, zero-width ones included. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Without any blank: what two spellings of a heading (`总　则`, `总则`) have in common. */
export function withoutBlanks(text: string): string {
  return text.replace(/[\s\u200b\u2060\ufeff]+/gu, '');
}
