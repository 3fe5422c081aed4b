import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LexicalIndex } from '../../src/index/lexical-index.js';

/** Builds the index under test over these passages, by their place in the list. */
export type BuildLexicalIndex = (passages: readonly string[]) => LexicalIndex;

const PASSAGES = [
  '商务工作要点\n突出重点产业招商，举办招商推介活动不少于10场。',
  '教育工作要点\n推进义务教育学校标准化建设，化解大班额。',
  '村规民约\n犬只不得进入广场。',
  '',
];

/** What every {@link LexicalIndex} promises, tried on one implementation. */
export function lexicalIndexContract(name: string, build: BuildLexicalIndex): void {
  const index = build(PASSAGES);

  describe(`${name} as a lexical index`, () => {
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

    it('leaves out what is not accepted', () => {
      const { hits } = index.search('工作要点', { limit: 3, accept: (ordinal) => ordinal !== 0 });
      expect(hits.map(({ ordinal }) => ordinal)).toEqual([1]);
    });

    it('gives what there is when asked for more, and nothing when asked for nothing', () => {
      expect(index.search('工作要点', { limit: 10 }).hits).toHaveLength(2);
      expect(index.search('工作要点', { limit: 0 }).hits).toEqual([]);
      expect(build([]).search('工作要点', { limit: 10 }).hits).toEqual([]);
    });

    it('counts words that the corpus lacks in full, so that they lower the coverage', () => {
      const known = index.search('招商', { limit: 1 });
      const mixed = index.search('招商、量子力学', { limit: 1 });
      expect(mixed.hits[0]?.score).toBeCloseTo(known.hits[0]?.score ?? 0);
      expect(mixed.maximum).toBeGreaterThan(known.maximum);
    });

    it('names the passages that hold every pair of a phrase, and none for a phrase with another pair', () => {
      expect(index.holding('招商推介', 3)).toEqual([0]);
      expect(index.holding('工作要点', 1)).toEqual([0]);
      expect(index.holding('工作要点', 9)).toEqual([0, 1]);
      expect(index.holding('招商推荐', 3)).toEqual([]);
      expect(index.holding('', 3)).toEqual([]);
    });

    it('counts a word by the best of those that say the same, and no higher than the maximum', () => {
      const asked = (words: readonly { readonly word: string; readonly share: number }[]) =>
        index.search({ terms: [], groups: [{ asked: 'dog', span: 1, words }] }, { limit: 3 });
      const one = asked([{ word: '犬只', share: 1 }]);
      expect(one.hits.map(({ ordinal }) => ordinal)).toEqual([2]);
      const two = asked([
        { word: '犬只', share: 1 },
        { word: '广场', share: 1 },
      ]);
      expect(two.hits[0]?.score).toBeLessThanOrEqual(two.maximum);
      expect(two.maximum).toBeCloseTo(one.maximum);
      const less = asked([{ word: '犬只', share: 0.5 }]);
      expect(less.hits[0]?.score).toBeCloseTo((one.hits[0]?.score ?? 0) / 2);
    });

    it('counts a word that neither stands in a passage nor has another for it in full', () => {
      const query = { terms: ['招商'], groups: [{ asked: 'dentist', span: 1, words: [] }] };
      expect(index.search(query, { limit: 1 }).maximum).toBeGreaterThan(
        index.search('招商', { limit: 1 }).maximum,
      );
    });

    it('prefers the word that is asked where a passage has it', () => {
      const query = {
        terms: [],
        groups: [{ asked: '教育', span: 1, words: [{ word: '招商', share: 0.7 }] }],
      };
      expect(index.search(query, { limit: 3 }).hits[0]?.ordinal).toBe(1);
    });

    it('has no maximum for a question without words', () => {
      expect(index.search('？！', { limit: 1 })).toEqual({ hits: [], maximum: 0 });
    });

    it('scores a passage alone as it does in a search, never above the maximum', () => {
      const word = fc.constantFrom(
        '招商',
        '教育',
        '犬',
        '活动',
        '广场',
        '10',
        '量子',
        'RCEP',
        '，',
      );
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
  });
}
