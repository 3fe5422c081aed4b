/** Scores are probabilities by a logistic map: nearer to 0 or 1 than this says no more. */
const EDGE = 1e-4;

/**
 * How far one score stands above another in log-odds: scores near 1 lie close together, and only
 * their odds tell them apart.
 */
export function oddsApart(higher: number, lower: number): number {
  return logOdds(higher) - logOdds(lower);
}

/** The score that stands so much higher in log-odds. */
export function raisedOdds(score: number, by: number): number {
  return 1 / (1 + Math.exp(-(logOdds(score) + by)));
}

function logOdds(score: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(inside / (1 - inside));
}
