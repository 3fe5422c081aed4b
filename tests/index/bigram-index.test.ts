import { describe, expect, it } from 'vitest';
import { createBigramIndex } from '../../src/index/bigram-index.js';
import { lexicalIndexContract } from '../contracts/lexical-index.js';

lexicalIndexContract('BM25 over pairs of characters', createBigramIndex);

describe('the bigram index', () => {
  const index = createBigramIndex([
    '商务工作要点\n突出重点产业招商，举办招商推介活动不少于10场。',
    '教育工作要点\n推进义务教育学校标准化建设，化解大班额。',
    '村规民约\n犬只不得进入广场。',
  ]);

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

  it('is not moved by English stop words', () => {
    expect(index.search('招商 and of the', { limit: 1 }).maximum).toBe(
      index.search('招商', { limit: 1 }).maximum,
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
