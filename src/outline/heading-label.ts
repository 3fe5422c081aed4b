import { CHINESE_NUMERAL_CHARACTERS, parseNumeral } from '../text/numerals.js';

/**
 * Families of numbering, outer to inner. 公文 (GB/T 9704—2012, 7.3.3): `chinese` 一、 →
 * `chinese-bracketed` （一） → `digit` 1. → `digit-bracketed` （1） → `circled` ①. 法规 (《立法法》
 * 第六十五条): `book` 编 → `sub-book` 分编 → `chapter` 章 → `part-of-chapter` 节 → `article` 条.
 * `part` is 第一部分, `decimal` 1.1, `question` 问：, `ordinal` 第一， as speeches and reports count.
 */
export type LabelFamily =
  | 'part'
  | 'book'
  | 'sub-book'
  | 'chapter'
  | 'part-of-chapter'
  | 'article'
  | 'chinese'
  | 'chinese-bracketed'
  | 'ordinal'
  | 'digit'
  | 'decimal'
  | 'digit-bracketed'
  | 'circled'
  | 'question';

/** A numbering found at the beginning of a line. */
export interface HeadingLabel {
  readonly family: LabelFamily;
  /** How the number is marked off, so that `1.` and `1、` can be lists of their own. */
  readonly style: string;
  readonly number: number;
  /** 之一 of 第十七条之一; 0 where there is none. */
  readonly subNumber: number;
  /** The numbers of a decimal label, `[1, 2]` for 1.2; `[number]` for the others. */
  readonly path: readonly number[];
  /** As printed, without blanks. */
  readonly label: string;
  /** Length of the label in the text, blanks inside it included. */
  readonly length: number;
  /** Whether it needs a neighbour in sequence to be believed (`一` alone, `2.2人户`, `1 范围`). */
  readonly weak: boolean;
}

/** Default order of the families, outer to inner; a document's own sequence may turn it round. */
export const FAMILY_RANK: Readonly<Record<LabelFamily, number>> = {
  part: 10,
  book: 20,
  'sub-book': 21,
  chapter: 22,
  'part-of-chapter': 23,
  article: 30,
  chinese: 40,
  'chinese-bracketed': 50,
  question: 55,
  ordinal: 58,
  digit: 60,
  decimal: 60,
  'digit-bracketed': 70,
  circled: 80,
};

const CHINESE = `[${CHINESE_NUMERAL_CHARACTERS.replace('万', '')}]{1,8}`;
const DIGITS = '[0-9０-９]{1,4}';
const BLANK = '[ \\t\\u3000\\u00a0\\n]*';
const DOT = '[.．﹒]';

const STATUTE = new RegExp(
  `^第${BLANK}(${CHINESE}|${DIGITS})${BLANK}(?:之${BLANK}(${CHINESE}|${DIGITS})${BLANK})?(部分|分编|分編|编|編|篇|章|节|節|条|條)(?:${BLANK}之${BLANK}(${CHINESE}|${DIGITS})(?!${CHINESE}))?`,
  'u',
);
const CHINESE_COMMA = new RegExp(
  `^(${CHINESE})${BLANK}(?:之(${CHINESE})${BLANK})?([、．]|\\.(?![0-9]))`,
  'u',
);
const ORDINAL = new RegExp(`^第${BLANK}(${CHINESE})${BLANK}([，、,：])`, 'u');
const NUMERAL_AHEAD = new RegExp(`^${CHINESE}`, 'u');
const CHINESE_ALONE = new RegExp(`^(${CHINESE})(?=[ \\u3000\\n]|$)`, 'u');
const CHINESE_BRACKETED = new RegExp(`^[（(〔]${BLANK}(${CHINESE})${BLANK}[）)〕]`, 'u');
const CHINESE_ENCLOSED = /^[㈠-㈩]/u;
const DIGIT = new RegExp(`^([0-9０-９]{1,3})${BLANK}(${DOT}|、)`, 'u');
const DIGIT_ENCLOSED = /^[⒈-⒛]/u;
const DIGIT_ALONE = /^([0-9]{1,2})[ \u3000]+(?=\p{Script=Han})/u;
/** `1 城市低保 1050`: the row of a table whose cells blanks part. */
const TABLE_ROW =
  /^[0-9]{1,2}[ \u3000]+\S+(?:[ \u3000]+\S+)*[ \u3000]+[0-9][0-9.,，%／/~～\-—]*\p{Script=Han}{0,3}$/u;
