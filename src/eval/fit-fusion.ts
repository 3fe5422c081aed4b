import { type Fusion, mixedCosine, relevance, scaleFor, scoreOf } from '../retrieve/fuse.js';
import type { CalibrationQuestion, CalibrationSet, FeatureRow } from './calibration-set.js';
import { fitLogistic, type Outcome } from './logistic.js';
import { type JudgedRanking, mean } from './metrics.js';
import { type RankingFigures, rankingFigures } from './ranking-figures.js';

/**
 * Values tried. For the bundled model the best weights lie inside their lists, the best foreign
 * numbers at the end of theirs (docs/quality.md).
 */
const COSINE_WEIGHTS = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6] as const;
const WINDOW_SHARES = [0, 0.25, 0.5, 0.6, 0.7, 0.85, 1] as const;
const FOREIGN_FACTORS = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6] as const;
const FOREIGN_OFFSETS = Array.from({ length: 16 }, (_, index) => index / 50);

/**
 * The fusion that does best, by trying grids. First the weights, by the mean over the sets of
 * hit@1, R@5 and nDCG@10, so that a large set does not outvote a small one. Then the two numbers
 * for questions in other scripts, by how well the best candidate parts what a set answers from what it
 * does not. Last the map to a score: the probability that the first place is right.
 */
export function fitFusion(sets: readonly CalibrationSet[]): Fusion {
  const start: Fusion = {
    cosineWeight: 3,
    foreignFactor: 1,
    foreignOffset: 0,
    windowShare: 0.6,
    slope: 1,
    intercept: 0,
  };
  const weights = COSINE_WEIGHTS.flatMap((cosineWeight) =>
    WINDOW_SHARES.map((windowShare) => ({ ...start, cosineWeight, windowShare })),
  );
  const weighted = bestOf(weights, (fusion) => worth(sets, fusion)) ?? start;
  const factors = FOREIGN_FACTORS.flatMap((foreignFactor) =>
    FOREIGN_OFFSETS.map((foreignOffset) => ({ ...weighted, foreignFactor, foreignOffset })),
  );
  const best = bestOf(factors, (fusion) => partingFigures(sets, fusion).balanced ?? 0) ?? weighted;
  return { ...best, ...fitLogistic(sets.flatMap((set) => firstPlaces(set, best))) };
}

/** Ranking figures of a set's answerable questions under a fusion. */
export function fusionFigures({ questions }: CalibrationSet, fusion: Fusion): RankingFigures {
  const answerable = questions.filter(({ goldCount }) => goldCount > 0);
  return rankingFigures(answerable.map((question) => judged(question, fusion)));
}

/**
 * How well the best candidate's score parts questions: the chance that an answerable one scores
 * higher than one to refuse (the area under the ROC curve). `all` takes the labelled questions as
 * they are; `balanced` is the mean over the four pairs of Chinese and foreign questions, of which
 * there are few. Null where answerable questions or others are missing.
 */
export function partingFigures(
  sets: readonly CalibrationSet[],
  fusion: Fusion,
): { readonly all: number | null; readonly balanced: number | null } {
  const first = sets
    .filter(({ kind }) => kind === 'labelled')
    .flatMap(({ questions }) => questions)
    .map((question) => ({
      isAnswerable: question.goldCount > 0,
      isForeign: !/\p{Script=Han}/u.test(question.question),
      value: firstOf(question, fusion)?.value ?? 0,
    }));
  const values = (isAnswerable: boolean, isForeign?: boolean) =>
    first
      .filter((one) => one.isAnswerable === isAnswerable)
      .filter((one) => isForeign === undefined || one.isForeign === isForeign)
      .map(({ value }) => value);
  const pairs = [false, true].flatMap((foreignRight) =>
    [false, true].map((foreignWrong) =>
      areaUnderCurve(values(true, foreignRight), values(false, foreignWrong)),
    ),
  );
  return {
    all: areaUnderCurve(values(true), values(false)),
    balanced: mean(pairs.filter((area) => area !== null)),
  };
}

/** The score of a question's best candidate, 0 without candidates. */
export function bestScore(question: CalibrationQuestion, fusion: Fusion): number {
  const first = firstOf(question, fusion);
  return first === undefined ? 0 : scoreOf(first.value, fusion);
}

function areaUnderCurve(right: readonly number[], wrong: readonly number[]): number | null {
  if (right.length === 0 || wrong.length === 0) return null;
  const wins = right.reduce(
    (sum, one) =>
      sum +
      wrong.filter((other) => one > other).length +
      wrong.filter((other) => one === other).length / 2,
    0,
  );
  return wins / right.length / wrong.length;
}

function bestOf(fusions: readonly Fusion[], value: (fusion: Fusion) => number): Fusion | undefined {
  const valued = fusions.map((fusion) => ({ fusion, value: value(fusion) }));
  // Of equals the first, which is the smaller weight.
  return valued.sort((a, b) => b.value - a.value)[0]?.fusion;
}

function worth(sets: readonly CalibrationSet[], fusion: Fusion): number {
  const values = sets.map((set) => {
    const figures = fusionFigures(set, fusion);
    return figures['hit@1'] + figures['R@5'] + figures['nDCG@10'];
  });
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

interface Valued {
  readonly row: FeatureRow;
  readonly value: number;
}

function valued({ question, rows, baseline }: CalibrationQuestion, fusion: Fusion): Valued[] {
  const scale = scaleFor(question, { fusion, baseline });
  return rows.map((row) => {
    const cosines = { passage: row.passage, windows: [row.window] };
    const cosine = mixedCosine(cosines, scale.windowShare);
    return { row, value: relevance({ cosine, coverage: row.coverage }, scale) };
  });
}

/** Gold rows by their number; gold that no candidate is counts as never found. */
function judged(question: CalibrationQuestion, fusion: Fusion): JudgedRanking<number> {
  const ranked = valued(question, fusion).sort((a, b) => b.value - a.value);
  const found = ranked.flatMap(({ row }, place) => (row.isGold ? [place] : []));
  const lost = Array.from(
    { length: Math.max(0, question.goldCount - found.length) },
    (_, index) => -1 - index,
  );
  return { ranking: [...ranked.keys()], gold: new Set([...found, ...lost]) };
}

function firstOf(question: CalibrationQuestion, fusion: Fusion): Valued | undefined {
  return valued(question, fusion).reduce<Valued | undefined>(
    (best, one) => (best === undefined || one.value > best.value ? one : best),
    undefined,
  );
}

/** First places with whether they are right, every set weighing the same. */
function firstPlaces({ questions }: CalibrationSet, fusion: Fusion): Outcome[] {
  return questions.flatMap((question) => {
    const first = firstOf(question, fusion);
    return first === undefined
      ? []
      : [{ value: first.value, isRight: first.row.isGold, weight: 1 / questions.length }];
  });
}
