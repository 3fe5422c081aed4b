import { type FloatVectors, joinVectors } from './float-vectors.js';
import { nearest } from './nearest.js';
import type { VectorIndex } from './vector-index.js';

/** The vectors of one chunk. */
export interface ChunkVectors {
  readonly passage: Float32Array;
  /** One a sentence window. */
  readonly windows: readonly Float32Array[];
}

/**
 * A vector index that compares every vector: for sets of some thousand passages that are measured
 * once, where building a graph would take longer than all questions.
 */
export function createExactIndex(chunks: readonly ChunkVectors[], dimensions: number): VectorIndex {
  const passages = joinVectors(
    chunks.map(({ passage }) => passage),
    dimensions,
  );
  const windows: readonly FloatVectors[] = chunks.map((chunk) =>
    joinVectors(chunk.windows, dimensions),
  );
  return {
    size: chunks.length,
    dimensions,
    search(vector, { limit, accept = () => true }) {
      const hits = Array.from(chunks.keys())
        .filter(accept)
        .map((ordinal) => ({ ordinal, similarity: passages.dot(vector, ordinal) }));
      return nearest(hits, limit);
    },
    similarity: (vector, ordinal) => passages.dot(vector, ordinal),
    windowSimilarities(vector, ordinal) {
      const own = windows[ordinal];
      return own === undefined
        ? []
        : Array.from({ length: own.count }, (_, row) => own.dot(vector, row));
    },
  };
}
