import type { Calibration } from '../retrieve/calibration.js';
import type { Fusion } from '../retrieve/fuse.js';
import { NO_REFUSAL_FEATURES, type RefusalModel } from '../retrieve/refusal-score.js';
import type { CalibrationSet } from './calibration-set.js';
import { bestScore, fitFusion, fusionFigures, partingFigures } from './fit-fusion.js';
import { fitRefusal } from './fit-refusal.js';
import { fitSubject, type SubjectExample, type SubjectFit } from './fit-subject.js';
import { mean } from './metrics.js';
import { areaUnderCurve, type RefusalPoint, refusalCurve } from './refusal-curve.js';
import { type RefusalObservation, scoredUnder } from './refusal-observations.js';

/** What calibration is given. */
export interface CalibrateOptions {
  readonly modelHash: string;
  readonly background: Float32Array;
  /** `YYYY-MM-DD`, for the record. */
  readonly fittedOn: string;
  /** Questions that tell official subjects from others; without any, the model before stays. */
  readonly subjects?: readonly SubjectExample[];
  /**
   * Puts the sets' questions to the answerer. It refuses for reasons of its own too, which is why
   * refusal is fitted to what is left for the score to decide.
   */
  readonly observe?:
    | ((numbers: {
        readonly fusion: Fusion;
        readonly nearAbove: number;
        readonly subject: Calibration['subject'];
      }) => Promise<readonly ObservedSet[]>)
    | undefined;
}

/** A set's questions as the answerer met them. */
export interface ObservedSet {
  readonly name: string;
  /** Those the refusal score and its threshold are fitted to; empty for a set that is only measured. */
  readonly fitted: readonly RefusalObservation[];
  /** Those it is measured on. */
  readonly measured: readonly RefusalObservation[];
}

/** A calibration, and how it compares. */
export interface CalibrationResult {
  readonly calibration: Calibration;
  readonly sets: readonly SetComparison[];
  /** What each threshold of the refusal score would do, and how well the score parts, for each set with questions to refuse. */
  readonly refusals: readonly RefusalComparison[];
  /** How well official subjects are told from others; null where that was not fitted. */
  readonly subject: SubjectFit | null;
}

/** Refusal on one set. */
export interface RefusalComparison {
  readonly name: string;
  /** Area under the ROC curve by the best section's score alone, and by the refusal score. */
  readonly areaByRelevance: number;
  readonly area: number;
  readonly curve: readonly RefusalPoint[];
  /** The point of the curve at the threshold taken. */
  readonly chosen: RefusalPoint | undefined;
}

/** One set under the numbers found and, where there were any, under those before. */
export interface SetComparison {
  readonly name: string;
  readonly questions: number;
  readonly before: Readonly<Record<string, number>> | null;
  readonly after: Readonly<Record<string, number>>;
}

/** A section below this share of the best ones of answerable questions does not count as near. */
const MOST_NOT_NEAR = 0.03;
/** Where no labelled set says more: the first place is then wrong four times out of five. */
const DEFAULT_FLOOR = 0.2;
/** Without questions to refuse the best section's own score decides. */
const BY_RELEVANCE: RefusalModel = {
  intercept: 0,
  weights: { ...NO_REFUSAL_FEATURES, relevance: 1 },
};

