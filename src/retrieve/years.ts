import { parseNumeral } from '../text/numerals.js';

/** A year that a question speaks of. */
export interface YearMention {
  readonly year: number;
  /** As it stands in the question: `今年`, `2023年`, `二〇二三年`. */
  readonly text: string;
  /** Offset in the question. */
  readonly start: number;
  /**
   * `relative`: a word such as 今年 resolved against today. `explicit`: a year by its number, which
   * may mean the document's year or one that a clause speaks of. `date`: part of a date or a limit
   * (`2015年3月`, `到2025年`, `2020年以前`), which never means the document.
   */
  readonly kind: 'relative' | 'explicit' | 'date';
}

const RELATIVE: readonly (readonly [words: RegExp, offset: number])[] = [
  [/今年(?:度)?|本年度|本年(?!限)|当前年度|这一年/gu, 0],
  [/去年(?:度)?|上一年度?|上年度?|昨年/gu, -1],
  [/前年(?:度)?/gu, -2],
  [/明年(?:度)?|下一年度?|下年度?|来年/gu, 1],
  [/后年(?:度)?/gu, 2],
];

const DIGITS = '[〇零○Ｏ一二三四五六七八九]{4}|(?:19|20)\\d{2}';
/** A year with 年, or four digits standing before a word as in `2023商务要点`. */
const EXPLICIT = new RegExp(
  `(?<![\\d.〔\\[(（])(${DIGITS})(?:\\s*年度?|(?=[\\p{Script=Han}])(?![元个人万亿次场家户号米吨亩项名条件]))`,
  'gu',
);
const DATE_AFTER =
  /^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月|^(?:以前|之前|以后|之后|以来|起|底|末|初|[-－—~至到])/u;
const DATE_BEFORE = /(?:到|至|自|从|截至|截止|截止到|[-－—~])\s*$/u;

const ENGLISH_RELATIVE: readonly (readonly [words: RegExp, offset: number])[] = [
  [/\bthis year(?:'s)?/giu, 0],
  [/\blast year(?:'s)?/giu, -1],
  [/\bnext year(?:'s)?/giu, 1],
];
const ENGLISH_EXPLICIT = /\b((?:19|20)\d{2})\b(?!\s*年)/gu;

/**
 * The years a question speaks of, in the order of the text.
 *
 * What stands inside 《…》 or a 发文字号 names a document and is no year of the question.
 *
 * @param thisYear - today's year in Asia/Shanghai
 */
export function readYears(question: string, thisYear: number): readonly YearMention[] {
  const masked = question
    .replace(/《[^》]*》/gu, blank)
    .replace(/[〔[(（【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*(?:第?\s*\d+\s*号)?/gu, blank);
  const mentions: YearMention[] = [];
  for (const [words, offset] of [...RELATIVE, ...ENGLISH_RELATIVE]) {
    for (const match of masked.matchAll(words)) {
      mentions.push({
        year: thisYear + offset,
        text: match[0],
        start: match.index,
        kind: 'relative',
      });
    }
  }
  for (const match of masked.matchAll(EXPLICIT)) {
    const year = parseNumeral(match[1] ?? '');
    if (year === null || year < 1900 || year > 2200) continue;
    const after = masked.slice(match.index + match[0].length);
    const before = masked.slice(0, match.index);
    const isDate = DATE_AFTER.test(after) || DATE_BEFORE.test(before);
    mentions.push({ year, text: match[0], start: match.index, kind: isDate ? 'date' : 'explicit' });
  }
  if (!/\p{Script=Han}/u.test(masked)) {
    for (const match of masked.matchAll(ENGLISH_EXPLICIT)) {
      mentions.push({
        year: Number(match[1]),
        text: match[0],
        start: match.index,
        kind: 'explicit',
      });
    }
  }
  return mentions.sort((a, b) => a.start - b.start);
}

/** The calendar year in Asia/Shanghai (UTC+8, no summer time) at an instant. */
export function shanghaiYear(instant: Date): number {
  return new Date(instant.getTime() + 8 * 60 * 60 * 1000).getUTCFullYear();
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}
