import type { PolicyDocument } from '../outline/outline.js';
import type { Departments } from '../retrieve/departments.js';
import { documentsNumbered } from '../retrieve/document-number.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';

/** Which documents a question is about, and how firmly it says so. */
export interface Scope {
  /** The documents that a question is steered to; empty where it names none. */
  readonly steered: readonly PolicyDocument[];
  /** `named`: by title or number; `steered`: by department, year or place, which a better clause elsewhere may outdo. */
  readonly firmness: 'named' | 'steered' | 'open';
  /** The words that steer, for a sentence about them: `商务局`. */
  readonly words: string;
  /** Departments named of which there is no document. */
  readonly missingDepartments: readonly string[];
  /** Explicit or resolved years that no document in range has; they may still be years that a clause speaks of. */
  readonly missingYears: readonly number[];
  /** Whether a missing year was said relative to today: 去年, and so means the document's. */
  readonly isMissingRelative: boolean;
  /** Years of the documents in range, newest first. */
  readonly availableYears: readonly number[];
}

/** Decides from an interpreted question which of the documents it is about. */
export function scopeOf(
  question: InterpretedQuestion,
  options: { readonly documents: readonly PolicyDocument[]; readonly departments: Departments },
): Scope {
  const { documents, departments } = options;
  const inRange = new Set(documents.map(({ id }) => id));
  const within = (list: readonly PolicyDocument[]) => list.filter(({ id }) => inRange.has(id));
  const numbered =
    question.documentNumber === null ? [] : documentsNumbered(documents, question.documentNumber);
  const named = within([...new Set([...numbered, ...question.named.documents])]);
  const missingDepartments: string[] = [];
  const ofDepartments: PolicyDocument[] = [];
  for (const mention of question.departments) {
    const own = within(departments.documentsOf(mention.department));
    if (own.length === 0) missingDepartments.push(mention.text);
    ofDepartments.push(...own);
  }
  const byPlace = documents.filter(({ title, metadata }) =>
    question.places.some(
      ({ place }) => title.includes(place) || (metadata.issuer ?? '').includes(place),
    ),
  );
  // A comparison of which one side only was recognised is not steered to that side.
  const isOneSided = question.acrossDocuments && question.departments.length === 1;
  const ofNames = isOneSided ? [] : narrowed([...new Set(ofDepartments)], byPlace);
  // Reports of many places share a title: the place says which.
  const namedThere = named.filter((document) => byPlace.includes(document));
  const ofTitles = namedThere.length > 0 ? namedThere : named;
  const base = ofTitles.length > 0 ? ofTitles : ofNames;
  const years = yearsOf(question, base.length > 0 ? base : documents);
  const steered =
    years.matching.length > 0 && (base.length > 0 || years.isNarrowing) ? years.matching : base;
  const mentionWords = question.departments.map(({ text }) => text);
  const placeWords = question.places.map(({ place }) => place);
  return {
    steered: steered.length === documents.length ? (named.length > 0 ? steered : []) : steered,
    firmness: named.length > 0 ? 'named' : steered.length > 0 ? 'steered' : 'open',
    words: [...question.named.words, ...mentionWords, ...placeWords].join('、'),
    missingDepartments,
    missingYears: years.missing,
    isMissingRelative: years.isRelative,
    availableYears: years.available,
  };
}

/** The documents that two signs agree on, else those of the first that gives any. */
function narrowed(
  first: readonly PolicyDocument[],
  second: readonly PolicyDocument[],
): readonly PolicyDocument[] {
  const both = first.filter((document) => second.includes(document));
  if (both.length > 0) return both;
  return first.length > 0 ? first : second;
}

interface ScopeYears {
  readonly matching: readonly PolicyDocument[];
  readonly missing: readonly number[];
  readonly isRelative: boolean;
  /** Whether the years alone pick out documents: an explicit one does, 今年 does not. */
  readonly isNarrowing: boolean;
  readonly available: readonly number[];
}

function yearsOf(question: InterpretedQuestion, documents: readonly PolicyDocument[]): ScopeYears {
  const available = [
    ...new Set(
      documents.flatMap(({ metadata }) => (metadata.year === null ? [] : [metadata.year])),
    ),
  ].sort((a, b) => b - a);
  const mentions = question.years.filter(({ kind }) => kind !== 'date');
  const asked = [...new Set(mentions.map(({ year }) => year))];
  const matching = documents.filter(({ metadata }) => asked.includes(metadata.year ?? -1));
  // 今年 without a document of this year falls back to the newest there is.
  const missing = mentions
    .filter(
      ({ year, kind }) =>
        !available.includes(year) && !(kind === 'relative' && year === question.thisYear),
    )
    .map(({ year }) => year);
  const isThisYear = mentions.some(
    ({ kind, year }) => kind === 'relative' && year === question.thisYear,
  );
  const newest = available[0];
  const fallback =
    isThisYear && matching.length === 0 && newest !== undefined
      ? documents.filter(({ metadata }) => metadata.year === newest)
      : matching;
  return {
    matching: fallback,
    missing: available.length === 0 ? [] : [...new Set(missing)],
    isRelative: mentions.some(({ kind, year }) => kind === 'relative' && missing.includes(year)),
    isNarrowing: mentions.some(({ kind, year }) => kind === 'explicit' && available.includes(year)),
    available,
  };
}
