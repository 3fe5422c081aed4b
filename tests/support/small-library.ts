import type { Chunk } from '../../src/chunk/chunk.js';
import { ownRange } from '../../src/chunk/context.js';
import { createSectionStore, type SectionStore } from '../../src/index/section-store.js';
import type { PolicyDocument } from '../../src/outline/outline.js';
import { readOutline } from '../../src/outline/read-outline.js';
import { walkSections } from '../../src/outline/walk-sections.js';
import { termsOf } from '../../src/retrieve/content-terms.js';
import type { RetrievedSection, Retriever } from '../../src/retrieve/retrieval.js';

/** Documents read from texts, and a store over them. */
export interface SmallLibrary {
  readonly store: SectionStore;
  readonly retriever: Retriever;
}

/** Reads texts by name and stands in for an index: one chunk a section, found by shared words alone. */
export function smallLibrary(texts: Readonly<Record<string, string>>): SmallLibrary {
  const documents = Object.entries(texts).flatMap(([source, text]) => [
    ...readOutline({ source, text, markup: 'plain', sha256: source }),
  ]);
  const store = storeOf(documents);
  return { store, retriever: wordRetriever(store) };
}

function storeOf(documents: readonly PolicyDocument[]): SectionStore {
  const sections = createSectionStore(documents, []);
  const chunks: Chunk[] = documents.flatMap((document) =>
    Array.from(walkSections(document.sections), (section) => {
      const path = sections.section(document.id, section.id)?.path ?? [];
      return {
        id: `${section.id}.0`,
        documentId: document.id,
        sectionId: section.id,
        part: 0,
        ...ownRange(section),
        context: [document.title, ...path.map(({ title }) => title)].join('\n'),
        windows: [],
      };
    }),
  );
  return createSectionStore(documents, chunks);
}

/** The share of the question's terms that a section and its headings hold is its score. */
function wordRetriever(store: SectionStore): Retriever {
  return {
    retrieve(question, { limit, filter = {} }) {
      const terms = [...termsOf(question)];
      const sections: RetrievedSection[] = store.chunks.flatMap((chunk) => {
        const place = store.section(chunk.documentId, chunk.sectionId);
        const ids = filter.documentIds ?? [];
        if (place === undefined || (ids.length > 0 && !ids.includes(chunk.documentId))) return [];
        const held = termsOf(
          `${chunk.context}\n${place.document.text.slice(chunk.start, chunk.end)}`,
        );
        const coverage = terms.filter((term) => held.has(term)).length / Math.max(1, terms.length);
        const features = { cosine: coverage, coverage };
        return [{ ...place, start: chunk.start, end: chunk.end, score: coverage, features }];
      });
      sections.sort((a, b) => b.score - a.score);
      return Promise.resolve({ sections: sections.slice(0, limit), vector: new Float32Array(0) });
    },
  };
}
