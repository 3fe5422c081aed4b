import { describe, expect, it } from 'vitest';
import { evaluateLabelled, missedScores } from '../../src/eval/evaluate-labelled.js';
import { readLabelledQuestions } from '../../src/eval/labelled-questions.js';
import { labelledReport, labelledReportData } from '../../src/eval/labelled-report.js';
import { answerOf, citationOf, library } from './library.js';

const { store, retriever } = library;
const QUESTIONS = readLabelledQuestions(
  [
    '{"id":"q1","type":"fact","question":"检测多少座桥梁","now":"2024-02-29","expect":"answered","gold":[{"document":"2023年公路工作要点","address":"一、（一）"}],"words":["三十座"]}',
    '{"id":"q2","type":"fact","question":"路面保洁","expect":"answered","gold":[{"document":"2023年公路工作要点","address":"一、（二）"}]}',
    '{"id":"q3","type":"refuse-off","question":"今天天气","expect":"refused","gold":[]}',
  ].join('\n'),
  'q.jsonl',
);
const cited = answerOf([
  citationOf(store, ['2023年公路工作要点', '一、（一）', '全年检测桥梁三十座。']),
]);
const evaluate = () =>
  evaluateLabelled(QUESTIONS, {
    store,
    retriever,
    ask: ({ question }) => Promise.resolve(question === '今天天气' ? answerOf([]) : cited),
  });

describe('the evaluation of labelled questions', () => {
  it('asks each question on its own day, and on the default day where it names none', async () => {
    const days: string[] = [];
    await evaluateLabelled(QUESTIONS, {
      store,
      retriever,
      ask: (_request, now) => {
        days.push(now.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }));
        return Promise.resolve(answerOf([]));
      },
    });
    expect(days).toEqual(['2024-02-29', '2023-06-01', '2023-06-01']);
  });

  it('gives means over the questions that a score applies to, and by type', async () => {
    const { figures, byType } = await evaluate();
    expect(figures).toMatchObject({
      'hit@1': 1,
      'cited@1': 0.5,
      words: 1,
      exact: 1,
      'refused-when-should': 1,
      'refused-when-should-not': 0,
      'search-p50-Ms': 2,
      'answer-p95-Ms': 3,
    });
    expect(figures).not.toHaveProperty('greeting');
    expect(byType.map(({ type, questions }) => [type, questions])).toEqual([
      ['fact', 2],
      ['refuse-off', 1],
    ]);
    expect(byType[1]?.figures).toEqual({ exact: 1, 'refused-when-should': 1 });
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(
      evaluateLabelled(QUESTIONS, {
        store,
        retriever,
        ask: () => Promise.resolve(cited),
        signal,
      }),
    ).rejects.toThrow('stopped');
  });

  it('names what fell short, and says nothing of what did not', async () => {
    const evaluation = await evaluate();
    expect(evaluation.results.map(missedScores)).toEqual([[], ['cited@1', 'cited'], []]);
    const data = labelledReportData('q.jsonl', evaluation);
    expect(data.failures).toEqual([
      {
        id: 'q2',
        type: 'fact',
        question: '路面保洁',
        missed: ['cited@1', 'cited'],
        expected: 'answered 《2023年公路工作要点》一、（二）',
        got: 'answered',
        cited: '《2023年公路工作要点》一、（一）',
        found: expect.arrayContaining(['《2023年公路工作要点》一、（二）']),
        text: '全年检测桥梁三十座。[1]',
      },
    ]);
  });

  it('is printed with every score, every type and every failure', async () => {
    const report = labelledReport('q.jsonl', await evaluate());
    expect(report).toMatch(/^题集 q\.jsonl：3 道标注问题/u);
    expect(report).toMatch(/cited@1 +0\.500/u);
    expect(report).toMatch(/^refuse-off +1 .*1\.000/mu);
    expect(report).toContain('q2 fact  路面保洁');
    expect(report).not.toContain('检测多少座桥梁');
  });
});
