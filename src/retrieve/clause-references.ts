import { ownRange } from '../chunk/context.js';
import { headingEnd } from '../chunk/heading-end.js';
import { type LocatedSection, sectionsBelow } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';
import type { AddressStep } from './clause-address.js';
import { type FoundClause, lookupInside, readLabel } from './lookup-address.js';
import {
  type ReferenceOrigin,
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
  const reading: Reading = { articles, leads: new Map(), ranks: new Map(), insides: new Map() };
  return places.flatMap((from) => {
    const own = ownRange(from.section);
    const start = headingEnd(document.text, from.section, own);
    const text = document.text.slice(start, own.end);
    let named: FoundClause | undefined;
    return writtenReferences(text).flatMap((written): readonly ClauseReference[] => {
      const scope = scopeOf(written, { from, reading, named: named ?? leadNamed(from, reading) });
      if (scope === undefined) return [];
      const [first, ...others] = written.steps;
      const isArticle = first?.unit === 'article';
      const to = narrowed(scope, isArticle ? others : written.steps, reading);
      if (isArticle && written.role === 'breach') named = scope;
      const range = { start: start + written.start, end: start + written.end };
      return isSelf(from, to) ? [] : [{ ...range, role: written.role, from, to }];
    });
  });
}

/** A text that amends another speaks of that one's articles. */
const AMENDS = /修正案|修改.*(?:的决定|的通知)|关于修改/u;

/** Of the articles with one number: how many stand below a section, or in the whole document (null). */
type Numbered = ReadonlyMap<Section | null, { readonly first: LocatedSection; count: number }>;
type Articles = ReadonlyMap<string, Numbered>;

/** What is read once of each section, however many clauses refer to it. */
interface Reading {
  readonly articles: Articles;
  /** By lead-in, the article that it names as broken. */
  readonly leads: Map<Section, FoundClause | null>;
  /** By parent and kind, its sections of that kind with where each stands among them. */
  readonly ranks: Map<string, Ranked>;
  readonly insides: Map<Section, Inside>;
}

interface Ranked {
  readonly sections: readonly Section[];
  readonly at: ReadonlyMap<string, number>;
}

function articlesOf(places: readonly LocatedSection[]): Articles {
  const articles = new Map<string, Map<Section | null, { first: LocatedSection; count: number }>>();
  for (const place of places) {
    const label = place.section.kind === 'article' ? readLabel(place.section.label) : null;
    if (label === null || label.family !== 'article') continue;
    const key = keyOf(label);
    const numbered = articles.get(key) ?? new Map();
    articles.set(key, numbered);
    for (const section of [null, ...place.path]) {
      const known = numbered.get(section);
      if (known === undefined) numbered.set(section, { first: place, count: 1 });
      else known.count += 1;
    }
  }
  return articles;
}

function keyOf({ number, sub }: { readonly number: number; readonly sub?: number }): string {
  return `${number}-${sub ?? 0}`;
}

interface Standpoint {
  readonly from: LocatedSection;
  readonly reading: Reading;
  /** The article that was named last as broken: 违反第二款 behind it means that one's. */
  readonly named: FoundClause | undefined;
}

/** The clause that an address counts from; for one that begins with an article, that article. */
function scopeOf(written: WrittenReference, standpoint: Standpoint): FoundClause | undefined {
  const { origin, steps, role } = written;
  const { from, reading, named } = standpoint;
  const article = above(from, 'article');
  switch (origin.kind) {
    case 'document': {
      const [first] = steps;
      return first === undefined ? undefined : nearestOf(reading.articles.get(keyOf(first)), from);
    }
    case 'article': {
      const isOwn = named === undefined || role !== 'breach' || steps.length === 0;
      return isOwn ? article : named;
    }
    case 'paragraph':
      return above(from, 'paragraph') ?? article;
    case 'before':
      return before(from, origin, reading);
  }
}

/** The article that the lead-in above an item names as broken, where it names one only: （一）违反第（一）项规定的. */
function leadNamed(from: LocatedSection, { articles, leads }: Reading): FoundClause | undefined {
  const section = from.path.at(-2);
  if (from.section.kind !== 'item' || section === undefined) return undefined;
  const known = leads.get(section);
  if (known !== undefined) return known ?? undefined;
  const named = namedIn({ ...from, section, path: from.path.slice(0, -1) }, articles);
  leads.set(section, named ?? null);
  return named;
}

