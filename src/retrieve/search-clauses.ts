import type { SectionStore } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import { documentsNumbered } from './document-number.js';
import { documentsInRange } from './documents-in-range.js';
import type { InterpretedQuestion, QuestionReader } from './interpret-question.js';
import { type FoundClause, lookupAddress } from './lookup-address.js';
import { outdatedBelow } from './prefer-current.js';
import type { RetrievedSection, Retriever } from './retrieval.js';
import { createStandings, shanghaiDay } from './succession.js';

/** What {@link createClauseSearch} stands on. */
export interface ClauseSearchParts {
  readonly store: SectionStore;
  readonly retriever: Retriever;
  readonly reader: QuestionReader;
  readonly now: () => Date;
}

/** What is looked up by its address or number is certain. */
const CERTAIN = { score: 1, features: { cosine: 1, coverage: 1 } } as const;

/**
 * Retrieval for those who search without asking: clauses whose address the words give
 * (`商务要点第12条`, in any spelling of numerals) come first, looked up exactly; a document number
 * narrows to its document; departments of a filter may be spelt as people do (`商务局`).
 */
export function createClauseSearch(parts: ClauseSearchParts): Retriever {
  const { store, retriever, reader, now } = parts;
  const standings = createStandings(store.documents);
  return {
    async retrieve(question, { limit, filter = {} }) {
      const range = documentsInRange(store.documents, { filter, departments: reader.departments });
      const asked = reader.read(question, now());
      const numbered = documentsNumbered(range, asked.documentNumber ?? '');
      const documents = asked.documentNumber !== null && numbered.length > 0 ? numbered : range;
      const exact = clausesAt(asked, { documents, reader }).slice(0, limit).map(certain);
      const isWhole = documents.length === store.documents.length;
      if (documents.length === 0) return { sections: [], vector: new Float32Array(0) };
      const found = await retriever.retrieve(question, {
        limit,
        ...(isWhole ? {} : { filter: { documentIds: documents.map(({ id }) => id) } }),
      });
      const known = new Set(exact.map(({ section }) => section.id));
      const standingOf = (document: PolicyDocument) => standings(document, shanghaiDay(now()));
      const others = outdatedBelow(found.sections, standingOf).filter(
        ({ section }) => !known.has(section.id),
      );
      return { ...found, sections: [...exact, ...others].slice(0, limit) };
    },
  };
}

/** The clauses at the addresses of a question, in the documents that it names, else in all. */
function clausesAt(
  question: InterpretedQuestion,
  {
    documents,
    reader,
  }: { readonly documents: readonly PolicyDocument[]; readonly reader: QuestionReader },
): readonly FoundClause[] {
  const meant = [
    ...question.named.documents,
    ...question.departments.flatMap(({ department }) => reader.departments.documentsOf(department)),
  ];
  const named = documents.filter((document) => meant.includes(document));
  const clauses = question.addresses.flatMap((address) =>
    (named.length > 0 ? named : documents).flatMap((document) => lookupAddress(document, address)),
  );
  // A bare 第十条 is a statute's where any statute has one.
  const articles = clauses.filter(({ section }) => section.kind === 'article');
  return named.length > 0 || articles.length === 0 ? clauses : articles;
}

function certain({ document, section, path, item }: FoundClause): RetrievedSection {
  const { start, end } = item ?? section;
  return { document, section, path, start, end, ...CERTAIN };
}
