import { describe, expect, it } from 'vitest';
import { createBigramIndex } from '../../src/index/bigram-index.js';
import { expandQuestion } from '../../src/retrieve/expand-question.js';
import { createExpandingIndex } from '../../src/retrieve/expanding-index.js';
import { readLexicon } from '../../src/retrieve/fs-lexicon.js';
import { createLexicon } from '../../src/retrieve/lexicon.js';

const PASSAGES = [
  '商务工作要点\n支持跨境电子商务产业园发展，培育网络企业。',
  '教育工作要点\n未成年人心理健康，加强学校安保人员配备。',
  '镇乡工作要点\n加强学校周边治安，校园安全全覆盖。',
];
const corpus = createBigramIndex(PASSAGES);
const lexicon = createLexicon({
  english: Buffer.from(
    'commerc\t商业 商务\ncross border\t越境 跨境\necommerc\t电子商务\nplan\t计划\nschool\t学校 学舍\n',
  ),
  officialEnglish:
    '# a remark\ncross-border e-commerce\t跨境电商、跨境电子商务\nschool\t校园\nguard\t安保\n',
  everyday: '# a remark\n\n保安\t安保人员、保卫人员\n娃娃\t未成年人、儿童\n',
  synonyms: Buffer.from('周围\t周边 四周\n心理\t精神 治安\n'),
  words: Buffer.from('学校\n公积金\n'),
});
const known = { lexicon, corpus };
const { lexical, meaningOf } = createExpandingIndex(corpus, lexicon);
const first = (question: string) => lexical.search(question, { limit: 1 }).hits[0]?.ordinal;
const coverage = (question: string) => {
  const { hits, maximum } = lexical.search(question, { limit: 1 });
  return (hits[0]?.score ?? 0) / maximum;
};

describe('a question in words that the documents do not use', () => {
  it('finds Chinese text by English words', () => {
    expect(first('What is planned for cross-border e-commerce?')).toBe(0);
    expect(corpus.search('cross-border e-commerce', { limit: 1 }).hits).toEqual([]);
  });

  it('takes the longest phrase that the corpus has a word for, and else its words', () => {
    const asked = (question: string) =>
      expandQuestion(question, known).groups.map((group) => [
        group.asked,
        group.words.map(({ word }) => word),
      ]);
    expect(asked('cross-border e-commerce')).toEqual([
      ['cross-border e-commerce', ['跨境电子商务']],
    ]);
    expect(asked('cross-border commerce')).toEqual([
      ['cross-border', ['跨境']],
      ['commerce', ['商务']],
    ]);
  });

  it('counts an English word without a Chinese one in full, and function words not at all', () => {
    expect(coverage('schools')).toBeGreaterThan(0.3);
    expect(coverage('schools of dentistry')).toBeLessThan(coverage('schools') * 0.7);
    expect(coverage('Which schools are mentioned?')).toBeCloseTo(coverage('schools'));
  });

  it('counts several words for one thing once', () => {
    const { hits, maximum } = lexical.search('school guards', { limit: 1 });
    expect(hits[0]?.score ?? 0).toBeLessThanOrEqual(maximum + 1e-6);
  });

  it('finds official words by everyday ones', () => {
    expect(first('学校请不请保安')).toBe(1);
    expect(coverage('保安')).toBeGreaterThan(0.3);
    expect(coverage('保镖')).toBe(0);
  });

  it('finds words of the same meaning by those that the corpus lacks, and only by those', () => {
    const asked = (question: string) =>
      expandQuestion(question, known).groups.map(({ asked: word, words }) => [
        word,
        words[0]?.word,
      ]);
    expect(asked('学校周围')).toEqual([['周围', '周边']]);
    expect(asked('学校心理')).toEqual([]);
  });

  it('leaves a question alone that neither list knows', () => {
    expect(expandQuestion('学校周边治安', known)).toEqual({
      terms: ['学校', '校周', '周边', '边治', '治安'],
      groups: [],
    });
    expect(lexical.search('学校周边治安', { limit: 3 })).toEqual(
      corpus.search('学校周边治安', { limit: 3 }),
    );
  });

  it('scores a passage alone as in a search', () => {
    for (const question of ['娃娃的心理健康', 'school guards', '学校 plan 保安']) {
      for (const { ordinal, score } of lexical.search(question, { limit: 3 }).hits) {
        expect(lexical.score(question, ordinal)).toBeCloseTo(score, 4);
      }
    }
  });

  it('gives the model the Chinese words of a foreign question behind it, and a Chinese one as it is', () => {
    expect(meaningOf('school guards')).toMatch(/^school guards (?:学校|校园) 安保$/);
    expect(meaningOf('学校的保安')).toBe('学校的保安');
  });
});

describe('the lexicon that comes with the program', () => {
  it('knows words of administration in English, and what a dictionary has', async () => {
    const shipped = await readLexicon();
    expect(shipped.fromEnglish(['disciplin', 'inspection'])).toContain('纪检监察');
    expect(shipped.fromEnglish(['passport'])).toContain('护照');
    expect(shipped.fromEnglish(['zzzz'])).toEqual([]);
    expect(shipped.isWord('公积金')).toBe(true);
    expect(shipped.isWord('资本公')).toBe(false);
  });

  it('knows everyday words, in lists without a mistake of form', async () => {
    const shipped = await readLexicon();
    expect(shipped.fromEveryday('小孩')).toContain('儿童');
    expect(shipped.fromEveryday('儿童福利')).toEqual([]);
    expect(shipped.longestEveryday).toBeGreaterThan(2);
  });
});
