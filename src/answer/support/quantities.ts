import { parseNumeral } from '../../text/numerals.js';

/** A quantity or date at a place of a text. */
export interface Quantity {
  /** Equal exactly where two quantities say the same: value, unit and bound. */
  readonly key: string;
  /** The year, where the quantity is one. */
  readonly year: number | null;
  readonly end: number;
}

const HAN_DIGITS = '〇零○一二三四五六七八九十百千两';
const HAN_NUMBER = `[${HAN_DIGITS}万亿]+(?:点[〇零一二三四五六七八九]+)?`;
const NUMBER = `(?:\\d+(?:\\.\\d+)?|${HAN_NUMBER}|x+(?:\\.x+)?)`;
const SCALE = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)';
/** Units, longest first; what counts the same shares a class below. */
const UNITS =
  '个工作日|工作日|个百分点|百分点|个学时|平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|个小时|小时|分钟|周岁|个月|美元|欧元|人民币|元|人次|场次|课时|学时|学分|季度|年|月|日|天|周|岁|人|名|位|户|亩|米|吨|克|倍|届|条|款|项|章|节|号|级|类|批|份|件|套|台|辆|所|间|座|处|门|部|篇|期|次|场|家|个|只|头|支|股|本|册|层|对|张|页|分|成';
const UNIT_CLASS: Readonly<Record<string, string>> = {
  个工作日: '工作日',
  个百分点: '百分点',
  个学时: '学时',
  个小时: '小时',
  周岁: '岁',
  人民币: '元',
  名: '人',
  位: '人',
  日: '天',
  场: '次',
  场次: '次',
  千克: '公斤',
  千米: '公里',
  家: '个',
  项: '个',
  所: '个',
  处: '个',
  座: '个',
  件: '个',
  份: '个',
};

const BOUNDS: readonly (readonly [string, RegExp])[] = [
  [
    'least',
    /(?:年满|已满|(?<![不未期])满)(?=[\d一二三四五六七八九十两])|不少于|不低于|不小于|至少|最少|起码|最低/uy,
  ],
  ['most', /最高不超过|最多不超过|不高于|不超过|不多于|不大于|至多|最多|最高/uy],
  ['over', /超过|大于|多于|高于|突破|逾|超(?=\d)/uy],
  ['under', /少于|低于|小于|不足|不到|不满|未满/uy],
  ['about', /大约|将近|约|近(?=[\dx])/uy],
];
const POST: readonly (readonly [string, RegExp])[] = [
  ['least', /(?:及|或者?)?以上/uy],
  ['most', /(?:及|或者?)?以下|以内|之内|内/uy],
  ['about', /左右|上下/uy],
];
/** A bound belongs to the number in reach behind it, in the same phrase. */
const NUMBER_FOLLOWS = new RegExp(
  `[^,;。:、\\dx]{0,8}?(?:[\\dx]|[${HAN_DIGITS}]+(?:万|亿)?(?:${UNITS}))`,
  'uy',
);

const DATE =
  /(?:(\d{4}|[〇零○一二三四五六七八九]{4})年(?:度|份)?)?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?)?/uy;
