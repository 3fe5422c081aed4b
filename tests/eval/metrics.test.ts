import { describe, expect, it } from 'vitest';
import {
  hitAt,
  mean,
  ndcgAt,
  percentile,
  recallAt,
  reciprocalRank,
} from '../../src/eval/metrics.js';

const judged = (ranking: readonly string[], ...gold: readonly string[]) => ({
  ranking,
  gold: new Set(gold),
});

describe('measures of a ranking', () => {
  it('hit@k looks at the first k places only', () => {
    expect(hitAt(1, judged(['a', 'b'], 'b'))).toBe(0);
    expect(hitAt(2, judged(['a', 'b'], 'b'))).toBe(1);
    expect(hitAt(5, judged([], 'b'))).toBe(0);
  });

  it('recall@k is the share of the gold that was found, each item once', () => {
    expect(recallAt(3, judged(['a', 'b', 'a'], 'a', 'c'))).toBe(0.5);
    expect(recallAt(3, judged(['a']))).toBe(0);
  });

  it('the reciprocal rank is of the first gold item', () => {
    expect(reciprocalRank(judged(['x', 'y', 'a', 'b'], 'a', 'b'))).toBeCloseTo(1 / 3);
    expect(reciprocalRank(judged(['x'], 'a'))).toBe(0);
  });

  it('nDCG is 1 for the best order, less for a later place, and nothing for a repetition', () => {
    expect(ndcgAt(10, judged(['a', 'b', 'x'], 'a', 'b'))).toBe(1);
    expect(ndcgAt(10, judged(['x', 'a'], 'a'))).toBeCloseTo(1 / Math.log2(3));
    expect(ndcgAt(10, judged(['a', 'a'], 'a', 'b'))).toBeLessThan(1);
    expect(ndcgAt(1, judged(['x', 'a'], 'a'))).toBe(0);
    expect(ndcgAt(10, judged(['a']))).toBe(0);
  });

  it('has no mean and no percentile of nothing', () => {
    expect(mean([])).toBeNull();
    expect(percentile([], 50)).toBeNull();
    expect(mean([1, 2])).toBe(1.5);
  });

  it('takes percentiles by nearest rank, whatever the order', () => {
    expect(percentile([3, 1, 2], 50)).toBe(2);
    expect(percentile([4, 1, 3, 2], 50)).toBe(2);
    expect(percentile([3, 1, 2], 95)).toBe(3);
    expect(percentile([3, 1, 2], 0)).toBe(1);
  });
});
