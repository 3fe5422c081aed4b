import { describe, expect, it } from 'vitest';
import {
  type Calibration,
  calibrationText,
  readCalibration,
} from '../../src/retrieve/calibration.js';
import { NO_REFUSAL_FEATURES } from '../../src/retrieve/refusal-score.js';

const HASH = 'ab'.repeat(32);
const CALIBRATION: Calibration = {
  schemaVersion: 2,
  modelHash: HASH,
  fusion: {
    cosineWeight: 2.5,
    foreignFactor: 2,
    foreignOffset: 0.1,
    windowShare: 0.7,
    slope: 5,
    intercept: -1,
  },
  background: [0.5, -0.25],
  refusal: {
    nearAbove: 0.3,
    refuseBelow: 0.4,
    intercept: 0,
    weights: { ...NO_REFUSAL_FEATURES, relevance: 1 },
  },
  provenance: {
    fittedOn: '2026-01-02',
    sets: [{ name: 'sample', kind: 'labelled', questions: 3, figures: { 'hit@1': 0.9 } }],
  },
};
const SOURCE = { path: 'models/m/calibration.json', modelHash: HASH, dimensions: 2 };
const read = (text: string | undefined, changes: Partial<typeof SOURCE> = {}) =>
  readCalibration({ ...SOURCE, ...changes, text });

describe('a calibration', () => {
  it('reads back as it was written', () => {
    expect(read(calibrationText(CALIBRATION))).toEqual(CALIBRATION);
  });

  it.each([
    ['is missing', undefined, {}],
    ['is not JSON', '{', {}],
    ['lacks a number', '{"schemaVersion":1}', {}],
    ['has a floor above 1', calibrationText(CALIBRATION).replace('0.4', '4'), {}],
    ['belongs to another model', calibrationText(CALIBRATION), { modelHash: 'cd'.repeat(32) }],
    ['has vectors of another length', calibrationText(CALIBRATION), { dimensions: 3 }],
  ])('that %s is refused with what to do', (_case, text, changes) => {
    expect(() => read(text, changes)).toThrow(
      expect.objectContaining({
        code: 'invalid_model',
        message: expect.stringMatching(/models\/m\/calibration\.json.*wence calibrate/s),
      }),
    );
  });
});
