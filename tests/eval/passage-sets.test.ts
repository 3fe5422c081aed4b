import { describe, expect, it } from 'vitest';
import { measurePassages } from '../../src/eval/measure-passages.js';
import { indexPassages } from '../../src/eval/passage-index.js';
import { readPassageSet } from '../../src/eval/passage-set.js';
import { createRetriever } from '../../src/retrieve/retrieve.js';
import { fakeEmbedder } from '../support/fake-embedder.js';

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const CORPUS = [
  { id: 'p1', title: '养犬规定', text: '犬只不得进入公园。违者罚款。' },
  { id: 'p2', title: '献血条例', text: '献血者凭证优先用血。', law: '未用的字段' },
  { id: 'p3', title: '停车办法', text: '泊位按时收费。' },
];
const QUERIES = [
  { id: 'q1', text: '犬只能进公园吗', gold: ['p1'] },
  { id: 'q2', text: '献血者用血有什么优先', gold: ['p2', 'p9'] },
];

describe('reading a passage set', () => {
  it('takes passages and questions, and leaves out what it does not know', () => {
    const set = readPassageSet('demo', { corpus: lines(CORPUS), queries: lines(QUERIES) });
    expect(set.passages).toHaveLength(3);
    expect(set.queries[0]?.gold).toEqual(['p1']);
  });

  it.each([
    ['a line that is no JSON', '{', lines(QUERIES), /corpus.*1/],
    ['a passage without text', lines([{ id: 'p1' }]), lines(QUERIES), /text/],
    ['an id that stands twice', lines([...CORPUS, ...CORPUS]), lines(QUERIES), /p1 用了两次/],
    ['a question without its passage', lines(CORPUS.slice(1)), lines(QUERIES), /q1/],
  ])('refuses %s by name', (_case, corpus, queries, message) => {
    expect(() => readPassageSet('demo', { corpus, queries })).toThrow(
      expect.objectContaining({
        code: 'invalid_evaluation_set',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('measuring a passage set', () => {
  it('goes through the retriever and finds what shares the words', async () => {
    const set = readPassageSet('demo', { corpus: lines(CORPUS), queries: lines(QUERIES) });
    const embedder = fakeEmbedder();
    const index = await indexPassages(set, { embedder });
    const retriever = createRetriever({
      ...index,
      embedder,
      calibration: {
        fusion: {
          cosineWeight: 1,
          foreignFactor: 1,
          foreignOffset: 0,
          windowShare: 0.5,
          slope: 4,
          intercept: 0,
        },
        background: Array(embedder.dimensions).fill(0),
      },
    });
    let clock = 0;
    const measured = await measurePassages(set, { retriever, clockMs: () => (clock += 5) });
    expect(measured.figures['hit@1']).toBe(1);
    // One of the two gold passages of the second question is not in the corpus.
    expect(measured.figures['R@5']).toBe(0.75);
    expect(measured.figures.p50Ms).toBe(5);
    expect(measured.failures).toEqual([]);
  });

  it('embeds a passage of several sentences as a whole and by windows, each under its title', async () => {
    const text = '第一句话说明适用的范围和对象，以及主管的部门。'.repeat(8);
    const embedder = fakeEmbedder();
    const passages = [{ id: 'p', title: '办法', text }];
    const { store } = await indexPassages({ name: 'x', passages, queries: [] }, { embedder });
    expect(store.chunks[0]?.windows.length).toBeGreaterThan(1);
    expect(embedder.embedded).toHaveLength(1 + (store.chunks[0]?.windows.length ?? 0));
    expect(embedder.embedded.every((one) => one.startsWith('办法\n'))).toBe(true);
  });
});
