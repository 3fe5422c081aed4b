/**
 * What the decision to refuse looks at, each with the sign that its weight must have: a feature that
 * would count the other way round was fitted to chance.
 */
export const REFUSAL_FEATURES = {
  /** Log-odds of the best section's score: cosine above general text, and coverage. */
  relevance: 1,
  /**
   * Log-odds, by the cross-encoder, that one of the best sections answers the question, at most
   * 6 either way; 0 without a cross-encoder.
   */
  reading: 1,
  /** How far, in log-odds, the best section stands above the mean of the fifth to the tenth: a question about something else finds a crowd. */
  margin: 1,
  /** Share, by weight, of the question's words that the best clause with its headings holds, 0–1. */
  held: 1,
  /** Weight of the heaviest word of the question that the best clause with its headings lacks ÷ the most that a word can weigh, 0–1. */
  missingWord: -1,
  /** Share, by weight, of the question's words that none of the ten nearest clauses holds, 0–1. */
  unheard: -1,
  /** 1 where the question has a number or a word in Latin letters that the best clause lacks, else 0. */
  missingFigure: -1,
  /** 1 where the question names a place that neither the best clause nor its document's title and issuer name, else 0. */
  missingPlace: -1,
  /** How far the question falls short of being one for official documents at all; 0 for nearly all that are (`SubjectModel`). */
  otherSubject: -1,
  /** 1 for a question without a Chinese character, which shares fewer words even with its answer. */
  foreign: 0,
  /**
   * Logarithm of the question's length in characters: more words leave more to be missing. A length
   * beyond the usual does not speak for a question on another subject.
   */
  length: 1,
} as const satisfies Readonly<Record<string, -1 | 0 | 1>>;

/** Name of one feature. */
export type RefusalFeature = keyof typeof REFUSAL_FEATURES;

/** The features of one question with what was found for it. */
export type RefusalFeatures = Readonly<Record<RefusalFeature, number>>;

/** The features' names in their order. */
export const REFUSAL_FEATURE_NAMES = Object.keys(REFUSAL_FEATURES) as readonly RefusalFeature[];

/** Nought for every feature: values that say nothing, and weights that count nothing. */
export const NO_REFUSAL_FEATURES = Object.fromEntries(
  REFUSAL_FEATURE_NAMES.map((name) => [name, 0]),
) as RefusalFeatures;

/** A logistic model of whether the documents answer a question; fitted by `wence calibrate`. */
export interface RefusalModel {
  readonly intercept: number;
  readonly weights: RefusalFeatures;
}

/** The probability, 0–1, that the documents answer the question. */
export function refusalScore(features: RefusalFeatures, { intercept, weights }: RefusalModel) {
  const sum = REFUSAL_FEATURE_NAMES.reduce(
    (total, name) => total + weights[name] * features[name],
    intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}
