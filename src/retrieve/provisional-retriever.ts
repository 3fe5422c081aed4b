import type { Embedder } from '../embed/embedder.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { RetrievedSection, Retriever } from './retrieval.js';

/** Stands in until the calibrated retriever is wired: cosine plus coverage over the nearest chunks. */
export function createProvisionalRetriever(parts: {
  readonly store: SectionStore;
  readonly vectors: VectorIndex;
  readonly lexical: LexicalIndex;
  readonly embedder: Embedder;
}): Retriever {
  const { store, vectors, lexical, embedder } = parts;
  return {
    async retrieve(question, { limit, filter = {} }) {
      const { documentIds = [], departments = [], years = [] } = filter;
      const vector = await embedder.embedQuery(question);
      const accept = (ordinal: number) => {
        const document = store.document(store.chunks[ordinal]?.documentId ?? '');
        if (document === undefined) return false;
        const { department, year } = document.metadata;
        return (
          (documentIds.length === 0 || documentIds.includes(document.id)) &&
          (departments.length === 0 || departments.includes(department ?? '')) &&
          (years.length === 0 || (year !== null && years.includes(year)))
        );
      };
      const words = lexical.search(question, { limit: 50, accept });
      const ordinals = new Set([
        ...vectors.search(vector, { limit: 50, accept }).map((hit) => hit.ordinal),
        ...words.hits.map((hit) => hit.ordinal),
      ]);
      const sections = new Map<string, RetrievedSection>();
      for (const ordinal of ordinals) {
        const chunk = store.chunks[ordinal];
        const place =
          chunk === undefined ? undefined : store.section(chunk.documentId, chunk.sectionId);
        if (chunk === undefined || place === undefined) continue;
        const cosine = Math.max(
          vectors.similarity(vector, ordinal),
          ...vectors.windowSimilarities(vector, ordinal),
        );
        const coverage = words.maximum === 0 ? 0 : lexical.score(question, ordinal) / words.maximum;
        // As docs and evaluation start from: 3·cosine + coverage, brought to 0–1.
        const score = Math.min(1, Math.max(0, (3 * cosine + coverage - 2.4) / 1.2));
        const known = sections.get(chunk.sectionId);
        if (known !== undefined && known.score >= score) continue;
        const { start, end } = chunk;
        sections.set(chunk.sectionId, {
          ...place,
          start,
          end,
          score,
          features: { cosine, coverage },
        });
      }
      const ranked = [...sections.values()].sort((first, second) => second.score - first.score);
      return { sections: ranked.slice(0, limit), vector };
    },
  };
}
