import type { LexicalIndex } from '../index/lexical-index.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { ChunkCosines } from './fuse.js';

/** A chunk that one of the two searches found, compared exactly by both. */
export interface Candidate {
  readonly ordinal: number;
  readonly cosines: ChunkCosines;
  /** BM25 ÷ the most that any passage could score on this question, 0–1. */
  readonly coverage: number;
}

/** A question as it is searched for. */
export interface CandidateSearch {
  readonly question: string;
  /** The question's unit vector. */
  readonly vector: Float32Array;
  readonly accept?: ((ordinal: number) => boolean) | undefined;
  /** Sections wanted in the end. */
  readonly limit: number;
}

/**
 * Chunks taken from each of the two searches, before all of them are compared exactly. With 100 every
 * figure of the three development sets is that of comparing all passages (docs/quality.md).
 */
const CANDIDATES = 100;

/** The chunks nearest in meaning and those nearest in words, each with all of its features. */
export function findCandidates(
  { vectors, lexical }: { readonly vectors: VectorIndex; readonly lexical: LexicalIndex },
  { question, vector, accept, limit }: CandidateSearch,
): Candidate[] {
  const options = {
    limit: Math.max(CANDIDATES, 2 * limit),
    ...(accept === undefined ? {} : { accept }),
  };
  const byMeaning = vectors.search(vector, options).map(({ ordinal }) => ordinal);
  const byWords = lexical.search(question, options);
  const scores = new Map(byWords.hits.map(({ ordinal, score }) => [ordinal, score]));
  return [...new Set([...byMeaning, ...scores.keys()])].map((ordinal) => {
    const score = scores.get(ordinal) ?? lexical.score(question, ordinal);
    return {
      ordinal,
      cosines: {
        passage: vectors.similarity(vector, ordinal),
        windows: vectors.windowSimilarities(vector, ordinal),
      },
      coverage: byWords.maximum > 0 ? Math.min(1, score / byWords.maximum) : 0,
    };
  });
}
