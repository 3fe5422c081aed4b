import type { VectorHit } from './vector-index.js';

/** The `limit` most similar hits, best first; of equals, the one that stands first in its text. */
export function nearest(hits: readonly VectorHit[], limit: number): VectorHit[] {
  return hits
    .toSorted((left, right) => right.similarity - left.similarity || left.ordinal - right.ordinal)
    .slice(0, Math.max(0, limit));
}
