import { innerProduct } from './fuse.js';

/**
 * A linear model over a question's vector: whether it is one for the papers of a public office, an
 * enterprise or a school at all, or small talk, trivia, or a task for an assistant of another trade.
 * Fitted by `wence calibrate` to `subjects.jsonl`.
 */
export interface SubjectModel {
  /** One for each dimension of the vectors. */
  readonly weights: readonly number[];
  readonly intercept: number;
  /** Score that nearly all questions for official documents reach. */
  readonly floor: number;
}

/** The higher, the more a question is one for official documents; about −1 to 1. */
export function subjectScore(
  vector: Float32Array,
  { weights, intercept }: Pick<SubjectModel, 'weights' | 'intercept'>,
): number {
  return innerProduct(vector, Float32Array.from(weights)) + intercept;
}
