import { describe, expect, it } from 'vitest';
import { missedBars, readBars } from '../../src/eval/bars.js';

const figures = { 'hit@1': 0.9, 'answer-p50-Ms': 12, 'refused-when-should-not': 0.02 };

describe('bars', () => {
  it('are read one by one or several in one', () => {
    expect(readBars(['hit@1=0.9', 'MRR=0.8, words=1'])).toEqual([
      { figure: 'hit@1', value: 0.9 },
      { figure: 'MRR', value: 0.8 },
      { figure: 'words', value: 1 },
    ]);
    expect(readBars([])).toEqual([]);
  });

  it.each(['hit@1', 'hit@1=', '=0.9', 'hit@1=high'])('are refused when written as %s', (text) => {
    expect(() => readBars([text])).toThrow('hit@1=0.9');
  });

  it('are reached by a score that is as high, and by a time that is as short', () => {
    expect(missedBars(figures, readBars(['hit@1=0.9', 'answer-p50-Ms=12']))).toEqual([]);
    expect(missedBars(figures, readBars(['hit@1=0.95', 'answer-p50-Ms=10']))).toEqual([
      'hit@1 = 0.900，应不低于 0.95',
      'answer-p50-Ms = 12.000，应不超过 10',
    ]);
  });

  it('are ceilings for wrong refusals', () => {
    expect(missedBars(figures, readBars(['refused-when-should-not=0.03']))).toEqual([]);
    expect(missedBars(figures, readBars(['refused-when-should-not=0.01']))).toHaveLength(1);
  });

  it('of a figure that was not measured are an error that names those that were', () => {
    expect(() => missedBars(figures, readBars(['hits=1']))).toThrow(/“hits”.*hit@1/u);
  });
});
