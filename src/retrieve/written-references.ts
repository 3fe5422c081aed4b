import { CHINESE_NUMERAL_CHARACTERS, parseNumeral } from '../text/numerals.js';
import type { TextRange } from '../text/sentences.js';
import type { AddressStep } from './clause-address.js';

/**
 * What the words around a reference make of the clause referred to: `breach`, it was broken (违反第十五条);
 * `case`, what it says is the case or was done (有前款行为的); `follow`, it says what is to be done
 * (依照第四十条处罚).
 */
export type ReferenceRole = 'breach' | 'case' | 'follow' | 'mention';

/** Where a reference counts from: the document's articles, the article or paragraph it stands in, or back from there (前两款). */
export type ReferenceOrigin =
  | { readonly kind: 'document' }
  | { readonly kind: 'article' }
  | { readonly kind: 'paragraph' }
  | {
      readonly kind: 'before';
      readonly unit: 'article' | 'paragraph' | 'item';
      /** How far back, 1 for the one right before. */
      readonly distance: number;
    };

/** One clause that a text refers to by its number, as it is written. */
export interface WrittenReference extends TextRange {
  readonly role: ReferenceRole;
  readonly origin: ReferenceOrigin;
  /** The steps from the origin, outermost first; none for 前款. */
  readonly steps: readonly AddressStep[];
}

const NUMBER = `(?:[（(]\\s{0,4})?(?:[${CHINESE_NUMERAL_CHARACTERS}]{1,7}|[\\d０-９]{1,4})(?:\\s{0,4}[）)])?`;
/** 第（一）、（二）项: one unit for several numbers. */
const STEP = new RegExp(
  `第\\s{0,4}(?<numbers>${NUMBER}(?:[、和]第?${NUMBER}){0,20})(?<range>[至到—-]第?(?<until>${NUMBER}))?\\s{0,4}(?<unit>[条條款项項目])(?![件目])(?:之(?<sub>[${CHINESE_NUMERAL_CHARACTERS}]{1,3}))?`,
  'yu',
);
const JOINT = /\s{0,4}(?:[、，,]?(?:以及|及其?|或者|或|和|与)|[、，,])\s{0,4}/uy;
const RANGE = /\s{0,4}(?:至|到|[-—~～－])\s{0,4}/uy;
const BACK =
  /(?<![提之以目此当日年月])(?:前|上)(?<count>[二两三四五六]|)(?<unit>[条條款项項])(?![件目])|本(?<own>[条條款])(?=规定|第|前|的|$)/uy;
