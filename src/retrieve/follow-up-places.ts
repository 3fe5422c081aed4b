import { type LocatedSection, type SectionStore, sectionsBelow } from '../index/section-store.js';
import { enumerationItems } from '../outline/enumeration-items.js';
import type { Section } from '../outline/outline.js';
import { parseNumeral } from '../text/numerals.js';
import { addressesIn } from './clause-address.js';
import type { FollowUpCue } from './follow-up-cue.js';
import { type FoundClause, lookupAddress } from './lookup-address.js';
import type { CitedClause, PastTurn } from './past-turn.js';

/** The clauses of an answer that the documents still have, each once, in the order of its marks. */
export function citedPlaces(
  cited: readonly CitedClause[],
  store: SectionStore,
): readonly LocatedSection[] {
  const places = new Map<string, LocatedSection>();
  for (const { documentId, sectionId } of cited) {
    const place = store.section(documentId, sectionId);
    if (place !== undefined) places.set(`${documentId}\0${sectionId}`, place);
  }
  return [...places.values()];
}

type Ordinal = Extract<FollowUpCue, { kind: 'ordinal' }>;

/** Units that name a level of the outline and not a point of an answer. */
const LEVEL_UNIT = /章|节|部分|编|款/u;
/** Answers further back than this are no longer before the reader's eyes. */
const ANSWERS_IN_SIGHT = 4;

/**
 * The clauses that 第二点 means: points of the last answer that has so many, the parts of the one
 * clause it showed, or the address in its document. None where nothing is counted so.
 *
 * @param turns - oldest first
 */
export function countedClauses(
  cue: Ordinal,
  { turns, store }: { readonly turns: readonly PastTurn[]; readonly store: SectionStore },
): readonly FoundClause[] {
  const answers = turns
    .map(({ cited }) => citedPlaces(cited, store))
    .filter((places) => places.length > 0)
    .slice(-ANSWERS_IN_SIGHT)
    .reverse();
  const [last] = answers;
  if (last === undefined) return [];
  if (/^[款项目]$/u.test(cue.unit)) {
    const found = insideArticle(cue, last);
    if (found.length > 0) return found;
  }
  const byAddress = () => atAddress(cue, last);
  const isStatute = last.some(({ section }) => section.kind === 'article');
  const prefersAddress =
    !cue.isSaid &&
    cue.numbers.every((number) => number > 0) &&
    ((cue.unit === '条' && isStatute) || (LEVEL_UNIT.test(cue.unit) && !areSiblings(last)));
  if (prefersAddress) {
    const found = byAddress();
    if (found.length > 0) return found;
  }
  for (const points of answers) {
    const found = points.length > 1 ? pointsOf(cue, points) : partsOf(cue, points);
    if (found.length > 0) return found;
  }
  return byAddress();
}

function pointsOf(cue: Ordinal, points: readonly LocatedSection[]): readonly LocatedSection[] {
  const labels = points.map(({ section }) => numberOf(section));
  // Points printed with numbers of their own from 1 on are called by these; others are counted.
  const areNumbered = labels.includes(1);
  const found = cue.numbers.map((number) => {
    if (number < 0) return points.at(number);
    const labelled = points[labels.indexOf(number)];
    if (cue.unit === 'label') return labelled;
    return areNumbered && labelled !== undefined ? labelled : points[number - 1];
  });
  return found.every((place) => place !== undefined) ? found : [];
}

/** The children of the one clause that was shown, or the items that its sentences count. */
function partsOf(cue: Ordinal, [only]: readonly LocatedSection[]): readonly FoundClause[] {
  if (only === undefined) return [];
  const { document, section, path } = only;
  const children = section.sections
    .filter(({ kind, label }) => kind !== 'preface' && label !== '')
    .map((child): FoundClause => ({ document, section: child, path: [...path, child] }));
  const ownEnd = section.sections[0]?.start ?? section.end;
  const items = enumerationItems(document.text, { start: section.start, end: ownEnd }).map(
    (item): FoundClause => ({ ...only, item }),
  );
  const parts = children.length > 0 ? children : items;
  const found = cue.numbers.map((number) => (number < 0 ? parts.at(number) : parts[number - 1]));
  return found.every((part) => part !== undefined) ? found : [];
}

