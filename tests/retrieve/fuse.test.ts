import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fusion, mixedCosine, relevance, scaleFor, scoreOf } from '../../src/retrieve/fuse.js';

const FUSION: Fusion = {
  cosineWeight: 2,
  foreignFactor: 3,
  foreignOffset: 0.1,
  windowShare: 0.5,
  slope: 4,
  intercept: -1,
};
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('fusion', () => {
  it('raises a chunk by its best window, and never lowers it for its worst', () => {
    expect(mixedCosine({ passage: 0.8, windows: [0.7, 0.9] }, 0.5)).toBeCloseTo(0.85);
    expect(mixedCosine({ passage: 0.8, windows: [0.7] }, 0.5)).toBe(0.8);
  });

  it('takes the chunk as it is where it has no windows', () => {
    expect(mixedCosine({ passage: 0.8, windows: [] }, 1)).toBe(0.8);
  });

  it('counts windows in full for a short question and less for a long one', () => {
    const share = (question: string) =>
      scaleFor(question, { fusion: FUSION, baseline: 0 }).windowShare;
    expect(share('外资招商的重点是什么')).toBe(0.5);
    expect(share('某地三个农民专业合作社想要出资设立联合社'.repeat(3))).toBeLessThan(0.3);
  });

  it('weighs the cosine more where no word of the question can stand in Chinese text', () => {
    const weight = (question: string) =>
      scaleFor(question, { fusion: FUSION, baseline: 0 }).cosineWeight;
    expect(weight('How is forest fire prevented?')).toBe(6);
    expect(weight('RCEP 规则')).toBe(2);
  });

  it('rises with cosine and with coverage', () => {
    fc.assert(
      fc.property(unit, unit, unit, (cosine, coverage, more) => {
        const scale = scaleFor('重点', { fusion: FUSION, baseline: 0.8 });
        const at = relevance({ cosine, coverage }, scale);
        expect(relevance({ cosine: cosine + more, coverage }, scale)).toBeGreaterThanOrEqual(at);
        expect(relevance({ cosine, coverage: coverage + more }, scale)).toBeGreaterThanOrEqual(at);
      }),
    );
  });

  it('maps every relevance into 0–1 without changing the order', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [low, high] = [Math.min(left, right), Math.max(left, right)];
        expect(scoreOf(low, FUSION)).toBeGreaterThanOrEqual(0);
        expect(scoreOf(high, FUSION)).toBeLessThanOrEqual(1);
        expect(scoreOf(low, FUSION)).toBeLessThanOrEqual(scoreOf(high, FUSION));
      }),
    );
  });
});
