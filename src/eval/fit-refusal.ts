import {
  REFUSAL_FEATURE_NAMES,
  REFUSAL_FEATURES,
  type RefusalFeature,
  type RefusalFeatures,
  type RefusalModel,
} from '../retrieve/refusal-score.js';
import type { RefusalObservation } from './refusal-observations.js';

/** Pull of the standardised weights towards 0, against weights that a few questions would set. */
const RIDGE = 0.003;
const ITERATIONS = 3000;
const STEP = 0.5;

/** One question as the fit sees it. */
interface Row {
  readonly values: readonly number[];
  readonly isAnswerable: boolean;
  readonly weight: number;
}

/**
 * The logistic model that makes what the sets say likeliest. In each set questions to answer and
 * questions to refuse weigh the same, and every set weighs the same. A weight of the wrong sign is
 * held at 0. Only questions that the score decides take part. Null where one kind is missing.
 */
export function fitRefusal(sets: readonly (readonly RefusalObservation[])[]): RefusalModel | null {
  const rows = sets.flatMap(rowsOf);
  if (!rows.some(({ isAnswerable }) => isAnswerable) || rows.every((row) => row.isAnswerable)) {
    return null;
  }
  const scales = REFUSAL_FEATURE_NAMES.map((_, at) => scaleOf(rows, at));
  const standard = rows.map((row) => ({
    ...row,
    values: row.values.map((value, at) => {
      const { mean = 0, deviation = 1 } = scales[at] ?? {};
      return (value - mean) / deviation;
    }),
  }));
  const { intercept, weights } = descend(standard);
  const inUnits = weights.map((weight, at) => weight / (scales[at]?.deviation ?? 1));
  const shift = inUnits.reduce((sum, weight, at) => sum + weight * (scales[at]?.mean ?? 0), 0);
  return {
    intercept: rounded(intercept - shift),
    weights: Object.fromEntries(
      REFUSAL_FEATURE_NAMES.map((name, at) => [name, rounded(inUnits[at] ?? 0)]),
    ) as Record<RefusalFeature, number> satisfies RefusalFeatures,
  };
}

function rowsOf(set: readonly RefusalObservation[]): readonly Row[] {
  const decided = set.flatMap(({ features, isAnswerable, decidedBy }) =>
    features === null || decidedBy !== 'score' ? [] : [{ features, isAnswerable }],
  );
  const answerable = decided.filter(({ isAnswerable }) => isAnswerable).length;
  const others = decided.length - answerable;
  return decided.map(({ features, isAnswerable }) => ({
    values: REFUSAL_FEATURE_NAMES.map((name) => features[name]),
    isAnswerable,
    weight: 1 / (isAnswerable ? answerable : others),
  }));
}

function scaleOf(rows: readonly Row[], at: number) {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const mean = rows.reduce((sum, row) => sum + row.weight * (row.values[at] ?? 0), 0) / total;
  const variance =
    rows.reduce((sum, row) => sum + row.weight * ((row.values[at] ?? 0) - mean) ** 2, 0) / total;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Gradient descent, each step put back to the signs allowed. */
function descend(rows: readonly Row[]): {
  readonly intercept: number;
  readonly weights: readonly number[];
} {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const signs = REFUSAL_FEATURE_NAMES.map((name) => REFUSAL_FEATURES[name]);
  let intercept = 0;
  let weights: readonly number[] = signs.map(() => 0);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    let interceptSlope = 0;
    const slopes = weights.map((weight) => -RIDGE * weight);
    for (const { values, isAnswerable, weight } of rows) {
      const sum = values.reduce((all, value, at) => all + value * (weights[at] ?? 0), intercept);
      const error = (weight / total) * ((isAnswerable ? 1 : 0) - 1 / (1 + Math.exp(-sum)));
      interceptSlope += error;
      for (const [at, value] of values.entries()) slopes[at] = (slopes[at] ?? 0) + error * value;
    }
    intercept += STEP * interceptSlope;
    weights = weights.map((weight, at) => {
      const moved = weight + STEP * (slopes[at] ?? 0);
      const sign = signs[at] ?? 0;
      return sign !== 0 && moved * sign < 0 ? 0 : moved;
    });
  }
  return { intercept, weights };
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
