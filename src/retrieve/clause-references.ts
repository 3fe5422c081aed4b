import { ownRange } from '../chunk/context.js';
import { headingEnd } from '../chunk/heading-end.js';
import { type LocatedSection, sectionsBelow } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';
import { type FoundClause, lookupInside, readLabel } from './lookup-address.js';
import {
  type ReferenceRole,
  type WrittenReference,
  writtenReferences,
} from './written-references.js';

/** A clause that refers to another of its document by number. */
export interface ClauseReference extends TextRange {
  readonly role: ReferenceRole;
  /** The section whose own words refer; `start` and `end` are where, in the document's text. */
  readonly from: LocatedSection;
  /** The narrowest clause of the address that the document has. */
  readonly to: FoundClause;
}

/**
 * The references from clause to clause inside a document, in the order of its text. Read from the outline
 * alone; one whose article the document does not have, or has twice, is left out.
 */
export function clauseReferences(document: PolicyDocument): readonly ClauseReference[] {
  if (AMENDS.test(document.title)) return [];
  const places = sectionsBelow({ document, path: [] });
  const articles = articlesOf(places);
  return places.flatMap((from) => {
    const own = ownRange(from.section);
    const start = headingEnd(document.text, from.section, own);
    const text = document.text.slice(start, own.end);
    let named: FoundClause | undefined;
    return writtenReferences(text).flatMap((written): readonly ClauseReference[] => {
      const scope = scopeOf(written, { from, articles, named: named ?? leadNamed(from, articles) });
      if (scope === undefined) return [];
      const [first, ...others] = written.steps;
      const isArticle = first?.unit === 'article';
      const to = narrowed(scope, isArticle ? others : written.steps);
      if (isArticle && written.role === 'breach') named = scope;
      const range = { start: start + written.start, end: start + written.end };
      return isSelf(from, to) ? [] : [{ ...range, role: written.role, from, to }];
    });
  });
}

/** A text that amends another speaks of that one's articles. */
const AMENDS = /修正案|修改.*(?:的决定|的通知)|关于修改/u;

type Articles = ReadonlyMap<string, readonly LocatedSection[]>;

function articlesOf(places: readonly LocatedSection[]): Articles {
  const articles = new Map<string, LocatedSection[]>();
  for (const place of places) {
    const label = place.section.kind === 'article' ? readLabel(place.section.label) : null;
    if (label === null || label.family !== 'article') continue;
    const key = keyOf(label);
    articles.set(key, [...(articles.get(key) ?? []), place]);
  }
  return articles;
}

function keyOf({ number, sub }: { readonly number: number; readonly sub?: number }): string {
  return `${number}-${sub ?? 0}`;
}

interface Standpoint {
  readonly from: LocatedSection;
  readonly articles: Articles;
  /** The article that was named last as broken: 违反第二款 behind it means that one's. */
  readonly named: FoundClause | undefined;
}

/** The clause that an address counts from; for one that begins with an article, that article. */
function scopeOf(written: WrittenReference, standpoint: Standpoint): FoundClause | undefined {
  const { origin, steps, role } = written;
  const { from, articles, named } = standpoint;
  const article = above(from, 'article');
  switch (origin.kind) {
    case 'document': {
      const [first] = steps;
      const found = first === undefined ? [] : (articles.get(keyOf(first)) ?? []);
      return nearestOf(found, from);
    }
    case 'article': {
      const isOwn = named === undefined || role !== 'breach' || steps.length === 0;
      return isOwn ? article : named;
    }
    case 'paragraph':
      return above(from, 'paragraph') ?? article;
    case 'before':
      return before(from, { unit: origin.unit, distance: origin.distance });
  }
}

/** The article that the lead-in above an item names as broken, where it names one only: （一）违反第（一）项规定的. */
function leadNamed(from: LocatedSection, articles: Articles): FoundClause | undefined {
  if (from.section.kind !== 'item') return undefined;
  const parent = from.path.at(-2);
  if (parent === undefined) return undefined;
  const own = ownRange(parent);
  const start = headingEnd(from.document.text, parent, own);
  const named = writtenReferences(from.document.text.slice(start, own.end)).filter(
    ({ role, origin }) => role === 'breach' && origin.kind === 'document',
  );
  const [only, ...more] = named;
  const [step] = only?.steps ?? [];
  return step === undefined || more.length > 0
    ? undefined
    : nearestOf(articles.get(keyOf(step)) ?? [], from);
}

/** Of articles with one number, as in a text with another behind it, the one under the same heading. */
function nearestOf(
  found: readonly LocatedSection[],
  from: LocatedSection,
): LocatedSection | undefined {
  if (found.length <= 1) return found[0];
  const sharedWith = ({ path }: LocatedSection) =>
    path.findIndex(({ id }, depth) => from.path[depth]?.id !== id);
  const most = Math.max(...found.map(sharedWith));
  const nearest = found.filter((place) => sharedWith(place) === most);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** As far down the steps as the document goes. */
function narrowed(
  scope: FoundClause,
  steps: readonly WrittenReference['steps'][number][],
): FoundClause {
  let place = scope;
  for (const step of steps) {
    const [found, ...more] = lookupInside(place, step);
    if (found === undefined || more.length > 0) break;
    place = found;
  }
  return place;
}

/** The article, paragraph or item that a place is or stands in. */
function above(
  from: LocatedSection,
  kind: 'article' | 'paragraph' | 'item',
): LocatedSection | undefined {
  for (let depth = from.path.length - 1; depth >= 0; depth -= 1) {
    const section = from.path[depth];
    if (section?.kind === kind) return { ...from, section, path: from.path.slice(0, depth + 1) };
  }
  return undefined;
}

/** The article, paragraph or item so many before the one a place stands in. */
function before(
  from: LocatedSection,
  {
    unit,
    distance,
  }: { readonly unit: 'article' | 'paragraph' | 'item'; readonly distance: number },
): LocatedSection | undefined {
  const own = above(from, unit);
  if (own === undefined) return undefined;
  const parent = own.path.at(-2);
  const siblings = (parent?.sections ?? from.document.sections).filter(({ kind }) => kind === unit);
  const at = siblings.findIndex(({ id }) => id === own.section.id);
  const section = at < distance ? undefined : siblings[at - distance];
  return section === undefined
    ? undefined
    : { document: from.document, section, path: [...own.path.slice(0, -1), section] };
}

/** 本条规定 in the article itself leads nowhere. */
function isSelf({ section }: LocatedSection, to: FoundClause): boolean {
  return (
    to.item === undefined && section.start >= to.section.start && section.end <= to.section.end
  );
}
