import { describe, expect, it } from 'vitest';
import { checkBaseline, compareRuns, comparisonReport } from '../../src/eval/baseline.js';
import { readSavedRun, type SavedRun } from '../../src/eval/saved-run.js';

const question = (id: string, hit: number, type = 'fact') => ({
  id,
  type,
  question: `问题${id}`,
  scores: { 'hit@1': hit, 'refused-when-should-not': 1 - hit },
  missed: hit === 1 ? [] : ['hit@1'],
});
const run = (results: SavedRun['results'], figures: SavedRun['figures'] = {}): SavedRun => ({
  format: 'wence-eval',
  version: 1,
  kind: 'labelled',
  name: 'sample',
  figures: { 'hit@1': 0, 'refused-when-should-not': 0, 'answer-p50-Ms': 10, ...figures },
  results,
});
const before = run([
  question('1', 1),
  question('2', 0),
  question('3', 1, 'topic'),
  question('4', 0),
]);
const now = run([question('1', 1), question('2', 1), question('3', 0, 'topic'), question('5', 0)], {
  'answer-p50-Ms': 12,
});

describe('a run against an earlier one', () => {
  const comparison = compareRuns(now, before);

  it('compares the questions that both have, and counts the others', () => {
    expect(comparison).toMatchObject({ common: 3, added: 1, removed: 1 });
    expect(comparison.scores[0]).toEqual({
      score: 'hit@1',
      before: 2 / 3,
      now: 2 / 3,
      verdict: 'same',
    });
  });

  it('names the questions that became right and those that became wrong', () => {
    expect(comparison.becameRight.map(({ id }) => id)).toEqual(['2']);
    expect(comparison.becameWrong).toEqual([
      { id: '3', type: 'topic', question: '问题3', missed: ['hit@1'] },
    ]);
  });

  it('says of each score and type what is better, fewer wrong refusals being better', () => {
    expect(comparison.byType).toEqual([
      {
        type: 'fact',
        questions: 2,
        scores: [
          { score: 'hit@1', before: 0.5, now: 1, verdict: 'better' },
          { score: 'refused-when-should-not', before: 0.5, now: 0, verdict: 'better' },
        ],
      },
      {
        type: 'topic',
        questions: 1,
        scores: [
          { score: 'hit@1', before: 1, now: 0, verdict: 'worse' },
          { score: 'refused-when-should-not', before: 0, now: 1, verdict: 'worse' },
        ],
      },
    ]);
    expect(comparison.times).toEqual([
      { score: 'answer-p50-Ms', before: 10, now: 12, verdict: 'worse' },
    ]);
  });

  it('is printed with differences and questions', () => {
    const report = comparisonReport(comparison);
    expect(report).toMatch(/hit@1 +0\.667 +0\.667 +–/u);
    expect(report).toMatch(/topic（1） +hit@1 +1\.000 +0\.000 +-1\.000 ▼/u);
    expect(report).toContain('答对了、原先没答好的 1 道：\n  2 fact  问题2');
    expect(report).toContain('没答好、原先答对了的 1 道：\n  3 topic  问题3（hit@1）');
  });

  it('finds nothing changed against itself', () => {
    const same = compareRuns(now, now);
    expect(same.scores.every(({ verdict }) => verdict === 'same')).toBe(true);
    expect([...same.byType.flatMap(({ scores }) => scores), ...same.becameRight]).toEqual([]);
  });
});

describe('a baseline file', () => {
  it('is read back as it was saved, whatever else stands in it', () => {
    expect(readSavedRun(JSON.stringify({ ...before, failures: [] }), 'b.json')).toEqual(before);
  });

  it.each([
    ['', '是空的'],
    ['{"format":"wence-eval","ver', '可能已损坏'],
    ['{"figures":{}}', '不是 wence eval 的结果'],
    ['[]', '不是 wence eval 的结果'],
    ['{"format":"wence-eval","version":9}', '由另一版本的程序写出'],
    [JSON.stringify({ ...before, figures: { 'hit@1': 'high' } }), 'figures.hit@1 不对'],
    [JSON.stringify({ ...before, results: [] }), 'results 不对'],
  ])('that is %j is refused with the reason', (text, reason) => {
    expect(() => readSavedRun(text, 'b.json')).toThrow(reason);
    expect(() => readSavedRun(text, 'b.json')).toThrow('b.json');
  });

  it('of another set is refused before anything is run', () => {
    const set = { kind: 'labelled' as const, name: 'other', file: 'b.json' };
    expect(() => checkBaseline(before, { ...set, questions: [question('1', 1)] })).not.toThrow();
    const other = { ...question('1', 1), question: '别的问题' };
    expect(() => checkBaseline(before, { ...set, questions: [other] })).toThrow('没有相同的问题');
    expect(() =>
      checkBaseline(before, { ...set, kind: 'passages', questions: [question('1', 1)] }),
    ).toThrow('无法比较');
  });
});