const ISO_DATE = /(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/uy;
const WHEN =
  /(?:底|末|初|上旬|中旬|下旬|上半年|下半年|年底|年末)?(?:以前|之前|前|以后|之后|后|之日起|起|止|以来|期间)?/uy;
const RELATIVE_DATE =
  /(?:年底|月底|季末|年末|上半年|下半年|年内|月内)(?:以前|之前|前|以后|之后|后|起)?/uy;
const PERCENT = new RegExp(
  `(?:百分之(${HAN_NUMBER}|\\d+(?:\\.\\d+)?)|(\\d+(?:\\.\\d+)?|x+(?:\\.x+)?)%)`,
  'uy',
);
const RANGE = new RegExp(
  `(${NUMBER})(${SCALE})?(?:${UNITS}|%)?(?:-|—|–|~|至|到)(${NUMBER})(${SCALE})?(余|多)?(${UNITS}|%)`,
  'uy',
);
const AMOUNT = new RegExp(`(第)?(${NUMBER})(${SCALE})?(余|多)?(${UNITS})?`, 'uy');

/** The word of a bound at a place, where a number follows it in the same phrase. */
export function boundAt(
  text: string,
  at: number,
): { readonly bound: string; readonly end: number } | null {
  for (const [bound, pattern] of BOUNDS) {
    const end = endOf(pattern, text, at);
    if (end > at && endOf(NUMBER_FOLLOWS, text, end) > end) return { bound, end };
  }
  return null;
}

/** The quantities that begin at a place; none where none does. */
export function quantitiesAt(text: string, at: number, bound: string): readonly Quantity[] {
  const date = dateAt(text, at);
  if (date.length > 0) return date;
  const relative = endOf(RELATIVE_DATE, text, at);
  if (relative > at)
    return [{ key: `date ${when(text.slice(at, relative))}`, year: null, end: relative }];
  const amount = percentAt(text, at) ?? rangeAt(text, at) ?? amountAt(text, at);
  if (amount === null) return [];
  const [after, end] = postAt(text, amount.end);
  const said = after === '' ? (amount.bound === '' ? bound : amount.bound) : after;
  return [{ key: `${amount.key} ${said}`, year: null, end }];
}

function dateAt(text: string, at: number): readonly Quantity[] {
  const iso = matchAt(ISO_DATE, text, at);
  const found = iso ?? matchAt(DATE, text, at);
  if (found === null || found[0] === '') return [];
  const [whole, yearText, monthText, dayText] = found;
  const year = yearText === undefined ? null : parseNumeral(yearText);
  const month = monthText === undefined ? null : parseNumeral(monthText);
  const day = dayText === undefined ? null : parseNumeral(dayText);
  if (year !== null && (year < 1900 || year > 2200)) return [];
  const end = endOf(WHEN, text, at + whole.length);
  const suffix = when(text.slice(at + whole.length, end));
  const own: Quantity[] = [];
  if (year !== null) {
    own.push({ key: `year ${year} ${month === null ? suffix : ''}`, year, end });
  }
  if (month !== null) own.push({ key: `date ${month}-${day ?? ''} ${suffix}`, year: null, end });
  return own;
}

/** One spelling of what stands behind a date: 前 for 以前 and 之前. */
function when(words: string): string {
  return words
    .replace(/[以之](?=[前后])/gu, '')
    .replace('年末', '年底')
    .replace('末', '底');
}

interface Amount {
  readonly key: string;
  readonly bound: string;
  readonly end: number;
}

function percentAt(text: string, at: number): Amount | null {
  const found = matchAt(PERCENT, text, at);
  if (found === null) return null;
  const value = amountOf(found[1] ?? found[2] ?? '', undefined);
  return value === null ? null : { key: `${value} %`, bound: '', end: at + found[0].length };
}

function rangeAt(text: string, at: number): Amount | null {
  const found = matchAt(RANGE, text, at);
  if (found === null) return null;
  const [whole, low = '', lowScale, high = '', highScale, more, unit = ''] = found;
  const from = amountOf(low, lowScale ?? highScale);
  const to = amountOf(high, highScale);
  if (from === null || to === null) return null;
  return {
    key: `${from}~${to} ${UNIT_CLASS[unit] ?? unit}`,
    bound: more === undefined ? '' : 'about',
    end: at + whole.length,
  };
}

function amountAt(text: string, at: number): Amount | null {
  const found = matchAt(AMOUNT, text, at);
  if (found === null) return null;
  const [whole, ordinal, number = '', scale, more, unit] = found;
  const isLatinWord = /^x/u.test(number) && unit === undefined && scale === undefined;
  if (isLatinWord || /[a-wyz]/u.test(text.charAt(at + whole.length))) return null;
  const isBareHan = !/[\dx]/u.test(number);
  if (/^[百千万亿]/u.test(number)) return null;
  // 一把手, 统一, 三农: a numeral alone counts only before a unit.
  if (isBareHan && ordinal === undefined && number.length === 1 && unit === undefined) return null;
  if (isBareHan && /^一次性|^一方面/u.test(text.slice(at, at + 3))) return null;
  if (isBareHan && /[统唯万]/u.test(text.charAt(at - 1))) return null;
  const value = amountOf(number, scale);
  if (value === null) return null;
  // 三倍 is 300%.
  if (unit === '倍' && !number.startsWith('x')) {
    const percent = String(Number((Number(value) * 100).toPrecision(12)));
    return {
      key: `${percent} %`,
      bound: more === undefined ? '' : 'about',
      end: at + whole.length,
    };
  }
  const unitClass = unit === undefined ? '' : (UNIT_CLASS[unit] ?? unit);
  return {
    key: `${ordinal ?? ''}${value} ${unitClass}`,
    bound: more === undefined ? '' : 'about',
    end: at + whole.length,
  };
}

function postAt(text: string, at: number): readonly [string, number] {
  for (const [bound, pattern] of POST) {
    const end = endOf(pattern, text, at);
    if (end > at) return [bound, end];
  }
  return ['', at];
}

const SCALES: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};

/** The value as text, without floating point's tails; masked digits stay as they are. */
function amountOf(number: string, scale: string | undefined): string | null {
  const factor = scale === undefined ? 1 : (SCALES[scale] ?? 1);
  if (number.startsWith('x')) return `${number}×${factor}`;
  const plain = /^\d/u.test(number) ? Number(number) : hanValue(number);
  return plain === null ? null : String(Number((plain * factor).toPrecision(12)));
}

function hanValue(number: string): number | null {
  if (number === '百') return 100;
  const [whole = '', fraction] = number.split('点');
  const parts = whole.split('亿');
  if (parts.length > 2) return null;
  const [left = '', right] = parts;
  const high = right === undefined ? 0 : parseNumeral(left);
  const rest = right ?? left;
  const low = rest === '' && right !== undefined ? 0 : parseNumeral(rest);
  if (high === null || low === null) return null;
  const digits = [...(fraction ?? '')].map((digit) => parseNumeral(digit) ?? 0).join('');
  return high * 1e8 + low + (digits === '' ? 0 : Number(`0.${digits}`));
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  const found = matchAt(pattern, text, at);
  return found === null ? at : at + found[0].length;
}
