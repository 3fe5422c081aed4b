import type { RetrievalFeatures } from './retrieval.js';

/**
 * How the two ways of searching become one number. All of it is fitted to the embedding model and
 * comes from its calibration.
 */
export interface Fusion {
  /** What one unit of cosine weighs against full coverage. */
  readonly cosineWeight: number;
  /**
   * For a question without a Chinese character: how many times more the cosine weighs, and what is
   * taken off. No word of it stands in Chinese text, so its cosine alone must reach the floor, and
   * cosines across languages lie closer together.
   */
  readonly foreignFactor: number;
  readonly foreignOffset: number;
  /** How much of what the best sentence window's cosine has more than the whole chunk's counts, 0–1. */
  readonly windowShare: number;
  /** Logistic map from relevance to score: `1 / (1 + e^−(slope · relevance + intercept))`. */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Length up to which windows count in full. hit@1 on lawbench_scene (67 characters in the median)
 * is 0.684 with 30 and 0.671 without a bound; on the sets of 20 to 25 characters it costs 0.002 at
 * most (docs/quality.md).
 */
const SHORT_QUESTION = 30;

const HAN = /\p{Script=Han}/u;

/** The cosines that a chunk has with a question. */
export interface ChunkCosines {
  readonly passage: number;
  /** Of each sentence window; empty where the chunk has none of its own. */
  readonly windows: readonly number[];
}

/**
 * One cosine for a chunk: its own, raised by a share of what its best window has more. The best
 * window alone favours chunks of many windows, the chunk alone dilutes the sentence that answers.
 */
export function mixedCosine({ passage, windows }: ChunkCosines, windowShare: number): number {
  return passage + windowShare * Math.max(0, ...windows.map((window) => window - passage));
}

/** What a relevance is measured with, one for each question. */
export interface Scale {
  /** What one unit of cosine weighs against full coverage. */
  readonly cosineWeight: number;
  /** How much of what the best window has more counts. */
  readonly windowShare: number;
  /** The question's cosine with text in general. */
  readonly baseline: number;
  /** Taken off in the end. */
  readonly offset: number;
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
  const isForeign = !HAN.test(question);
  const factor = isForeign ? fusion.foreignFactor : 1;
  return {
    cosineWeight: fusion.cosineWeight * factor,
    windowShare: fusion.windowShare * Math.min(1, SHORT_QUESTION / lengthOf(question)),
    baseline,
    offset: isForeign ? fusion.foreignOffset : 0,
  };
}

/** Length in Chinese characters, a word of another script counting as two. */
function lengthOf(question: string): number {
  const han = question.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = question.match(/[^\p{Script=Han}\P{L}]+|\d+/gu)?.length ?? 0;
  return Math.max(1, han + 2 * words);
}

/**
 * What the question's own words in a row weigh. Of 0.05 to 0.2: hit@1 on ncp_policy_dev .704 → .718,
 * drcd .943 → .948, lawbench_scene as before (docs/quality.md). No number of the model's: both sides are text.
 */
const PHRASE_WEIGHT = 0.15;

/** How much a chunk bears on a question, as one sum of absolute features. */
export function relevance(features: RetrievalFeatures, scale: Scale): number {
  const { cosineWeight, baseline, offset } = scale;
  const { cosine, coverage, phrase = 0 } = features;
  return cosineWeight * (cosine - baseline) + coverage + PHRASE_WEIGHT * phrase - offset;
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