function namedIn(lead: LocatedSection, articles: Articles): FoundClause | undefined {
  const { document, section } = lead;
  const own = ownRange(section);
  const text = document.text.slice(headingEnd(document.text, section, own), own.end);
  const named = writtenReferences(text).filter(
    ({ role, origin }) => role === 'breach' && origin.kind === 'document',
  );
  const [only, ...more] = named;
  const [step] = only?.steps ?? [];
  return step === undefined || more.length > 0
    ? undefined
    : nearestOf(articles.get(keyOf(step)), lead);
}

/** Of articles with one number, as in a text with another behind it, the one under the same heading. */
function nearestOf(
  numbered: Numbered | undefined,
  { path }: LocatedSection,
): LocatedSection | undefined {
  for (let depth = path.length - 1; depth >= -1; depth -= 1) {
    const found = numbered?.get(path[depth] ?? null);
    if (found !== undefined) return found.count === 1 ? found.first : undefined;
  }
  return undefined;
}

/** As far down the steps as the document goes. */
function narrowed(
  scope: FoundClause,
  steps: readonly AddressStep[],
  { insides }: Reading,
): FoundClause {
  let place = scope;
  for (const step of steps) {
    const inside = insides.get(place.section) ?? createInside(place);
    insides.set(place.section, inside);
    const found = inside(place, step);
    if (found === undefined) break;
    place = found;
  }
  return place;
}

/** The one clause inside a section that a step means; undefined where none or several are meant. */
type Inside = (scope: FoundClause, step: AddressStep) => FoundClause | undefined;

/** Steps that the direct items and paragraphs do not answer are looked up in full, so many of one section. */
const MOST_LOOKED_UP = 20;
/** What the number of an item may be printed as, the likeliest first. */
const ITEM_FAMILIES = ['bracket', 'digit', 'chinese'] as const;

function createInside({ document, section: parent, path }: FoundClause): Inside {
  const items = new Map<string, Section[]>();
  for (const section of parent.sections) {
    const label = readLabel(section.label);
    if (label === null) continue;
    const key = `${label.family} ${keyOf(label)}`;
    const known = items.get(key);
    if (known === undefined) items.set(key, [section]);
    else known.push(section);
  }
  const paragraphs = parent.sections.filter(({ kind }) => kind === 'paragraph');
  const lookedUp = new Map<string, FoundClause | null>();
  const located = (section: Section) => ({ document, section, path: [...path, section] });
  const inFull: Inside = (scope, step) => {
    const key = `${step.unit} ${keyOf(step)} ${scope.item?.start ?? ''}`;
    const known = lookedUp.get(key);
    if (known !== undefined || lookedUp.size >= MOST_LOOKED_UP) return known ?? undefined;
    const [found, ...more] = lookupInside(scope, step);
    const only = more.length > 0 ? undefined : found;
    lookedUp.set(key, only ?? null);
    return only;
  };
  return (scope, step) => {
    if (step.unit === 'paragraph' && paragraphs.length > 0) {
      const section = paragraphs[step.number - 1];
      return section === undefined ? undefined : located(section);
    }
    if (step.unit !== 'item') return inFull(scope, step);
    const matching = ITEM_FAMILIES.flatMap((family) => {
      const found = items.get(`${family} ${keyOf(step)}`);
      return found === undefined ? [] : [found];
    });
    const [only] = matching.find(({ length }) => length === 1) ?? [];
    if (only !== undefined) return located(only);
    return matching.length > 0 ? undefined : inFull(scope, step);
  };
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
  { unit, distance }: Extract<ReferenceOrigin, { readonly kind: 'before' }>,
  { ranks }: Reading,
): LocatedSection | undefined {
  const own = above(from, unit);
  if (own === undefined) return undefined;
  const parent = own.path.at(-2);
  const key = `${unit} ${parent?.id ?? ''}`;
  const ranked = ranks.get(key) ?? rankedIn(parent?.sections ?? from.document.sections, unit);
  ranks.set(key, ranked);
  const at = ranked.at.get(own.section.id) ?? -1;
  const section = at < distance ? undefined : ranked.sections[at - distance];
  return section === undefined
    ? undefined
    : { document: from.document, section, path: [...own.path.slice(0, -1), section] };
}

function rankedIn(siblings: readonly Section[], unit: Section['kind']): Ranked {
  const sections = siblings.filter(({ kind }) => kind === unit);
  return { sections, at: new Map(sections.map(({ id }, index) => [id, index])) };
}

/** 本条规定 in the article itself leads nowhere. */
function isSelf({ section }: LocatedSection, to: FoundClause): boolean {
  return (
    to.item === undefined && section.start >= to.section.start && section.end <= to.section.end
  );
}
