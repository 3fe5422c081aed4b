import { describe, expect, it } from 'vitest';
import { createBigramIndex } from '../../src/index/bigram-index.js';
import { createExactIndex } from '../../src/index/exact-index.js';
import { createRetriever } from '../../src/retrieve/retrieve.js';
import { fakeEmbedder } from '../support/fake-embedder.js';
import { smallLibrary } from '../support/small-library.js';

const BUSINESS = `2023年商务工作要点
一、聚焦招商引资
（一）强化顶层设计。举办招商推介活动不少于10场。
（二）突出外资招商。赴日韩开展外资招商。
`;
const EDUCATION = `2022年教育工作要点
一、推进均衡发展
（一）化解大班额。新建学校三所，招商不是学校的事。
（二）改革评价。完善教师评价。
`;
const FUSION = {
  cosineWeight: 2,
  foreignFactor: 1,
  foreignOffset: 0,
  windowShare: 0.7,
  slope: 4,
  intercept: -1,
};

async function searching() {
  const { store } = smallLibrary({ 'a.txt': BUSINESS, 'b.txt': EDUCATION });
  const embedder = fakeEmbedder();
  const passages = store.chunks.map(
    ({ context, documentId, start, end }) =>
      `${context}\n${store.document(documentId)?.text.slice(start, end) ?? ''}`,
  );
  const vectors = await embedder.embedPassages(passages);
  return {
    store,
    ...createRetriever({
      store,
      lexical: createBigramIndex(passages),
      vectors: createExactIndex(
        vectors.map((passage) => ({ passage, windows: [] })),
        embedder.dimensions,
      ),
      embedder,
      calibration: { fusion: FUSION, background: Array(embedder.dimensions).fill(0) },
    }),
  };
}

const titles = async (question: string, filter = {}) => {
  const { retrieve } = await searching();
  const { sections } = await retrieve(question, { limit: 10, filter });
  return sections.map(({ section }) => section.title);
};

describe('retrieval', () => {
  it('puts the section that speaks of the question first', async () => {
    expect((await titles('赴日韩外资招商'))[0]).toBe('突出外资招商');
    expect((await titles('大班额怎么化解'))[0]).toBe('化解大班额');
  });

  it('finds the same by a traditional question', async () => {
    expect((await titles('赴日韓外資招商'))[0]).toBe('突出外资招商');
  });

  it('gives one result a section, best first, with the place of its best chunk', async () => {
    const { retrieve } = await searching();
    const { sections } = await retrieve('招商推介活动', { limit: 10 });
    const ids = sections.map(({ document, section }) => document.id + section.id);
    expect(new Set(ids).size).toBe(ids.length);
    const scores = sections.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const [first] = sections;
    expect(first?.document.text.slice(first.start, first.end)).toContain('招商推介活动不少于10场');
    expect(first?.path.at(-1)).toBe(first?.section);
  });

  it('gives no more than are wanted, and none of an empty index', async () => {
    const { retrieve } = await searching();
    expect((await retrieve('招商', { limit: 1 })).sections).toHaveLength(1);
  });

  it('keeps to the documents, departments and years of the filter, all of them together', async () => {
    const { store } = await searching();
    const education = store.documents[1];
    expect(await titles('招商', { documentIds: [education?.id] })).not.toContain('突出外资招商');
    expect(await titles('招商', { years: [2022] })).toContain('化解大班额');
    expect(await titles('招商', { years: [2022] })).not.toContain('突出外资招商');
    expect(await titles('招商', { years: [2022], documentIds: [store.documents[0]?.id] })).toEqual(
      [],
    );
    expect(await titles('招商', { departments: ['没有这个部门'] })).toEqual([]);
  });

  it('does not narrow by empty lists', async () => {
    const all = await titles('招商');
    expect(await titles('招商', { documentIds: [], departments: [], years: [] })).toEqual(all);
  });

  it('keeps coverage between 0 and 1 and scores comparable between questions', async () => {
    const { retrieve } = await searching();
    const [known] = (await retrieve('举办招商推介活动', { limit: 1 })).sections;
    const [foreign] = (await retrieve('量子纠缠实验', { limit: 1 })).sections;
    expect(known?.features.coverage).toBeGreaterThan(0.3);
    expect(known?.features.coverage).toBeLessThanOrEqual(1);
    expect(known?.score ?? 0).toBeGreaterThan(foreign?.score ?? 1);
  });
});
