import { parseNumeral } from '../text/numerals.js';
import { withoutBlanks } from './text-lines.js';

/** A digit of a printed date, Chinese or not, for use in a regular expression. */
export const DATE_DIGIT = '[0-9０-９〇○零一二三四五六七八九十]';
const DATE = new RegExp(
  `(${DATE_DIGIT}{4})年(?:(${DATE_DIGIT}{1,3})月)?(?:(${DATE_DIGIT}{1,3})日)?`,
  'u',
);

/** `2023年3月5日`, `二〇二三年三月五日` as `2023-03-05`, or as much of it as is printed; null where the words are no date. */
export function isoDate(words: string): string | null {
  const match = DATE.exec(withoutBlanks(words));
  if (match?.[1] === undefined) return null;
  const year = parseNumeral(match[1]);
  const month = match[2] === undefined ? null : parseNumeral(match[2]);
  const day = match[3] === undefined ? null : parseNumeral(match[3]);
  if (year === null || year < 1900 || year > 2200) return null;
  if (month === null || month < 1 || month > 12) return String(year);
  const yearMonth = `${String(year)}-${String(month).padStart(2, '0')}`;
  return day === null || day < 1 || day > 31
    ? yearMonth
    : `${yearMonth}-${String(day).padStart(2, '0')}`;
}