const DECIMAL = new RegExp(
  `^[0-9０-９]{1,2}(?:${DOT}[0-9０-９]{1,2}){1,4}(?![0-9０-９])${DOT}?`,
  'u',
);
const DIGIT_BRACKETED = new RegExp(
  `^(?:[（(]${BLANK}([0-9０-９]{1,3})${BLANK}[）)]|([0-9０-９]{1,3})[）)])`,
  'u',
);
const DIGIT_BRACKETED_ENCLOSED = /^[⑴-⒇]/u;
const CIRCLED = /^([①-⑳㉑-㉟❶-❿])/u;
const QUESTION = new RegExp(`^(?:问题?|提问|Q)${BLANK}(${CHINESE}|${DIGITS})?${BLANK}[:：]`, 'u');

const STATUTE_FAMILIES: Readonly<Record<string, LabelFamily>> = {
  部分: 'part',
  编: 'book',
  編: 'book',
  篇: 'book',
  分编: 'sub-book',
  分編: 'sub-book',
  章: 'chapter',
  节: 'part-of-chapter',
  節: 'part-of-chapter',
  条: 'article',
  條: 'article',
};

/** What follows 第十条 where it is surely a reference: `第十条第二款`, `第十条）`. */
const REFERENCE_TAIL = /^(?:第|款|项|項|；|。|”|》|）|\))/u;
/** `（一）项所称…` cites an item. */
const REFERENCE_TO_ITEM = /^[项項](?:所|规|規|的|、|和|或|至|中)/u;
/** What may follow both: `第十条规定的`, and `第十条和解协议…` without a blank. */
const DOUBTFUL_TAIL =
  /^(?:的|之|和|或|与|與|及|至|、|，|,|所(?:列|称|稱|规|規|述)|规定|規定|中(?:的|“)|以(?:及|外)|(?:至|到)第)/u;

/** Whether the words after 第十条 go on with a sentence that cites it. */
export function isReferenceTail(words: string): boolean {
  return REFERENCE_TAIL.test(words) || DOUBTFUL_TAIL.test(words);
}

/**
 * The labels a line may begin with, likeliest first; several where the line can be read in
 * several ways (`2.2人户` is `2.` or `2.2`).
 */
