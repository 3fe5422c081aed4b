import { describe, expect, it } from 'vitest';
import { readLabelledQuestions } from '../../src/eval/labelled-questions.js';

const line = (changes: object = {}) =>
  JSON.stringify({ id: 'q1', type: 'fact', question: '几次？', expect: 'refused', ...changes });
const read = (...lines: readonly string[]) => readLabelledQuestions(lines.join('\n'), 'set.jsonl');

describe('labelled questions', () => {
  it('need not name gold, words or all', () => {
    expect(read(line(), '', line({ id: 'q2' }), '')).toMatchObject([
      { id: 'q1', gold: [], words: [], all: false },
      { id: 'q2' },
    ]);
  });

  it.each([
    ['a line that is no JSON', '{"id":', /set\.jsonl 第 3 行.*JSON/u],
    ['a missing question', line({ question: '' }), /第 3 行不对（question）/u],
    ['an unknown expectation', line({ expect: 'maybe' }), /第 3 行不对（expect）/u],
    ['a member that has no meaning', line({ golden: [] }), /第 3 行.*golden/u],
    ['a date that is none', line({ now: 'June' }), /第 3 行不对（now）/u],
    ['a day that no calendar has', line({ now: '2023-02-30' }), /第 3 行不对（now）/u],
    ['an answer without gold', line({ expect: 'answered' }), /第 3 行不对（gold）/u],
    [
      'a refusal with gold',
      line({ gold: [{ document: '甲', address: '' }] }),
      /第 3 行不对（gold）/u,
    ],
  ])('are refused with file, line and field for %s', (_name, wrong, message) => {
    expect(() => read(line(), '', wrong)).toThrow(message);
  });

  it('may not share an id', () => {
    expect(() => read(line(), line())).toThrow(/q1/u);
  });
});
