/** A chunk that a search by meaning found. */
export interface VectorHit {
  /** The chunk's ordinal in the {@link SectionStore}. */
  readonly ordinal: number;
  /** Cosine similarity, −1 to 1. */
  readonly similarity: number;
}

/** Nearest-neighbour search over unit vectors, keyed by chunk ordinal. Every implementation passes tests/contracts/vector-index. */
export interface VectorIndex {
  readonly size: number;
  readonly dimensions: number;
  /** The nearest `limit` chunks, most similar first; those that `accept` refuses are left out. */
  search(
    vector: Float32Array,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): VectorHit[];
  /** Exact cosine of the question with one chunk's passage vector. */
  similarity(vector: Float32Array, ordinal: number): number;
  /** Cosine of the question with each sentence window of a chunk, in the order of `chunk.windows`. */
  windowSimilarities(vector: Float32Array, ordinal: number): number[];
}
