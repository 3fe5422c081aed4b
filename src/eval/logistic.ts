/** One observation: a value and whether what it was to predict came true. */
export interface Outcome {
  readonly value: number;
  readonly isRight: boolean;
  /** How much it counts, > 0. */
  readonly weight: number;
}

/** `1 / (1 + e^−(slope · value + intercept))`. */
export interface LogisticMap {
  readonly slope: number;
  readonly intercept: number;
}

const ITERATIONS = 50;
/** Pull of both parameters towards 0, so that outcomes that separate perfectly still give a finite slope. */
const RIDGE = 1e-3;
/** Least slope: the map must rise, or scores would turn the ranking around. */
const LEAST_SLOPE = 0.1;

/** The logistic curve that makes the outcomes likeliest, by Newton's method. */
export function fitLogistic(outcomes: readonly Outcome[]): LogisticMap {
  const total = outcomes.reduce((sum, { weight }) => sum + weight, 0);
  let slope = 1;
  let intercept = 0;
  for (let iteration = 0; iteration < ITERATIONS && total > 0; iteration += 1) {
    let gradientSlope = -RIDGE * slope;
    let gradientIntercept = -RIDGE * intercept;
    let [slopeSlope, slopeIntercept, interceptIntercept] = [RIDGE, 0, RIDGE];
    for (const { value, isRight, weight } of outcomes) {
      const expected = 1 / (1 + Math.exp(-(slope * value + intercept)));
      const share = weight / total;
      const error = share * ((isRight ? 1 : 0) - expected);
      const curvature = share * expected * (1 - expected);
      gradientSlope += error * value;
      gradientIntercept += error;
      slopeSlope += curvature * value * value;
      slopeIntercept += curvature * value;
      interceptIntercept += curvature;
    }
    const determinant = slopeSlope * interceptIntercept - slopeIntercept ** 2;
    slope +=
      (interceptIntercept * gradientSlope - slopeIntercept * gradientIntercept) / determinant;
    intercept += (slopeSlope * gradientIntercept - slopeIntercept * gradientSlope) / determinant;
  }
  return { slope: Math.max(LEAST_SLOPE, slope), intercept };
}
