import { trimmed } from '../chunk/trimmed.js';
import type { LocatedSection, SectionStore } from '../index/section-store.js';
import type { TextRange } from '../text/sentences.js';
import { type CitationBook, openCitationBook, type Quotation } from './citation-book.js';
import type { GivenClause } from './generate-clauses.js';
import type { ModelSentence } from './generate-sentences.js';
import { checkSupport, type SupportedBy, type SupportSources } from './support/check-support.js';

/** A sentence that its clauses bear out, with their marks. */
export interface CheckedSentence {
  readonly marked: string;
  readonly startsLine: boolean;
  readonly isItem: boolean;
}

/** What sentences of one answer are checked against. */
export interface CheckParts {
  readonly clauses: readonly GivenClause[];
  /** The clauses' handles, in their order. */
  readonly handles: readonly string[];
  readonly sources: SupportSources;
  readonly store: SectionStore;
  readonly maxCitations: number;
}

/** Checks the sentences of one answer and counts them. */
export interface SentenceCheck {
  readonly book: CitationBook;
  /** The sentence with its marks; null where it is removed, or said already. */
  check(sentence: ModelSentence): CheckedSentence | null;
  passed(): number;
  dropped(): number;
}

/** What a model writes when the clauses do not answer; no sentence of an answer. */
const NOTHING = /^无[。.]?$/u;

/** A check of the sentences of one answer. */
export function createSentenceCheck(parts: CheckParts): SentenceCheck {
  const book = openCitationBook();
  const said = new Set<string>();
  let passed = 0;
  let dropped = 0;
  const drop = () => {
    dropped += 1;
    return null;
  };
  return {
    book,
    passed: () => passed,
    dropped: () => dropped,
    check({ words, handles, startsLine, isItem }) {
      // Twice the same says nothing more; a model that goes round in circles is not rewarded for it.
      if (said.has(words) || NOTHING.test(words)) return drop();
      const cited = handles.map((handle) => parts.handles.indexOf(handle));
      if (cited.length === 0 || cited.includes(-1)) return drop();
      const support = checkSupport(words, citedSources(parts.sources, cited));
      if (support.kind === 'unsupported') return drop();
      const quotations = quotationsOf(parts, support.by);
      const isNew = quotations.filter(
        ({ document, range }) =>
          !book.citations.some(
            ({ documentId, start, end }) =>
              documentId === document.id && start === range.start && end === range.end,
          ),
      );
      if (book.citations.length + isNew.length > parts.maxCitations) return drop();
      said.add(words);
      passed += 1;
      return {
        marked: words + quotations.map((quote) => book.mark(quote)).join(''),
        startsLine,
        isItem,
      };
    },
  };
}

function citedSources(sources: SupportSources, cited: readonly number[]): SupportSources {
  return {
    clauses: sources.clauses.filter((_, index) => cited.includes(index)),
    sentences: sources.sentences.filter(({ clause }) => cited.includes(clause)),
  };
}

/** The supporting sentences as quotations, neighbours joined into one. */
function quotationsOf(
  { clauses, store }: CheckParts,
  by: readonly SupportedBy[],
): readonly Quotation[] {
  const quotations: Quotation[] = [];
  const inOrder = [...by].sort((a, b) => a.clause - b.clause || a.range.start - b.range.start);
  let last: { clause: number; range: TextRange } | undefined;
  const close = () => {
    const clause = last === undefined ? undefined : clauses[last.clause];
    if (last === undefined || clause === undefined) return;
    const range = trimmed(clause.text, last.range);
    const place = innermost(store, { place: clause.place, range });
    quotations.push({ ...place, range, score: clause.score });
  };
  for (const { clause, range } of inOrder) {
    if (last !== undefined && last.clause === clause && last.range.end === range.start) {
      last = { clause, range: { start: last.range.start, end: range.end } };
      continue;
    }
    close();
    last = { clause, range };
  }
  close();
  return quotations;
}

/** The section that holds a quotation, as deep as there is one. */
function innermost(
  store: SectionStore,
  { place, range }: { readonly place: LocatedSection; readonly range: TextRange },
): LocatedSection {
  const child = place.section.sections.find(
    ({ start, end }) => start <= range.start && range.end <= end,
  );
  const inside = child === undefined ? undefined : store.section(place.document.id, child.id);
  return inside === undefined ? place : innermost(store, { place: inside, range });
}
