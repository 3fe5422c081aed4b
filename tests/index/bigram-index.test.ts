import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBigramIndex } from '../../src/index/bigram-index.js';

const PASSAGES = [
  '商务工作要点\n突出重点产业招商，举办招商推介活动不少于10场。',
  '教育工作要点\n推进义务教育学校标准化建设，化解大班额。',
  '村规民约\n犬只不得进入广场。',
  '',
];

describe('the bigram index', () => {
  const index = createBigramIndex(PASSAGES);

  it('finds the passage that shares words with the question first', () => {
    expect(index.search('招商推介活动办多少场', { limit: 3 }).hits[0]?.ordinal).toBe(0);
  });

  it('finds nothing for a question without a word of the corpus', () => {
    expect(index.search('量子力学', { limit: 3 }).hits).toEqual([]);
  });

  it('never finds an empty passage, nor counts it', () => {
    expect(index.size).toBe(3);
    const { hits } = index.search('工作要点 犬只 教育', { limit: 10 });
    expect(hits.map(({ ordinal }) => ordinal)).not.toContain(3);
  });

  it('finds simplified text by a traditional question', () => {
    expect(index.search('義務教育學校標準化', { limit: 1 }).hits[0]?.ordinal).toBe(1);
  });

  it('finds traditional text by a simplified question', () => {
    const traditional = createBigramIndex(['義務教育學校標準化建設', '招商引資']);
    expect(traditional.search('义务教育学校', { limit: 1 }).hits[0]?.ordinal).toBe(0);
  });

  it('finds a lone character inside the words of a passage', () => {
    expect(index.search('犬', { limit: 1 }).hits[0]?.ordinal).toBe(2);
  });

  it('does not take a number for another that contains it', () => {
    expect(index.search('100', { limit: 1 }).hits).toEqual([]);
    expect(index.search('10', { limit: 1 }).hits[0]?.ordinal).toBe(0);
  });

  it('leaves out what is not accepted', () => {
    const { hits } = index.search('工作要点', { limit: 3, accept: (ordinal) => ordinal !== 0 });
    expect(hits.map(({ ordinal }) => ordinal)).toEqual([1]);
  });

  it('counts words that the corpus lacks in full, so that they lower the coverage', () => {
    const known = index.search('招商', { limit: 1 });
    const mixed = index.search('招商、量子力学', { limit: 1 });
    expect(mixed.hits[0]?.score).toBeCloseTo(known.hits[0]?.score ?? 0);
    expect(mixed.maximum).toBeGreaterThan(known.maximum);
  });

  it('is not moved by English stop words', () => {
    expect(index.search('招商 and of the', { limit: 1 }).maximum).toBe(
      index.search('招商', { limit: 1 }).maximum,
    );
  });

  it('has no maximum for a question without words', () => {
    expect(index.search('？！', { limit: 1 })).toEqual({ hits: [], maximum: 0 });
  });

  it('scores a passage alone as it does in a search, never above the maximum', () => {
    const word = fc.constantFrom('招商', '教育', '犬', '活动', '广场', '10', '量子', 'RCEP', '，');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const question = words.join('');
        const { hits, maximum } = index.search(question, { limit: 10 });
        for (const { ordinal, score } of hits) {
          expect(index.score(question, ordinal)).toBeCloseTo(score, 4);
          expect(score).toBeLessThanOrEqual(maximum + 1e-6);
        }
      }),
    );
  });

  it('gives the same best hits however many are wanted', () => {
    const many = createBigramIndex(
      Array.from({ length: 500 }, (_, at) => `第${at}号 ${'招商'.repeat((at % 7) + 1)}工作`),
    );
    const all = many.search('招商工作', { limit: 500 }).hits;
    expect(many.search('招商工作', { limit: 10 }).hits).toEqual(all.slice(0, 10));
  });
});
