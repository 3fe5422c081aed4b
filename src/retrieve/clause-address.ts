import { CHINESE_NUMERAL_CHARACTERS, parseNumeral } from '../text/numerals.js';

/**
 * What one step of an address counts. `loose` is everyday speech (点, 项 outside a statute, a bare
 * number) that may mean any numbered clause; the label units say the mark as it is printed.
 */
type AddressUnit =
  | 'part'
  | 'chapter'
  | 'article'
  | 'paragraph'
  | 'item'
  | 'loose'
  | 'appendix'
  | 'label-chinese'
  | 'label-bracket'
  | 'label-digit';

/** One step of an address, outermost first: `第十条` `第二款`. */
export interface AddressStep {
  readonly unit: AddressUnit;
  readonly number: number;
  /** 之一 of `第十九条之一`. */
  readonly sub?: number;
  /** As it stands in the question. */
  readonly text: string;
}

/** A clause address that a question names, with where it stands there. */
export interface ClauseAddress {
  readonly steps: readonly AddressStep[];
  readonly start: number;
  readonly end: number;
}

const NUMBER = `(?:[${CHINESE_NUMERAL_CHARACTERS}]{1,9}|[\\d０-９]{1,4})`;

const UNITS: readonly (readonly [words: string, unit: AddressUnit])[] = [
  ['大部分|部分|大方面|个?方面|大点|大条|大块|板块', 'part'],
  ['分编|编|章|节', 'chapter'],
  ['条', 'article'],
  ['款', 'paragraph'],
  ['项', 'item'],
  ['小点|要点|目|点|小节|小项|个要点|个点|段', 'loose'],
];
const UNIT_WORDS = UNITS.map(([words]) => words).join('|');

const STEP = new RegExp(
  [
    `第[（(]?(?<ordinal>${NUMBER})[）)]?(?<unit>${UNIT_WORDS})(?:之(?<sub>${NUMBER}))?(?!件)`,
    `附[件录表](?<appendix>${NUMBER})?`,
    `[（(](?<bracket>${NUMBER})[）)]`,
    `(?<![${CHINESE_NUMERAL_CHARACTERS}\\p{Script=Han}])(?<chinese>[${CHINESE_NUMERAL_CHARACTERS}]{1,4})、`,
    `(?<![${CHINESE_NUMERAL_CHARACTERS}])(?<short>[${CHINESE_NUMERAL_CHARACTERS}]{1,4})(?:、?(?=[（(]${NUMBER}[）)])|、(?=\\d))`,
    `(?<![\\d.])(?<digit>\\d{1,3})[.．](?![\\d.])`,
    `(?<=[）)])(?<after>\\d{1,3})(?![\\d.年月日%])`,
    `(?<=要点|法|典|条例|办法|规定|细则|规则|方案|解释|的)(?<bare>[\\d０-９]{1,4}|[${CHINESE_NUMERAL_CHARACTERS}]{1,9})条`,
    '(?<=要点|条例|办法|规定|意见|通知|方案)(?<tail>[\\d０-９]{1,3})(?=[？?。]?$)',
    `\\b(?<english>articles?|clauses?|points?|items?|chapters?|parts?|sections?|paragraphs?)\\s+(?<englishNumber>\\d{1,4})\\b`,
  ].join('|'),
  'giu',
);

/** Words that may stand between two steps of one address. */
const LINK = /^[\s，,。.]*(?:里面的?|里的?|中的?|下面的?|下的?|的|当中的?)?[\s，,]*$/u;
const AND = /^[\s]*(?:和|与|及|以及|、|，|,|and)[\s]*$/u;
const TO = /^[\s]*(?:到|至|[-－—~～])[\s]*$/u;
/** A clause that is only referred to is not the one asked for: 违反第十条怎么处罚. */
const REFERENCE = /(?:违反|依照|按照|根据|依据|符合|适用|不服|除)[^，。？?]{0,24}$/u;
const MAX_RANGE = 10;

const ENGLISH_UNITS: Readonly<Record<string, AddressUnit>> = {
  article: 'article',
  clause: 'loose',
  point: 'loose',
  item: 'loose',
  chapter: 'chapter',
  part: 'part',
  section: 'part',
  paragraph: 'paragraph',
};

/**
 * The clause addresses that a question names, in every spelling of their numerals: `第12条`,
 * `第一百〇五条第二款`, `一、（一）3.`, `（二）里第3点`, `附件1第二条`, `第三条到第五条`, `Article 12`.
 *
 * A clause that is only referred to (`违反第十条的`) is left out.
 */