const BEGINS =
  /第\s{0,4}[（(]?[〇零○一二三四五六七八九十百千万两\d０-９]|(?<![提之以目此当日年月])[前上][二两三四五六]?[条條款项項]|本[条條款]/gu;

/** The end of another document's name: its articles are not those of the text at hand. */
const OTHERS =
  /(?:[法典例]|办法|规定|规则|细则|决定|解释|章程|公约|条约|协定|协议|》(?:[（(][^（）()]*[）)])?)\s*(?:的)?$/u;
const OWN =
  /本(?:法|法典|条例|办法|规定|规则|细则|决定|解释|章程|意见|通则|守则|议事规则)\s*(?:的)?$/u;
const BROKEN = /违反\s*(?:规定|了)?\s*$/u;

const FOLLOWS = /(?:依照|按照|依据|根据|参照|适用|比照|遵照|按)[^，。；：]{0,6}$/u;
const BREAKS = /(?:违反|违背|不履行|不遵守|未履行|未遵守|拒不|拒绝)[^，。；：]{0,40}$/u;
const IS_CASE = /(?:未|不|擅自|有|实施|从事|因|属于|犯)[^，。；：]{0,30}$/u;
const DONE = /^(?:的)?(?:规定)?的?(?:行为|情形|情况|违法|所列|之一|规定之一|规定情形)/u;

const UNITS: Readonly<Record<string, 'article' | 'paragraph' | 'item' | 'loose'>> = {
  条: 'article',
  條: 'article',
  款: 'paragraph',
  项: 'item',
  項: 'item',
  目: 'loose',
};
const RANK: readonly AddressStep['unit'][] = ['article', 'paragraph', 'item', 'loose'];
/** Of a longer run of clauses (第一条至第九十条) only its ends are referred to. */
const LONGEST_RANGE = 20;

/**
 * The clauses of its own document that a text refers to by number, one each: `违反本条例第十五条第一款第
 * 三项、第五项或者第二十条规定`, `前款`, `前两条`, `本条第一款`, `第十条至第十二条`. An address behind the
 * name of another law (`《…法》第十条`) is left out.
 *
 * @param text - a clause's own words, without the heading that numbers it
 */
export function writtenReferences(text: string): readonly WrittenReference[] {
  const found: WrittenReference[] = [];
  let at = 0;
  let others: OthersChain | undefined;
  while (at < text.length) {
    BEGINS.lastIndex = at;
    const begin = BEGINS.exec(text)?.index;
    if (begin === undefined) break;
    const isOfOthers = isOthers(text, begin);
    const chain = readChain(text, { begin, isOfOthers });
    if (chain.end <= begin) {
      at = begin + 1;
      continue;
    }
    if (isOfOthers) {
      others = {
        end: chain.end,
        role: roleOf(text, { start: nameStart(text, begin), end: chain.end }),
      };
    } else {
      const role = roleOf(text, { start: begin, end: chain.end }, others);
      // 会议第三项议程 counts something else.
      const isBare = !/^[本前上]/u.test(text.slice(begin, begin + 1));
      const isOfArticle = chain.references[0]?.origin.kind === 'article';
      if (role !== 'mention' || !isBare || !isOfArticle)
        for (const reference of chain.references) found.push({ ...reference, role });
    }
    at = chain.end;
  }
  return found;
}

/** Clauses of another document: the text's own may stand behind them, under the same words. */
interface OthersChain {
  readonly end: number;
  readonly role: ReferenceRole;
}

type Placed = Omit<WrittenReference, 'role'>;

interface Chain {
  readonly references: readonly Placed[];
  readonly end: number;
}

/** One list of addresses: a narrower or equal step behind a joint takes over what stands above it. */
function readChain(
  text: string,
  { begin, isOfOthers }: { readonly begin: number; readonly isOfOthers: boolean },
): Chain {
  const references: Placed[] = [];
  let at = begin;
  let end = begin;
  let origin: ReferenceOrigin | undefined;
  let steps: readonly AddressStep[] = [];
  let isRange = false;
  for (;;) {
    const back = stick(BACK, text, at);
    let isNew = false;
    if (back !== undefined) {
      for (const found of backOf(back)) {
        references.push({ origin: found, steps: [], start: at, end: at + back[0].length });
        origin = found;
      }
      steps = [];
      at += back[0].length;
      isNew = true;
    }
    const step = stick(STEP, text, at);
    if (step === undefined && !isNew) break;
    if (step !== undefined) {
      const read = stepsOf(step);
      const [first] = read;
      if (first === undefined) break;
      const start = at;
      at += step[0].length;
      if (first.unit === 'article') {
        origin = { kind: 'document' };
        const from = isRange ? references.at(-1)?.steps.at(-1) : undefined;
        for (const each of [...between(from, first), ...read]) {
          references.push({ origin, steps: [each], start, end: at });
        }
        steps = [first];
      } else {
        origin ??= { kind: 'article' };
        const above = steps.filter(({ unit }) => RANK.indexOf(unit) < RANK.indexOf(first.unit));
        // 第十条第一款: the wider address was only on the way to this one.
        if (references.at(-1)?.end === start) references.pop();
        const from = isRange ? references.at(-1)?.steps.at(-1) : undefined;
        for (const each of [...between(from, first), ...read]) {
          references.push({ origin, steps: [...above, each], start, end: at });
        }
        steps = [...above, first];
      }
    }
    end = at;
    const next = afterJoint(text, at);
    // 《刑法》第十条和本条例第十二条: the second is of this document.
    if (next === undefined || (isOfOthers && next.isNamed)) break;
    at = next.at;
    isRange = next.isRange;
  }
  return { references, end };
}

/** Where the list goes on behind a joint; the same place where a narrower step follows at once. */
function afterJoint(
  text: string,
  at: number,
): { readonly at: number; readonly isRange: boolean; readonly isNamed: boolean } | undefined {
  if (stick(STEP, text, at) !== undefined) return { at, isRange: false, isNamed: false };
  const range = stick(RANGE, text, at);
  const joint = range ?? stick(JOINT, text, at);
  if (joint === undefined) return undefined;
  const after = at + joint[0].length;
  const goesOn = stick(STEP, text, after) !== undefined || stick(BACK, text, after) !== undefined;
  // 本法第十条和本法第十二条: the name again.
  const isRange = range !== undefined;
  if (goesOn) return { at: after, isRange, isNamed: false };
  const named = /^本(?:法|条例|办法|规定|规则|细则|解释)(?=第)/u.exec(text.slice(after, after + 6));
  return named === null ? undefined : { at: after + named[0].length, isRange, isNamed: true };
}

/** 前两款 are the two before; 本条 and 本款 where what refers stands. */
function backOf({ groups }: RegExpExecArray): readonly ReferenceOrigin[] {
  const own = groups?.own;
  if (own !== undefined) return [{ kind: own === '款' ? 'paragraph' : 'article' }];
  const unit = UNITS[groups?.unit ?? ''];
  if (unit === undefined || unit === 'loose') return [];
  const count = groups?.count === '' ? 1 : (parseNumeral(groups?.count ?? '') ?? 1);
  return Array.from({ length: count }, (_, index) => ({
    kind: 'before',
    unit,
    distance: count - index,
  }));
}

function stepsOf({ groups, 0: text }: RegExpExecArray): readonly AddressStep[] {
  const unit = UNITS[groups?.unit ?? ''];
  if (unit === undefined) return [];
  const sub = groups?.sub === undefined ? null : parseNumeral(groups.sub);
  const numbers = (groups?.numbers ?? '').split(/[、和]/u).map(plainNumber);
  const until = groups?.until === undefined ? null : plainNumber(groups.until);
  const steps = numbers.flatMap((number): AddressStep[] =>
    number === null ? [] : [sub === null ? { unit, number, text } : { unit, number, sub, text }],
  );
  const last = steps.at(-1);
  if (until === null || last === undefined) return steps;
  const end: AddressStep = { unit, number: until, text };
  return [...steps, ...between(last, end), end];
}

function plainNumber(printed: string): number | null {
  return parseNumeral(printed.replace(/[第（）()\s]/gu, ''));
}

/** The steps between two of a range, neither included. */
function between(from: AddressStep | undefined, to: AddressStep): readonly AddressStep[] {
  if (from === undefined || from.unit !== to.unit) return [];
  const count = to.number - from.number - 1;
  if (count < 1 || count > LONGEST_RANGE) return [];
  const { unit, text } = to;
  return Array.from({ length: count }, (_, index) => ({
    unit,
    number: from.number + index + 1,
    text,
  }));
}

function isOthers(text: string, begin: number): boolean {
  const before = text.slice(Math.max(0, begin - LONGEST_NAME), begin);
  return OTHERS.test(before) && !OWN.test(before) && !BROKEN.test(before);
}

const LONGEST_NAME = 60;

/** Where the name of another document begins that an address stands behind. */
function nameStart(text: string, begin: number): number {
  const before = text.slice(Math.max(0, begin - LONGEST_NAME), begin);
  const name = /《[^《》]*》(?:[（(][^（）()]*[）)])?\s*的?$/u.exec(before);
  return begin - (name?.[0].length ?? 0);
}

const JOINED_OWN =
  /^\s{0,4}(?:[、，,]?(?:以及|及其?|或者|或|和|与)|[、，,])\s{0,4}本(?:法|条例|办法|规定|规则|细则|解释)$/u;

/** By the words around it; an address joined to another document's stands under the words before that one. */
function roleOf(text: string, { start, end }: TextRange, others?: OthersChain): ReferenceRole {
  if (
    others !== undefined &&
    start - others.end < LONGEST_NAME &&
    JOINED_OWN.test(text.slice(others.end, start))
  )
    return others.role;
  const before = text.slice(Math.max(0, start - LONGEST_NAME), start);
  const after = text.slice(end, end + LONGEST_NAME);
  const clause = before.slice(
    Math.max(...[...'，。；：'].map((mark) => before.lastIndexOf(mark))) + 1,
  );
  if (FOLLOWS.test(clause)) return 'follow';
  if (BREAKS.test(clause)) return 'breach';
  return IS_CASE.test(clause) || DONE.test(after) ? 'case' : 'mention';
}

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
