import type { RetrievalFeatures } from './retrieval.js';

/**
 * How the two ways of searching become one number. All of it is fitted to the embedding model and
 * comes from its calibration.
 */
export interface Fusion {
  /** What one unit of cosine weighs against full coverage. */
  readonly cosineWeight: number;
  /**
   * How many times more the cosine weighs for a question without a Chinese character: no word of
   * it can stand in Chinese text, so that its cosine alone must reach the floor.
   */
  readonly foreignFactor: number;
  /** How much of the cosine is that of the best sentence window; the rest is the whole chunk's. 0–1. */
  readonly windowShare: number;
  /** Logistic map from relevance to score: `1 / (1 + e^−(slope · relevance + intercept))`. */
  readonly slope: number;
  readonly intercept: number;
}

const HAN = /\p{Script=Han}/u;

/** The cosines that a chunk has with a question. */
export interface ChunkCosines {
  readonly passage: number;
  /** Of each sentence window; empty where the chunk has none of its own. */
  readonly windows: readonly number[];
}

/**
 * One cosine for a chunk: its best window's and its own, mixed. The best window alone favours
 * chunks of many windows, the chunk alone dilutes the sentence that answers.
 */
export function mixedCosine({ passage, windows }: ChunkCosines, windowShare: number): number {
  const best = windows.length === 0 ? passage : Math.max(...windows);
  return passage + windowShare * (best - passage);
}

/** What a relevance is measured with, one for each question. */
export interface Scale {
  /** What one unit of cosine weighs against full coverage. */
  readonly cosineWeight: number;
  /** The question's cosine with text in general. */
  readonly baseline: number;
}

/**
 * The scale for one question. Cosines of one model crowd together at a height that differs from
 * question to question, with the language above all; the question's cosine with general text takes
 * that out, so that one floor serves every question.
 */
export function scaleFor(
  question: string,
  { fusion, baseline }: { readonly fusion: Fusion; readonly baseline: number },
): Scale {
  const factor = HAN.test(question) ? 1 : fusion.foreignFactor;
  return { cosineWeight: fusion.cosineWeight * factor, baseline };
}

/** How much a chunk bears on a question, as one sum of absolute features. */
export function relevance(features: RetrievalFeatures, scale: Scale): number {
  return scale.cosineWeight * (features.cosine - scale.baseline) + features.coverage;
}

/** The score of a relevance, 0–1: the share of such first places that were right when it was fitted. */
export function scoreOf(value: number, { slope, intercept }: Fusion): number {
  return 1 / (1 + Math.exp(-(slope * value + intercept)));
}

/** Inner product of two vectors of one length. */
export function innerProduct(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return sum;
}
