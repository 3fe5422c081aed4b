import type { FloatVectors } from './float-vectors.js';
import type { HnswGraph } from './hnsw-graph.js';
import { nearest } from './nearest.js';
import type { QuantisedVectors } from './quantised-vectors.js';
import type { VectorHit, VectorIndex } from './vector-index.js';

/** What stands beside the graph, all by chunk ordinal. */
export interface HnswVectors {
  /** The label by which the graph knows each chunk; stable when ordinals move. */
  readonly labels: Uint32Array;
  /**
   * Each chunk's passage vector once more: asking the graph for a point takes 23 µs, reading it
   * here 0.4 µs, and a question compares some hundred exactly.
   */
  readonly passages: FloatVectors;
  /** The window vectors of all chunks, one chunk after the other. */
  readonly windows: QuantisedVectors;
  /** Row of each chunk's first window, and the number of rows at the end: one more than chunks. */
  readonly windowStarts: Uint32Array;
}

/**
 * Candidates kept while searching. Recall@10 on the three development passage sets (1,696 to
 * 10,000 passages): 0.990–0.992 with 64, 0.996–0.999 with 128, 0.997–1.000 with 200, in 0.26 ms
 * (docs/quality.md, `npm run bench:recall`).
 */
const SEARCH_CANDIDATES = 200;

/**
 * Chunks that a scan compares in about the time (1–2 ms) of a filtered walk through the graph,
 * which finds too little when few of the points it passes are accepted.
 */
const SCAN_LIMIT = 4000;

/** A vector index over an hnswlib graph, by cosine. */
export function createHnswIndex(graph: HnswGraph, vectors: HnswVectors): VectorIndex {
  const { labels, passages, windows, windowStarts } = vectors;
  const ordinals = new Map(Array.from(labels, (label, ordinal) => [label, ordinal]));

  const similarity = (vector: Float32Array, ordinal: number) => passages.dot(vector, ordinal);

  function scan(vector: Float32Array, candidates: readonly number[], limit: number): VectorHit[] {
    const hits = candidates.map((ordinal) => ({
      ordinal,
      similarity: similarity(vector, ordinal),
    }));
    return nearest(hits, limit);
  }

  function walk(
    vector: Float32Array,
    limit: number,
    accept?: (ordinal: number) => boolean,
  ): VectorHit[] {
    graph.setEf(Math.max(SEARCH_CANDIDATES, 2 * limit));
    const acceptLabel =
      accept === undefined
        ? undefined
        : (label: number) => {
            const ordinal = ordinals.get(label);
            return ordinal !== undefined && accept(ordinal);
          };
    const { neighbors, distances } = graph.searchKnn(Array.from(vector), limit, acceptLabel);
    const hits: VectorHit[] = [];
    for (const [position, label] of neighbors.entries()) {
      const ordinal = ordinals.get(label);
      const distance = distances[position];
      if (ordinal !== undefined && distance !== undefined) {
        hits.push({ ordinal, similarity: 1 - distance });
      }
    }
    return nearest(hits, limit);
  }

  return {
    size: labels.length,
    dimensions: passages.dimensions,
    search(vector, { limit, accept }) {
      const wanted = Math.min(limit, labels.length);
      if (wanted <= 0) {
        return [];
      }
      if (accept === undefined) {
        return walk(vector, wanted);
      }
      const accepted = Array.from(labels.keys()).filter(accept);
      if (accepted.length > SCAN_LIMIT) {
        const hits = walk(vector, wanted, accept);
        if (hits.length === wanted) {
          return hits;
        }
      }
      return scan(vector, accepted, wanted);
    },
    similarity,
    windowSimilarities(vector, ordinal) {
      const similarities: number[] = [];
      const end = windowStarts[ordinal + 1] ?? 0;
      for (let row = windowStarts[ordinal] ?? 0; row < end; row += 1) {
        similarities.push(windows.dot(vector, row));
      }
      return similarities;
    },
  };
}
