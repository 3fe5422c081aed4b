import { type LocatedSection, sectionsBelow } from '../index/section-store.js';
import { enumerationItems } from '../outline/enumeration-items.js';
import type { PolicyDocument } from '../outline/outline.js';
import { parseNumeral } from '../text/numerals.js';
import type { AddressStep, ClauseAddress } from './clause-address.js';

/** A clause found by its address: a section, or one item (第N点, 一是) inside its own text. */
export interface FoundClause extends LocatedSection {
  /** The range of an in-line item, where the last step counted 一是…二是… */
  readonly item?: { readonly start: number; readonly end: number };
}

/**
 * The clauses of a document at an address; several where the document has several such clauses
 * and nothing in the address tells which, none where it has none.
 */
export function lookupAddress(
  document: PolicyDocument,
  address: ClauseAddress,
): readonly FoundClause[] {
  let scopes: readonly FoundClause[] = [];
  for (const [index, step] of address.steps.entries()) {
    const next =
      index === 0
        ? matchesAmong(sectionsBelow({ document, path: [] }), step)
        : scopes.flatMap((scope) => lookupInside(scope, step));
    if (next.length === 0) return [];
    scopes = next;
  }
  return scopes;
}

type LabelFamily = 'part' | 'chapter' | 'article' | 'chinese' | 'bracket' | 'digit' | 'other';

/** A label's numbering and where it stands in it. */
interface ReadLabel {
  readonly family: LabelFamily;
  readonly number: number;
  readonly sub?: number;
}

const FAMILY_OF_UNIT: readonly (readonly [RegExp, LabelFamily])[] = [
  [/部分$/u, 'part'],
  [/(?:编|章|节)$/u, 'chapter'],
  [/条$/u, 'article'],
];

