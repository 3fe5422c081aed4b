import type { Calibration } from '../retrieve/calibration.js';
import type { Fusion } from '../retrieve/fuse.js';
import type { CalibrationSet } from './calibration-set.js';
import { bestScore, fitFusion, fusionFigures, partingFigures } from './fit-fusion.js';

/** How answers turn out under a floor: shares of questions, 0–1. */
export interface FloorFigures {
  readonly refuseBelow: number;
  /** Of the questions to refuse, those refused. */
  readonly refusedWhenShould: number;
  /** Of the questions to answer, those refused. */
  readonly refusedWhenShouldNot: number;
}

/** What calibration is given. */
export interface CalibrateOptions {
  readonly modelHash: string;
  readonly background: Float32Array;
  /** `YYYY-MM-DD`, for the record. */
  readonly fittedOn: string;
  /**
   * Puts the labelled questions to the answerer under a floor. It refuses for reasons of its own
   * too, which is why the floor is fitted to its answers and not to scores alone.
   */
  readonly answerUnder?:
    | ((fusion: Fusion, refuseBelow: number) => Promise<FloorFigures>)
    | undefined;
}

/** A calibration, and how it compares. */
export interface CalibrationResult {
  readonly calibration: Calibration;
  readonly sets: readonly SetComparison[];
  /** The curve of the floor; empty without questions to refuse. */
  readonly floors: readonly FloorFigures[];
}

/** One set under the numbers found and, where there were any, under those before. */
export interface SetComparison {
  readonly name: string;
  readonly questions: number;
  readonly before: Readonly<Record<string, number>> | null;
  readonly after: Readonly<Record<string, number>>;
}

/** Floors tried: scores are probabilities, and one far above one half would refuse the likelier half. */
const FLOORS = Array.from({ length: 41 }, (_, index) => 0.2 + index / 100);
/** A question refused though the documents answer it costs at most this share: the bar of the project's own labelled set. */
const MOST_REFUSED_WRONGLY = 0.03;
/** Floor where no labelled set says more: the first place is then wrong four times out of five. */
const DEFAULT_FLOOR = 0.2;

/** Fits what depends on the embedding model to the sets. */
export async function calibrate(
  sets: readonly CalibrationSet[],
  { previous, ...options }: CalibrateOptions & { readonly previous: Calibration | undefined },
): Promise<CalibrationResult> {
  const fusion = rounded(fitFusion(sets));
  const floors = await floorCurve(sets, { fusion, answerUnder: options.answerUnder });
  const refuseBelow = bestFloor(floors)?.refuseBelow ?? DEFAULT_FLOOR;
  const comparisons = sets.map((set) => ({
    name: set.name,
    questions: set.questions.length,
    before: previous === undefined ? null : figuresOf(set, previous.fusion),
    after: figuresOf(set, fusion),
  }));
  return {
    calibration: {
      schemaVersion: 1,
      modelHash: options.modelHash,
      fusion,
      background: [...options.background],
      refusal: { refuseBelow },
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
    floors,
  };
}

/**
 * The floor that refuses most of what should be refused among those that refuse hardly anything
 * else; where none does, the one with the highest difference. Undefined for an empty curve.
 */
export function bestFloor(floors: readonly FloorFigures[]): FloorFigures | undefined {
  const gentle = floors.filter(
    ({ refusedWhenShouldNot }) => refusedWhenShouldNot <= MOST_REFUSED_WRONGLY,
  );
  const value = ({ refusedWhenShould, refusedWhenShouldNot }: FloorFigures) =>
    refusedWhenShould - refusedWhenShouldNot;
  return [...(gentle.length > 0 ? gentle : floors)].sort((a, b) => value(b) - value(a))[0];
}

async function floorCurve(
  sets: readonly CalibrationSet[],
  { fusion, answerUnder }: { readonly fusion: Fusion } & Pick<CalibrateOptions, 'answerUnder'>,
): Promise<FloorFigures[]> {
  const labelled = sets
    .filter(({ kind }) => kind === 'labelled')
    .flatMap(({ questions }) =>
      questions.map((question) => ({
        isAnswerable: question.goldCount > 0,
        score: bestScore(question, fusion),
      })),
    );
  const answerable = labelled.filter(({ isAnswerable }) => isAnswerable);
  const others = labelled.filter(({ isAnswerable }) => !isAnswerable);
  if (answerable.length === 0 || others.length === 0) return [];
  const curve: FloorFigures[] = [];
  for (const floor of FLOORS) {
    const refuseBelow = Number(floor.toFixed(2));
    const refusedOf = (questions: typeof labelled) =>
      questions.filter(({ score }) => score < refuseBelow).length / questions.length;
    curve.push(
      (await answerUnder?.(fusion, refuseBelow)) ?? {
        refuseBelow,
        refusedWhenShould: refusedOf(others),
        refusedWhenShouldNot: refusedOf(answerable),
      },
    );
  }
  return curve;
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