function atAddress(cue: Ordinal, [first]: readonly LocatedSection[]): readonly FoundClause[] {
  if (first === undefined) return [];
  return addressesIn(cue.text).flatMap((address) => lookupAddress(first.document, address));
}

/** 第二款 of the article that was shown. */
function insideArticle(cue: Ordinal, places: readonly LocatedSection[]): readonly FoundClause[] {
  const articles = new Set(
    places.map(({ path, section }) => path.find(({ kind }) => kind === 'article') ?? section),
  );
  const [article] = articles;
  const document = places[0]?.document;
  if (articles.size !== 1 || article === undefined || document === undefined) return [];
  return addressesIn(`${article.address}${cue.text}`).flatMap((address) =>
    address.steps.length > 1 ? lookupAddress(document, address) : [],
  );
}

function numberOf({ label }: Section): number | null {
  const numeral = /[一二三四五六七八九十百\d]+/u.exec(label)?.[0];
  return numeral === undefined ? null : parseNumeral(numeral);
}

function areSiblings(places: readonly LocatedSection[]): boolean {
  const parents = new Set(places.map(({ path, document }) => path.at(-2)?.id ?? document.id));
  return places.length > 1 && parents.size === 1;
}

/** The clause before or after what was cited, of the same level; undefined at either end. */
export function neighbourOf(
  places: readonly LocatedSection[],
  { step, unit }: Extract<FollowUpCue, { kind: 'neighbour' }>,
): LocatedSection | undefined {
  const cited = step === 1 ? places.at(-1) : places[0];
  if (cited === undefined) return undefined;
  const anchor = sectionOfUnit(cited, unit);
  const level = anchor.path.length;
  const row = sectionsBelow({ document: anchor.document, path: [] }).filter(
    ({ path, section }) => path.length === level && section.kind !== 'preface',
  );
  const at = row.findIndex(({ section }) => section.id === anchor.section.id);
  return at < 0 ? undefined : row[at + step];
}

/** The section above the cited ones, whose headings 这一章还有什么 asks for; null for the whole document. */
export function partAround(
  places: readonly LocatedSection[],
  unit: string,
): LocatedSection | null | undefined {
  const [first] = places;
  if (first === undefined) return undefined;
  if (/文件|要点|法|条例|办法|规定|通知|意见|方案|细则/u.test(unit)) return null;
  const above = first.path.slice(0, -1);
  const named = LEVEL_UNIT.test(unit)
    ? above.findLastIndex(({ label }) => label.includes(unit))
    : -1;
  const depth = named >= 0 ? named : above.length - 1;
  const section = first.path[depth];
  return depth < 0 || section === undefined
    ? null
    : { document: first.document, section, path: first.path.slice(0, depth + 1) };
}

/** A 条 is not left for its 款; a 部分 or 章 is the section of that name above, or the outermost. */
function sectionOfUnit(place: LocatedSection, unit: string): LocatedSection {
  const { path } = place;
  const depth = /^条/u.test(unit)
    ? path.findIndex(({ kind }) => kind === 'article')
    : LEVEL_UNIT.test(unit) && unit !== '款'
      ? outerDepth(path, unit)
      : -1;
  const section = path[depth];
  return section === undefined ? place : { ...place, section, path: path.slice(0, depth + 1) };
}

function outerDepth(path: readonly Section[], unit: string): number {
  const named = path.findLastIndex(({ label }) => label.includes(unit));
  if (named >= 0) return named;
  return unit === '节' ? Math.min(1, path.length - 1) : 0;
}