/** A printed label as family and number; null where it is not a plain number. */
export function readLabel(label: string): ReadLabel | null {
  const plain = label.replace(/[\s#*]+/gu, '');
  const ordinal = /^第(.+?)(部分|分编|编|章|节|条)(?:之(.+))?$/u.exec(plain);
  if (ordinal !== null) {
    const number = parseNumeral(ordinal[1] ?? '');
    const family = FAMILY_OF_UNIT.find(([unit]) => unit.test(ordinal[2] ?? ''))?.[1];
    if (number === null || family === undefined) return null;
    const sub = ordinal[3] === undefined ? null : parseNumeral(ordinal[3]);
    return sub === null ? { family, number } : { family, number, sub };
  }
  const bracket = /^[（(](.+?)[）)][、.．]?$/u.exec(plain);
  if (bracket !== null) return withNumber('bracket', bracket[1] ?? '');
  const marked = /^(.+?)[、.．,，)）:：]?$/u.exec(plain)?.[1] ?? '';
  const decimal = /(?:^|\.)(\d+)$/u.exec(marked);
  if (decimal !== null) return withNumber('digit', decimal[1] ?? '');
  if (/^[\u2460-\u24ff\u2776-\u277f\u3251-\u32bf]$/u.test(marked))
    return withNumber('digit', marked);
  return withNumber('chinese', marked);
}

function withNumber(family: LabelFamily, numeral: string): ReadLabel | null {
  const number = parseNumeral(numeral);
  return number === null ? null : { family, number };
}

/** The clauses inside a clause that one further step of an address means. */
export function lookupInside(scope: FoundClause, step: AddressStep): readonly FoundClause[] {
  const { document, section, path } = scope;
  const below = sectionsBelow(scope);
  const direct = below.filter((found) => found.path.length === path.length + 1);
  if (step.unit === 'paragraph') return paragraphsOf(scope, direct, step.number);
  const near = matchesAmong(direct, step);
  if (near.length > 0) return near;
  const deep = matchesAmong(below, step);
  if (deep.length > 0) return deep;
  const placed = byPosition(direct, step);
  if (placed.length > 0) return placed;
  const ownEnd = section.sections[0]?.start ?? section.end;
  const items = enumerationItems(document.text, { start: section.start, end: ownEnd });
  const item = items.find(({ number }) => number === step.number);
  return item !== undefined && (step.unit === 'loose' || step.unit === 'item')
    ? [{ ...scope, item }]
    : [];
}

/** 第一条 of a part whose own numbers run on from the part before: then its place is meant. */
function byPosition(direct: readonly FoundClause[], step: AddressStep): readonly FoundClause[] {
  const isSpoken = step.unit === 'loose' || step.unit === 'item' || step.unit === 'article';
  const labelled = direct.filter(({ section }) => section.label !== '');
  const first = readLabel(labelled[0]?.section.label ?? '');
  const found = labelled[step.number - 1];
  const runsOn = first !== null && first.number > 1 && first.family !== 'article';
  return isSpoken && runsOn && found !== undefined ? [found] : [];
}

/** 第N款: the nth unlabelled paragraph; an article that has one only is its own first. */
function paragraphsOf(
  scope: FoundClause,
  direct: readonly FoundClause[],
  number: number,
): readonly FoundClause[] {
  const paragraphs = direct.filter(({ section }) => section.kind === 'paragraph');
  const found = paragraphs[number - 1];
  if (found !== undefined) return [found];
  return paragraphs.length === 0 && number === 1 ? [scope] : [];
}

/** Families that a unit may mean, the likeliest first; the first with any match stands. */
function familiesOf(step: AddressStep): readonly LabelFamily[] {
  switch (step.unit) {
    case 'part':
      return ['part', 'chinese', 'chapter', 'bracket', 'digit'];
    case 'chapter':
      return step.text.endsWith('节') ? ['chapter', 'bracket'] : ['chapter', 'chinese'];
    case 'article':
      return ['article', 'digit', 'bracket', 'chinese'];
    case 'label-chinese':
      return ['chinese'];
    case 'label-bracket':
    case 'item':
      return ['bracket', 'digit', 'chinese'];
    case 'label-digit':
      return ['digit', 'bracket'];
    case 'loose':
      return ['digit', 'bracket', 'chinese', 'article'];
    case 'paragraph':
      return ['article', 'bracket', 'chinese'];
    case 'appendix':
      return [];
  }
}

function matchesAmong(
  candidates: readonly FoundClause[],
  step: AddressStep,
): readonly FoundClause[] {
  if (step.unit === 'appendix') return appendices(candidates, step.number);
  let ambiguous: readonly FoundClause[] = [];
  for (const family of familiesOf(step)) {
    const matching = candidates.filter(({ section }) => {
      const label = readLabel(section.label);
      return (
        label !== null &&
        label.family === family &&
        label.number === step.number &&
        label.sub === step.sub &&
        (family !== 'chapter' || sameChapterUnit(section.label, step.text))
      );
    });
    if (matching.length === 1) return matching;
    // A number that one family carries several times is given up for a family that has it once.
    if (matching.length > 1) {
      const outermost = Math.min(...matching.map(({ path }) => path.length));
      const outer = matching.filter(({ path }) => path.length === outermost);
      if (step.unit === 'part' || family === 'article')
        return outer.length === 1 ? outer : matching;
      if (ambiguous.length === 0) ambiguous = matching;
    }
  }
  return ambiguous;
}

/** 第三节 is no 第三章; where a document has no such unit the words of speech are not that exact. */
function sameChapterUnit(label: string, asked: string): boolean {
  const unit = /(分编|编|章|节)/u;
  const wanted = unit.exec(asked)?.[1];
  return wanted === undefined || unit.exec(label)?.[1] === wanted;
}

function appendices(candidates: readonly FoundClause[], number: number): readonly FoundClause[] {
  const all = candidates.filter(({ section }) => section.kind === 'appendix');
  const labelled = all.filter(({ section }) => {
    const printed = /附[件录表]\s*[:：]?\s*([\d一二三四五六七八九十]+)/u.exec(
      section.label + section.title,
    );
    return printed !== null && parseNumeral(printed[1] ?? '') === number;
  });
  const unlabelled = number === 1 ? all.slice(0, 1) : all.slice(number - 1, number);
  return labelled.length > 0 ? labelled : unlabelled;
}
