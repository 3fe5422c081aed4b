import type { SubjectModel } from '../retrieve/subject.js';
import { subjectScore } from '../retrieve/subject.js';

/** A question's vector with its label. */
export interface SubjectExample {
  readonly vector: Float32Array;
  readonly isOfficial: boolean;
}

/** A fitted model, and how well it does on questions that it was not fitted to. */
export interface SubjectFit {
  readonly model: SubjectModel;
  /** Of the questions for official documents, the share under the floor, 0–1. */
  readonly turnedAway: number;
  /** Of the others, the share under the floor, 0–1. */
  readonly told: number;
}

/** Pull towards 0; of 0.0003 to 0.03, between which the figures hardly differ. */
const RIDGE = 0.001;
const FOLDS = 5;
/** Share of questions for official documents that may fall under the floor. */
const MOST_TURNED_AWAY = 0.005;

/**
 * Linear discriminant by ridge regression, both classes weighing the same (Hastie et al., The
 * Elements of Statistical Learning, 4.3). The floor comes from questions left out of the fit.
 * Null without questions of both classes.
 */
export function fitSubject(examples: readonly SubjectExample[]): SubjectFit | null {
  const official = examples.filter(({ isOfficial }) => isOfficial);
  const others = examples.filter(({ isOfficial }) => !isOfficial);
  if (official.length < FOLDS || others.length < FOLDS) return null;
  const scoresOf = (some: readonly SubjectExample[]) => {
    const scores: number[] = [];
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const kept = [...official, ...others].filter((_, at) => at % FOLDS !== fold);
      const { weights, intercept } = regress(kept);
      const offset = some === others ? official.length : 0;
      for (const [at, { vector }] of some.entries()) {
        if ((at + offset) % FOLDS === fold) {
          scores.push(subjectScore(vector, { weights, intercept }));
        }
      }
    }
    return scores.sort((a, b) => a - b);
  };
  const officialScores = scoresOf(official);
  const otherScores = scoresOf(others);
  const floor = Number(
    (officialScores[Math.floor(MOST_TURNED_AWAY * officialScores.length)] ?? 0).toFixed(3),
  );
  const { weights, intercept } = regress(examples);
  return {
    model: {
      weights: weights.map((weight) => Number(weight.toFixed(4))),
      intercept: Number(intercept.toFixed(4)),
      floor,
    },
    turnedAway: shareBelow(officialScores, floor),
    told: shareBelow(otherScores, floor),
  };
}

function shareBelow(scores: readonly number[], floor: number): number {
  return scores.filter((score) => score < floor).length / scores.length;
}

/** Weighted ridge regression on +1 and −1, the intercept left free. */
function regress(examples: readonly SubjectExample[]): {
  readonly weights: readonly number[];
  readonly intercept: number;
} {
  const officials = examples.filter(({ isOfficial }) => isOfficial).length;
  const share = (isOfficial: boolean) =>
    0.5 / (isOfficial ? officials : examples.length - officials);
  const dimensions = examples[0]?.vector.length ?? 0;
  const mean = new Float64Array(dimensions);
  for (const { vector, isOfficial } of examples) {
    const weight = share(isOfficial);
    for (let at = 0; at < dimensions; at += 1) {
      mean[at] = (mean[at] ?? 0) + weight * (vector[at] ?? 0);
    }
  }
  const covariance = Array.from({ length: dimensions }, () => new Float64Array(dimensions));
  const target = new Float64Array(dimensions);
  for (const { vector, isOfficial } of examples) {
    const weight = share(isOfficial);
    const centred = mean.map((value, at) => (vector[at] ?? 0) - value);
    for (const [row, value] of centred.entries()) {
      target[row] = (target[row] ?? 0) + weight * value * (isOfficial ? 1 : -1);
      const line = covariance[row];
      if (line === undefined) continue;
      for (let column = 0; column <= row; column += 1) {
        line[column] = (line[column] ?? 0) + weight * value * (centred[column] ?? 0);
      }
    }
  }
  for (const [row, line] of covariance.entries()) line[row] = (line[row] ?? 0) + RIDGE;
  const weights = solvePositive(covariance, target);
  const intercept = -weights.reduce((sum, weight, at) => sum + weight * (mean[at] ?? 0), 0);
  return { weights, intercept };
}

/** Solves `A x = b` for a positive definite A of which the lower half is given, by Cholesky's decomposition in place. */
function solvePositive(lower: readonly Float64Array[], right: Float64Array): readonly number[] {
  const at = (row: number, column: number) => lower[row]?.[column] ?? 0;
  for (const [row, line] of lower.entries()) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      line[column] =
        row === column ? Math.sqrt(Math.max(sum, Number.EPSILON)) : sum / at(column, column);
    }
  }
  const solved = [...right];
  for (let row = 0; row < solved.length; row += 1) {
    let sum = solved[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= at(row, k) * (solved[k] ?? 0);
    solved[row] = sum / at(row, row);
  }
  for (let row = solved.length - 1; row >= 0; row -= 1) {
    let sum = solved[row] ?? 0;
    for (let k = row + 1; k < solved.length; k += 1) sum -= at(k, row) * (solved[k] ?? 0);
    solved[row] = sum / at(row, row);
  }
  return solved;
}
