import { describe, expect, it } from 'vitest';
import { bestThreshold, calibrate } from '../../src/eval/calibrate.js';
import {
  backgroundOf,
  type CalibrationQuestion,
  type CalibrationSet,
} from '../../src/eval/calibration-set.js';
import { bestScore, fitFusion, fusionFigures } from '../../src/eval/fit-fusion.js';
import { fitLogistic } from '../../src/eval/logistic.js';
import { calibrationSchema } from '../../src/retrieve/calibration.js';
import { NO_REFUSAL_FEATURES } from '../../src/retrieve/refusal-score.js';

const row = (passage: number, coverage: number, isGold: boolean, window = passage) => ({
  passage,
  window,
  coverage,
  isGold,
});
const answerable = (rows: CalibrationQuestion['rows']): CalibrationQuestion => ({
  question: '重点是什么',
  baseline: 0.8,
  goldCount: 1,
  rows,
});
const off: CalibrationQuestion = {
  question: '今天天气',
  baseline: 0.8,
  goldCount: 0,
  rows: [row(0.81, 0.05, false), row(0.8, 0, false)],
};

/** Gold is nearer in meaning and shares a few words less: only a weight of more than 2 is right. */
const BY_MEANING: CalibrationSet = {
  name: 'meaning',
  kind: 'labelled',
  questions: [
    ...Array.from({ length: 4 }, () => answerable([row(0.92, 0.3, true), row(0.87, 0.41, false)])),
    off,
    off,
  ],
};
const LABELLED = [BY_MEANING];

describe('fitting the fusion', () => {
  it('finds a weight under which the gold comes first', () => {
    const fusion = fitFusion(LABELLED);
    expect(fusion.cosineWeight).toBeGreaterThan(2);
    expect(fusionFigures(BY_MEANING, fusion)['hit@1']).toBe(1);
  });

  it('scores what can be answered above what cannot', () => {
    const fusion = fitFusion(LABELLED);
    const [first] = BY_MEANING.questions;
    expect(bestScore(first ?? off, fusion)).toBeGreaterThan(bestScore(off, fusion));
  });

  it('counts gold that no search found as lost', () => {
    const lost = answerable([row(0.9, 0.2, false)]);
    const set: CalibrationSet = { name: 's', kind: 'passages', questions: [lost] };
    expect(fusionFigures(set, fitFusion(LABELLED))['R@5']).toBe(0);
  });
});

describe('a logistic map', () => {
  it('gives one half where right and wrong are as likely', () => {
    const outcomes = [-1, 0, 1, 2].flatMap((value) => [
      { value, isRight: true, weight: value > 0 ? 3 : 1 },
      { value, isRight: false, weight: value > 0 ? 1 : 3 },
    ]);
    const { slope, intercept } = fitLogistic(outcomes);
    expect(1 / (1 + Math.exp(-(slope * 0.5 + intercept)))).toBeCloseTo(0.5, 1);
  });

  it('rises and stays finite, also for outcomes that part perfectly or the wrong way round', () => {
    for (const isTurned of [false, true]) {
      const outcomes = [-2, -1, 1, 2].map((value) => ({
        value,
        isRight: value > 0 !== isTurned,
        weight: 1,
      }));
      const { slope, intercept } = fitLogistic(outcomes);
      expect(slope).toBeGreaterThan(0);
      expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
    }
  });
});

const FEATURES = { ...NO_REFUSAL_FEATURES, length: 2 };

describe('calibrating', () => {
  const options = {
    modelHash: 'ab'.repeat(32),
    background: Float32Array.of(0.1, 0.2),
    fittedOn: '2026-01-02',
    previous: undefined,
  };

  it('gives a file that its reader accepts, saying what it was fitted on', async () => {
    const { calibration } = await calibrate(LABELLED, options);
    expect(calibrationSchema.safeParse(calibration).success).toBe(true);
    expect(calibration.provenance.fittedOn).toBe('2026-01-02');
    expect(calibration.provenance.sets[0]?.figures['hit@1']).toBe(1);
  });

  it('fits the refusal score to what the answerer left for it to decide', async () => {
    const observations = [0.2, 0.4, 0.6, 0.8].flatMap((held) =>
      [true, false].map((isAnswerable) => ({
        question: `${held}`,
        isAnswerable,
        features: { ...FEATURES, held: isAnswerable ? held + 0.15 : held - 0.15 },
        decidedBy: 'score' as const,
      })),
    );
    const { calibration, refusals } = await calibrate(LABELLED, {
      ...options,
      observe: () => Promise.resolve([{ name: 'a', fitted: observations, measured: observations }]),
    });
    expect(calibration.refusal.weights.held).toBeGreaterThan(0);
    expect(refusals[0]?.area).toBeGreaterThan(refusals[0]?.areaByRelevance ?? 1);
    expect(refusals[0]?.chosen?.refusedWhenShouldNot).toBeLessThanOrEqual(0.3);
  });

  it('fits no refusal where there is nothing to refuse, and still has a threshold', async () => {
    const passages: CalibrationSet = { ...BY_MEANING, kind: 'passages' };
    const { refusals, calibration } = await calibrate([passages], options);
    expect(refusals).toEqual([]);
    expect(calibration.refusal.refuseBelow).toBeGreaterThan(0);
    expect(calibration.refusal.weights.relevance).toBe(1);
  });

  it('compares with the calibration before', async () => {
    const { calibration } = await calibrate(LABELLED, options);
    const again = await calibrate(LABELLED, { ...options, previous: calibration });
    expect(again.sets[0]?.before).toEqual(again.sets[0]?.after);
  });

  it('rather refuses too little than what the documents answer', () => {
    const curve = [
      { refuseBelow: 0.2, refusedWhenShould: 0.5, refusedWhenShouldNot: 0.01 },
      { refuseBelow: 0.3, refusedWhenShould: 0.9, refusedWhenShouldNot: 0.02 },
      { refuseBelow: 0.4, refusedWhenShould: 1, refusedWhenShouldNot: 0.1 },
    ];
    expect(bestThreshold([curve])).toBe(0.3);
    expect(bestThreshold([])).toBeUndefined();
  });
});

describe('the background', () => {
  it('is the mean of the sets, however large each is', () => {
    const many = Array.from({ length: 9 }, () => Float32Array.of(1, 0));
    const background = backgroundOf([many, [Float32Array.of(0, 1)], []], 2);
    expect(background[0]).toBeCloseTo(0.5);
    expect(background[1]).toBeCloseTo(0.5);
  });
});
