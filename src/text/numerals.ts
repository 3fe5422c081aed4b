/**
 * Numbers as Chinese official documents print them: `一百〇五`, `两`, `12`, `１２`, `③`.
 */

const CHINESE_DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  '○': 0,
  Ｏ: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const CHINESE_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

const TEN_THOUSAND = 10_000;

/** Rows of enclosed numbers in Unicode: first code point, the number it shows, how many follow in order. */
const ENCLOSED_ROWS: readonly (readonly [first: number, value: number, count: number])[] = [
  [0x2460, 1, 20], // ① … ⑳
  [0x2474, 1, 20], // ⑴ … ⒇
  [0x2488, 1, 20], // ⒈ … ⒛
  [0x3251, 21, 15], // ㉑ … ㉟
  [0x32b1, 36, 15], // ㊱ … ㊿
  [0x3220, 1, 10], // ㈠ … ㈩
  [0x3280, 1, 10], // ㊀ … ㊉
  [0x2776, 1, 10], // ❶ … ❿
];

/**
 * The characters a Chinese numeral is written with, for use inside a character class of a
 * regular expression.
 */
export const CHINESE_NUMERAL_CHARACTERS = '〇零○一二三四五六七八九十百千万两';

/**
 * The number that a numeral says, or null where the text is not exactly one numeral.
 *
 * Understands 〇零一二三四五六七八九两 with 十百千万 (`一百〇五` and `一百零五` are 105, `二〇二三`
 * is 2023), ASCII and full-width digits, and enclosed numbers (`①`, `⑴`, `㈠`).
 *
 * @param text - the numeral alone, without brackets, 第 or a closing mark
 */
export function parseNumeral(text: string): number | null {
  if (text.length === 0 || text.length > 16) return null;
  return parseDigits(text) ?? parseEnclosed(text) ?? parseChinese(text);
}

function parseDigits(text: string): number | null {
  const ascii = text.replace(/[０-９]/gu, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - '０'.charCodeAt(0) + '0'.charCodeAt(0)),
  );
  return /^[0-9]+$/u.test(ascii) ? Number(ascii) : null;
}

function parseEnclosed(text: string): number | null {
  const code = text.codePointAt(0);
  if (code === undefined || text.length !== 1) return null;
  for (const [first, value, count] of ENCLOSED_ROWS) {
    if (code >= first && code < first + count) return value + code - first;
  }
  return null;
}

function parseChinese(text: string): number | null {
  const characters = [...text];
  if (!characters.some((character) => character in CHINESE_UNITS || character === '万')) {
    return parseDigitByDigit(characters);
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let smallestUnit = Number.POSITIVE_INFINITY;
  for (const character of characters) {
    const asDigit = CHINESE_DIGITS[character];
    if (asDigit !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = asDigit;
      continue;
    }
    if (character === '万') {
      if (total !== 0) return null;
      total = (section + (digit ?? 0)) * TEN_THOUSAND;
      if (total === 0) return null;
      section = 0;
      digit = null;
      smallestUnit = Number.POSITIVE_INFINITY;
      continue;
    }
    const unit = CHINESE_UNITS[character];
    if (unit === undefined || unit >= smallestUnit) return null;
    // 十 alone opens with an unwritten one: 十二, and 一百十二 in older print.
    if (digit === null && unit !== 10) return null;
    section += (digit === null || digit === 0 ? 1 : digit) * unit;
    smallestUnit = unit;
    digit = null;
  }
  return total + section + (digit ?? 0);
}

function parseDigitByDigit(characters: readonly string[]): number | null {
  let value = 0;
  for (const character of characters) {
    const digit = CHINESE_DIGITS[character];
    if (digit === undefined) return null;
    value = value * 10 + digit;
  }
  return value;
}

const DIGIT_CHARACTERS = '零一二三四五六七八九';

/**
 * A number as a clause address spells it: 105 is `一百零五`, 12 is `十二`.
 *
 * @param value - a whole number from 0 to 9999
 */
export function formatChineseNumeral(value: number): string {
  if (value < 10) return DIGIT_CHARACTERS.charAt(value);
  let text = '';
  let rest = value;
  let skipped = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(rest / unit);
    rest %= unit;
    if (digit === 0) {
      skipped = text !== '';
      continue;
    }
    if (skipped) text += '零';
    skipped = false;
    const isLeadingTen = unit === 10 && digit === 1 && text === '';
    text += `${isLeadingTen ? '' : DIGIT_CHARACTERS.charAt(digit)}${name}`;
  }
  return text;
}