/** Fits what depends on the embedding model to the sets. */
export async function calibrate(
  sets: readonly CalibrationSet[],
  { previous, ...options }: CalibrateOptions & { readonly previous: Calibration | undefined },
): Promise<CalibrationResult> {
  const fusion = rounded(fitFusion(sets));
  const nearAbove = nearFloor(sets, fusion);
  const subjectFit = fitSubject(options.subjects ?? []);
  const subject =
    subjectFit === null
      ? previous?.subject
      : { ...subjectFit.model, weights: [...subjectFit.model.weights] };
  const observed = (await options.observe?.({ fusion, nearAbove, subject })) ?? [];
  const model = fitRefusal([observed.flatMap(({ fitted }) => fitted)]) ?? BY_RELEVANCE;
  const curves = observed.map(({ measured }) => refusalCurve(scoredUnder(measured, model)));
  const fittedCurves = curves.filter((_, index) => (observed[index]?.fitted.length ?? 0) > 0);
  const refuseBelow = bestThreshold(fittedCurves) ?? nearAbove;
  const comparisons = sets.map((set) => ({
    name: set.name,
    questions: set.questions.length,
    before: previous === undefined ? null : figuresOf(set, previous.fusion),
    after: figuresOf(set, fusion),
  }));
  return {
    subject: subjectFit,
    calibration: {
      schemaVersion: 2,
      modelHash: options.modelHash,
      fusion,
      background: [...options.background],
      refusal: { nearAbove, refuseBelow, ...model },
      ...(subject === undefined ? {} : { subject }),
      provenance: {
        fittedOn: options.fittedOn,
        sets: sets.map(({ name, kind, questions }, index) => ({
          name,
          kind,
          questions: questions.length,
          figures: { ...comparisons[index]?.after },
        })),
      },
    },
    sets: comparisons,
    refusals: observed.flatMap(({ name, measured }, index) => {
      const curve = curves[index] ?? [];
      const area = areaUnderCurve(scoredUnder(measured, model));
      const areaByRelevance = areaUnderCurve(scoredUnder(measured, BY_RELEVANCE));
      const chosen = curve.find((point) => point.refuseBelow === refuseBelow);
      return area === null || areaByRelevance === null
        ? []
        : [{ name, areaByRelevance, area, curve, chosen }];
    }),
  };
}

/** What a wrong refusal costs against a wrong answer: it hides what is there, the other shows its clause. */
const WRONG_REFUSAL_COST = 2;

/**
 * The threshold at which refusals that should be exceed the cost of those that should not by most, in
 * the mean over the curves (Youden's index with unequal costs). A bound on wrong refusals instead
 * would let the hardest set decide for all. Undefined without a curve.
 */
export function bestThreshold(curves: readonly (readonly RefusalPoint[])[]): number | undefined {
  const filled = curves.filter((curve) => curve.length > 0);
  const points = (filled[0] ?? []).map(({ refuseBelow }, at) => {
    const all = filled.flatMap((curve) => curve[at] ?? []);
    const value =
      mean(
        all.map(
          ({ refusedWhenShould, refusedWhenShouldNot }) =>
            refusedWhenShould - WRONG_REFUSAL_COST * refusedWhenShouldNot,
        ),
      ) ?? 0;
    return { refuseBelow, value };
  });
  // Of equals the lowest, which refuses least.
  return [...points].sort((a, b) => b.value - a.value)[0]?.refuseBelow;
}

/** The score that the best sections of nearly all answerable questions reach. */
function nearFloor(sets: readonly CalibrationSet[], fusion: Fusion): number {
  const scores = sets
    .filter(({ kind }) => kind === 'labelled')
    .flatMap(({ questions }) => questions)
    .filter(({ goldCount }) => goldCount > 0)
    .map((question) => bestScore(question, fusion))
    .sort((a, b) => a - b);
  const floor = scores[Math.floor(MOST_NOT_NEAR * scores.length)];
  return floor === undefined ? DEFAULT_FLOOR : Number(floor.toFixed(2));
}

function figuresOf(set: CalibrationSet, fusion: Fusion): Record<string, number> {
  const { all, balanced } = partingFigures([set], fusion);
  const figures = {
    ...fusionFigures(set, fusion),
    ...(all === null ? {} : { AUC: all }),
    ...(balanced === null ? {} : { 'AUC balanced': balanced }),
  };
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]),
  );
}

function rounded(fusion: Fusion): Fusion {
  const { slope, intercept } = fusion;
  return { ...fusion, slope: Number(slope.toFixed(3)), intercept: Number(intercept.toFixed(3)) };
}