export function addressesIn(question: string): readonly ClauseAddress[] {
  const addresses: ClauseAddress[] = [];
  for (const { step, start, end } of stepsIn(question)) {
    const last = addresses.at(-1);
    const between = last === undefined ? null : question.slice(last.end, start);
    if (last === undefined || between === null) {
      addresses.push({ steps: [step], start, end });
    } else if (LINK.test(between) && narrows(step, last.steps)) {
      addresses[addresses.length - 1] = { steps: [...last.steps, step], start: last.start, end };
    } else if (AND.test(between) || TO.test(between)) {
      const stem = last.steps.slice(0, -1);
      const from = last.steps.at(-1);
      if (TO.test(between) && from !== undefined && from.unit === step.unit) {
        const until = Math.min(step.number - 1, from.number + MAX_RANGE);
        for (let number = from.number + 1; number <= until; number += 1) {
          addresses.push({ steps: [...stem, { ...step, number }], start, end });
        }
      }
      const shared = from !== undefined && from.unit === step.unit ? stem : [];
      addresses.push({ steps: [...shared, step], start, end });
    } else {
      addresses.push({ steps: [step], start, end });
    }
  }
  return addresses.filter(
    (address) =>
      !REFERENCE.test(question.slice(0, address.start)) && standsAsAddress(question, address),
  );
}

const BEFORE_LABEL = /(?:^|[点法例定则案告文件》，,。：: ]|[里的])$/u;
const AFTER_LABEL = /^(?:$|[，,。？?：: ]|里|中|的|讲|是|说|条|项|点|部分|规定|内容|写|怎么|什么)/u;

/** A lone label such as （1） is an address only where the words beside it leave it to be one. */
function standsAsAddress(question: string, { steps, start, end }: ClauseAddress): boolean {
  const [only] = steps;
  if (steps.length > 1 || only === undefined || !only.unit.startsWith('label-')) return true;
  return BEFORE_LABEL.test(question.slice(0, start)) && AFTER_LABEL.test(question.slice(end));
}

interface FoundStep {
  readonly step: AddressStep;
  readonly start: number;
  readonly end: number;
}

function* stepsIn(question: string): Generator<FoundStep> {
  for (const match of question.matchAll(STEP)) {
    const step = readStep(match);
    if (step === null) continue;
    const start = match.index;
    const end = start + match[0].length;
    yield { step, start, end };
  }
}

function readStep(match: RegExpMatchArray): AddressStep | null {
  const groups = match.groups ?? {};
  const text = match[0];
  if (groups.ordinal !== undefined) {
    const number = parseNumeral(groups.ordinal);
    const unit = UNITS.find(([words]) =>
      words.split('|').some((w) => matchesUnit(w, groups.unit ?? '')),
    );
    if (number === null || unit === undefined) return null;
    const sub = groups.sub === undefined ? null : parseNumeral(groups.sub);
    return sub === null ? { unit: unit[1], number, text } : { unit: unit[1], number, sub, text };
  }
  if (groups.bracket !== undefined) return numbered('label-bracket', groups.bracket, text);
  if (groups.chinese !== undefined) return numbered('label-chinese', groups.chinese, text);
  if (groups.short !== undefined) return numbered('label-chinese', groups.short, text);
  if (groups.after !== undefined) return numbered('label-digit', groups.after, text);
  if (groups.digit !== undefined) return numbered('label-digit', groups.digit, text);
  if (groups.bare !== undefined) return numbered('article', groups.bare, text);
  if (groups.tail !== undefined) return numbered('loose', groups.tail, text);
  if (groups.english !== undefined) {
    const unit = ENGLISH_UNITS[groups.english.toLowerCase().replace(/s$/u, '')];
    return unit === undefined ? null : numbered(unit, groups.englishNumber ?? '', text);
  }
  return numbered('appendix', groups.appendix ?? '1', text);
}

function matchesUnit(pattern: string, word: string): boolean {
  return (
    pattern === word || (pattern.includes('?') && new RegExp(`^(?:${pattern})$`, 'u').test(word))
  );
}

function numbered(unit: AddressUnit, numeral: string, text: string): AddressStep | null {
  const number = parseNumeral(numeral);
  return number === null ? null : { unit, number, text };
}

/** A wider unit after a narrower one opens a new address: `第三条` then `第五条`. */
function narrows(step: AddressStep, before: readonly AddressStep[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return true;
  if (step.unit === last.unit) {
    return step.unit === 'chapter' || step.unit === 'loose' || step.unit === 'label-bracket';
  }
  const order: readonly AddressUnit[] = [
    'appendix',
    'part',
    'chapter',
    'article',
    'paragraph',
    'item',
    'loose',
  ];
  const [from, to] = [order.indexOf(last.unit), order.indexOf(step.unit)];
  return from < 0 || to < 0 || to > from;
}
