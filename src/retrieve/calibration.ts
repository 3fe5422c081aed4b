import { z } from 'zod';
import { WenceError } from '../errors.js';
import { REFUSAL_FEATURE_NAMES, type RefusalFeature } from './refusal-score.js';

/** Name of the file in a model's folder. */
export const CALIBRATION_FILE = 'calibration.json';

/** One measured figure, as `hit@1: 0.7`. */
const figuresSchema = z.record(z.string(), z.number());

const weightsSchema = z.strictObject(
  Object.fromEntries(REFUSAL_FEATURE_NAMES.map((name) => [name, z.number()])) as Record<
    RefusalFeature,
    z.ZodNumber
  >,
);

/**
 * Everything that depends on the embedding model and steers ranking or refusing: written by
 * `wence calibrate` beside the model, read at start. No such number stands anywhere else.
 */
export const calibrationSchema = z.strictObject({
  schemaVersion: z.literal(2),
  /** Hex hash of the model that the numbers were fitted to. */
  modelHash: z.string().regex(/^[0-9a-f]{16,128}$/),
  fusion: z.strictObject({
    /** What one unit of cosine weighs against full coverage. */
    cosineWeight: z.number().min(0).max(100),
    /** How many times more the cosine weighs for a question without a Chinese character. */
    foreignFactor: z.number().min(1).max(10),
    /** What is taken off the relevance of such a question. */
    foreignOffset: z.number().min(0).max(10),
    /** How much of what the best window's cosine has more than the chunk's own counts. */
    windowShare: z.number().min(0).max(1),
    /** Logistic map from relevance to score. */
    slope: z.number().positive(),
    intercept: z.number(),
  }),
  /** Mean vector of general text: the question's inner product with it is its cosine with anything. */
  background: z.array(z.number()).min(1).max(8192),
  refusal: z.strictObject({
    /** Section's score from which it counts as near, 0–1. */
    nearAbove: z.number().min(0).max(1),
    /** Refusal score under which an answer is refused, 0–1. */
    refuseBelow: z.number().min(0).max(1),
    /** The refusal score's logistic model. */
    intercept: z.number(),
    weights: weightsSchema,
  }),
  /** Tells questions for official documents from others; see `SubjectModel`. */
  subject: z
    .strictObject({
      weights: z.array(z.number()).min(1).max(8192),
      intercept: z.number(),
      floor: z.number(),
    })
    .optional(),
  /** Where the numbers come from. */
  provenance: z.strictObject({
    fittedOn: z.string(),
    sets: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['passages', 'labelled']),
        questions: z.int().nonnegative(),
        /** With these numbers. */
        figures: figuresSchema,
      }),
    ),
  }),
});

/** See {@link calibrationSchema}. */
export type Calibration = z.infer<typeof calibrationSchema>;

/** What is read: the file's text, and what it must fit. */
export interface CalibrationSource {
  /** Undefined where there is no such file. */
  readonly text: string | undefined;
  /** Shown in messages. */
  readonly path: string;
  readonly modelHash: string;
  readonly dimensions: number;
}

/**
 * Reads a model's calibration.
 *
 * @throws WenceError `invalid_model`, with what to do, where there is none, it is damaged, or it
 * was fitted to another model
 */
export function readCalibration({
  text,
  path,
  modelHash,
  dimensions,
}: CalibrationSource): Calibration {
  if (text === undefined) {
    throw invalid(`没有这个模型的校准文件（${path}）`);
  }
  const parsed = calibrationSchema.safeParse(parseJson(text, path));
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path: at }) => at.join('.')).join('、');
    throw invalid(`校准文件（${path}）的内容不对：${where}`, parsed.error);
  }
  if (
    parsed.data.modelHash !== modelHash ||
    parsed.data.background.length !== dimensions ||
    (parsed.data.subject?.weights.length ?? dimensions) !== dimensions
  ) {
    throw invalid(`校准文件（${path}）属于另一个模型`);
  }
  return parsed.data;
}

/** The file's text: each vector on one line, for the sake of whoever reads the rest. */
export function calibrationText(calibration: Calibration): string {
  const { background, subject, ...rest } = calibration;
  const vectors = [background, ...(subject === undefined ? [] : [subject.weights])];
  const holder = {
    ...rest,
    background: VECTOR,
    ...(subject === undefined ? {} : { subject: { ...subject, weights: VECTOR } }),
  };
  let next = 0;
  const text = JSON.stringify(holder, null, 2).replaceAll(`"${VECTOR}"`, () => {
    const numbers = (vectors[next++] ?? []).map((value) => Number(value.toFixed(5)));
    return `[${numbers.join(',')}]`;
  });
  return `${text}\n`;
}

/** Stands for a vector while the rest is printed. */
const VECTOR = '<vector>';

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`校准文件（${path}）不是 JSON`, error);
  }
}

function invalid(message: string, cause?: unknown): WenceError {
  return new WenceError(
    'invalid_model',
    `${message}。请运行 wence calibrate <题集目录>，为它重新校准。`,
    { cause },
  );
}
