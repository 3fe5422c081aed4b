import type { ChunkVectors } from '../../src/index/exact-index.js';
import { nearest } from '../../src/index/nearest.js';
import type { VectorIndex } from '../../src/index/vector-index.js';
import { dot } from './vectors.js';

/** A vector index that compares every vector: written plainly, what the others are measured against. */
export function exactVectorIndex(dimensions: number, chunks: readonly ChunkVectors[]): VectorIndex {
  const similarity = (vector: Float32Array, ordinal: number) =>
    dot(vector, chunks[ordinal]?.passage ?? new Float32Array(dimensions));
  return {
    size: chunks.length,
    dimensions,
    search: (vector, { limit, accept = () => true }) =>
      nearest(
        Array.from(chunks.keys())
          .filter(accept)
          .map((ordinal) => ({ ordinal, similarity: similarity(vector, ordinal) })),
        limit,
      ),
    similarity,
    windowSimilarities: (vector, ordinal) =>
      (chunks[ordinal]?.windows ?? []).map((window) => dot(vector, window)),
  };
}