export function readLabels(content: string): readonly HeadingLabel[] {
  const head = content.slice(0, 40);
  const first = head.charAt(0);
  if (first === '第') return compact([statuteLabel(head) ?? ordinalLabel(head)]);
  if (/[（(〔㈠-㈩⑴-⒇]/u.test(first)) return compact([bracketedLabel(head)]);
  if (/[0-9０-９⒈-⒛]/u.test(first)) return digitLabels(head);
  if (/[问提Q]/u.test(first)) return compact([questionLabel(head)]);
  const circled = CIRCLED.exec(head);
  if (circled?.[1] !== undefined) {
    return compact([make('circled', '①', { printed: circled[0], numerals: [circled[1]] })]);
  }
  return compact([chineseLabel(head)]);
}

function statuteLabel(head: string): HeadingLabel | null {
  const match = STATUTE.exec(head);
  if (match === null) return null;
  const [printed, number, before, unit, after] = match;
  const family = unit === undefined ? undefined : STATUTE_FAMILIES[unit];
  if (family === undefined || number === undefined) return null;
  const tail = head.slice(printed.length);
  const isDoubtful = DOUBTFUL_TAIL.test(tail);
  if (REFERENCE_TAIL.test(tail) || (isDoubtful && family !== 'article')) return null;
  const label = make(family, '第', { printed, numerals: [number], sub: before ?? after });
  return label === null ? null : { ...label, weak: isDoubtful };
}

function ordinalLabel(head: string): HeadingLabel | null {
  const match = ORDINAL.exec(head);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const style = match[2] === '、' ? '第、' : '第，';
  const label = make('ordinal', style, { printed: match[0], numerals: [match[1]] });
  return label === null ? null : { ...label, weak: true };
}

function bracketedLabel(head: string): HeadingLabel | null {
  const chinese = CHINESE_BRACKETED.exec(head);
  if (chinese?.[1] !== undefined) {
    if (REFERENCE_TO_ITEM.test(head.slice(chinese[0].length))) return null;
    return make('chinese-bracketed', '（）', { printed: chinese[0], numerals: [chinese[1]] });
  }
  const enclosed = CHINESE_ENCLOSED.exec(head);
  if (enclosed !== null)
    return make('chinese-bracketed', '㈠', { printed: enclosed[0], numerals: [enclosed[0]] });
  const digit = DIGIT_BRACKETED.exec(head);
  if (digit?.[1] !== undefined)
    return make('digit-bracketed', '（）', { printed: digit[0], numerals: [digit[1]] });
  const digitEnclosed = DIGIT_BRACKETED_ENCLOSED.exec(head);
  if (digitEnclosed === null) return null;
  return make('digit-bracketed', '⑴', { printed: digitEnclosed[0], numerals: [digitEnclosed[0]] });
}

function digitLabels(head: string): readonly HeadingLabel[] {
  const labels: (HeadingLabel | null)[] = [];
  const decimal = DECIMAL.exec(head);
  if (decimal !== null && !/^[%％‰~～-]/u.test(head.slice(decimal[0].length))) {
    const printed = decimal[0];
    const bare = new RegExp(`${DOT}$`, 'u').test(printed) ? printed.slice(0, -1) : printed;
    const label = make('decimal', '.', { printed, numerals: bare.split(/[.．﹒]/u) });
    labels.push(label === null ? null : { ...label, weak: true });
  }
  const digit = DIGIT.exec(head);
  if (digit?.[1] !== undefined && digit[2] !== undefined) {
    const style = digit[2] === '、' ? '、' : '.';
    const label = make('digit', style, { printed: digit[0], numerals: [digit[1]] });
    const tail = head.slice(digit[0].length);
    labels.push(label === null ? null : { ...label, weak: /^[0-9０-９]/u.test(tail) });
  }
  const enclosed = DIGIT_ENCLOSED.exec(head);
  if (enclosed !== null)
    labels.push(make('digit', '⒈', { printed: enclosed[0], numerals: [enclosed[0]] }));
  const bracketed = DIGIT_BRACKETED.exec(head);
  if (bracketed?.[2] !== undefined) {
    labels.push(make('digit-bracketed', '）', { printed: bracketed[0], numerals: [bracketed[2]] }));
  }
  const alone = DIGIT_ALONE.exec(head);
  if (alone?.[1] !== undefined && !TABLE_ROW.test(head)) {
    const label = make('decimal', '.', { printed: alone[1], numerals: [alone[1]] });
    labels.push(label === null ? null : { ...label, weak: true });
  }
  return compact(labels);
}

function chineseLabel(head: string): HeadingLabel | null {
  const match = CHINESE_COMMA.exec(head);
  if (match?.[1] !== undefined) {
    const label = make('chinese', '、', { printed: match[0], numerals: [match[1]], sub: match[2] });
    // 一、二级 counts on; 一、一年至少一次 and 一、二十届三中全会 do not.
    const after = NUMERAL_AHEAD.exec(head.slice(match[0].length))?.[0];
    const isSeries = after !== undefined && parseNumeral(after) === (label?.number ?? 0) + 1;
    return label === null ? null : { ...label, weak: isSeries };
  }
  const alone = CHINESE_ALONE.exec(head);
  if (alone?.[1] === undefined) return null;
  const label = make('chinese', '一', { printed: alone[1], numerals: [alone[1]] });
  return label === null ? null : { ...label, weak: true };
}

function questionLabel(head: string): HeadingLabel | null {
  const match = QUESTION.exec(head);
  if (match === null) return null;
  const number = match[1] === undefined ? 0 : (parseNumeral(match[1]) ?? 0);
  const label = number === 0 ? '' : match[0].replace(/[:：\s]/gu, '');
  return {
    family: 'question',
    style: '问',
    number,
    subNumber: 0,
    path: [number],
    label,
    length: match[0].length,
    weak: false,
  };
}

function make(
  family: LabelFamily,
  style: string,
  parts: {
    readonly printed: string;
    readonly numerals: readonly string[];
    readonly sub?: string | undefined;
  },
): HeadingLabel | null {
  const path = parts.numerals.map((numeral) => parseNumeral(numeral));
  const numbers = path.filter((number) => number !== null);
  const number = numbers[0];
  if (numbers.length !== path.length || number === undefined) return null;
  const subNumber = parts.sub === undefined ? 0 : (parseNumeral(parts.sub) ?? 0);
  const label = parts.printed.replace(/\s+/gu, '');
  return {
    family,
    style,
    number,
    subNumber,
    path: numbers,
    label,
    length: parts.printed.length,
    weak: false,
  };
}

function compact(labels: readonly (HeadingLabel | null)[]): readonly HeadingLabel[] {
  return labels.filter((label) => label !== null);
}
