/**
 * How a line of an official document is set (GB/T 9704—2012, section 7): by what the line is, told from
 * its words and its neighbours alone. When in doubt it is a paragraph.
 */
export type LineStyle =
  /** Two characters of indent (7.3.3). */
  | 'paragraph'
  /** 主送机关: flush left, once, before the text (7.3.2). */
  | 'addressee'
  /** 发文字号, 题注, a date or a body under the title: centred (7.2.5, 7.3.1). */
  | 'centred'
  /** The title printed once more, over what a 通知 brings with it. */
  | 'title'
  /** 发文机关署名 and 成文日期 at the end: to the right (7.3.5). */
  | 'signature'
  /** A row of a table or a drawing of characters: no indent, no justification. */
  | 'row';

/** Where a line stands. */
export interface LinePlace {
  /** Before the first section: the title block. */
  readonly isOpening: boolean;
  /** The first line after the title block. */
  readonly isFirst: boolean;
  /** The document's title. */
  readonly title: string;
  /** The line before it in the same section; empty where there is none. */
  readonly previous: string;
  /** The line after it in the same section; empty where there is none. */
  readonly next: string;
}

/** The style of a line without the blanks around it. */
export function lineStyle(line: string, place: LinePlace): LineStyle {
  if (ROW.test(line)) return 'row';
  if (isTitle(line, place.title)) return 'title';
  if (place.isOpening) {
    if (isAddressee(line)) return 'addressee';
    return line.length > LONGEST_CAPTION && SENTENCE_END.test(line) ? 'paragraph' : 'centred';
  }
  if (place.isFirst && isAddressee(line)) return 'addressee';
  if (DOCUMENT_NUMBER.test(line)) return 'centred';
  if (isTitle(place.previous, place.title) && IN_BRACKETS.test(line)) return 'centred';
  if (DATE.test(line)) return 'signature';
  if (DATE.test(place.next) && isName(line)) return 'signature';
  return 'paragraph';
}

const ROW = /^\||[\u2500-\u257f]|\t.*\S/u;
/** 二〇二三年十月十九日, 2023 年 10 月 19 日, with the brackets of a 题注. */
const DATE =
  /^[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日(?:印发)?[）)]?$/u;
const DOCUMENT_NUMBER = /^[^\s。，；]{1,20}[〔[［](?:19|20)\d{2}[〕\]］]第?\d{1,5}号$/u;
/** 题注: when and by whom it was passed. */
const IN_BRACKETS = /^（[^（）]*(?:（[^（）]*）[^（）]*)*）$/u;
const SENTENCE_END = /[。；;！？]/u;
/** A line under a title that is longer than this and has a sentence's end is text. */
const LONGEST_CAPTION = 40;
/** 署名 of several bodies stand in one line; a sentence is longer or has its marks. */
const LONGEST_SIGNATURE = 40;
const LONGEST_ADDRESSEE = 300;

function isAddressee(line: string): boolean {
  return /[：:]$/u.test(line) && line.length <= LONGEST_ADDRESSEE && !SENTENCE_END.test(line);
}

function isName(line: string): boolean {
  return line.length <= LONGEST_SIGNATURE && !/[。，,；;：:！？]/u.test(line);
}

function isTitle(line: string, title: string): boolean {
  return title !== '' && lettersOf(line) === lettersOf(title);
}

function lettersOf(text: string): string {
  return text.replace(/[\s#*_]+/gu, '');
}
