import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { findGold } from '../../src/eval/gold.js';
import type { LabelledQuestion } from '../../src/eval/labelled-questions.js';
import { scoreAnswer } from '../../src/eval/score-labelled.js';
import { answerOf, citationOf, library, rangeOf, sectionIdOf } from './library.js';

const { store } = library;
const ROADS = '2023年公路工作要点';
const bridges = [ROADS, '一、（一）', '全年检测桥梁三十座。'] as const;
const cleaning = [ROADS, '一、（二）', '每周清扫两次。'] as const;
const question: LabelledQuestion = {
  id: 'q1',
  type: 'fact',
  question: '检测多少座桥？',
  turns: [],
  expect: 'answered',
  gold: [{ document: ROADS, address: '一、（一）' }],
  words: ['三十座'],
  all: false,
};

function scored(
  answer: Answer,
  {
    found = [],
    ...changes
  }: Partial<LabelledQuestion> & { readonly found?: readonly (readonly [string, string])[] } = {},
) {
  const asked = { ...question, ...changes };
  const places = found.map(([title, address]) => ({
    ...rangeOf(store, title, '2023年'),
    sectionId: sectionIdOf(store, title, address),
  }));
  const [gold = []] = findGold([asked], store);
  return scoreAnswer({ question: asked, gold, answer, found: places }, store);
}

const cite = (...quotes: readonly (readonly [string, string, string])[]) =>
  quotes.map((quote, index) => citationOf(store, quote, index + 1));

describe('the right clause', () => {
  it('is judged in the search and in the citations separately', () => {
    const scores = scored(answerOf(cite(bridges)), {
      found: [
        [ROADS, '二、（一）'],
        [ROADS, '一、（一）'],
      ],
    });
    expect(scores).toMatchObject({ 'hit@1': 0, 'hit@5': 1, MRR: 0.5, 'cited@1': 1, cited: 1 });
  });

  it('is not cited by a refusal, however well search did', () => {
    const scores = scored(answerOf([]), { found: [[ROADS, '一、（一）']] });
    expect(scores).toMatchObject({
      'hit@1': 1,
      'cited@1': 0,
      cited: 0,
      words: 0,
      'refused-when-should-not': 1,
    });
    expect(scores.precision).toBeUndefined();
  });

  it('is judged by the citations alone where it is looked up, not searched', () => {
    const changes = { type: 'address', found: [[ROADS, '一、（一）']] } as const;
    expect(scored(answerOf(cite(cleaning, bridges)), changes)).toMatchObject({
      'hit@1': 0,
      'hit@5': 1,
    });
    expect(scored(answerOf([]), changes)).toMatchObject({ 'hit@1': 0, 'hit@5': 0 });
  });

  it('is one of several, or all of them where all must be there', () => {
    const gold = [
      { document: ROADS, address: '一、（一）' },
      { document: ROADS, address: '一、（二）' },
    ];
    expect(scored(answerOf(cite(bridges)), { gold })).toMatchObject({ cited: 1 });
    expect(scored(answerOf(cite(bridges)), { gold }).all).toBeUndefined();
    expect(scored(answerOf(cite(bridges)), { gold, all: true }).all).toBe(0.5);
    expect(scored(answerOf(cite(bridges, cleaning)), { gold, all: true }).all).toBe(1);
  });
});

describe('the gold words', () => {
  it('must all stand in the quotes, and the answer’s own words do not count', () => {
    expect(scored(answerOf(cite(bridges))).words).toBe(1);
    expect(scored(answerOf(cite(cleaning), { text: '三十座[1]' })).words).toBe(0);
    expect(scored(answerOf(cite(bridges)), { words: ['三十座', '病害'] }).words).toBe(0);
  });

  it('may run over two quotes that touch', () => {
    const next = [ROADS, '一、（一）', '发现病害'] as const;
    expect(scored(answerOf(cite(bridges, next)), { words: ['三十座。发现'] }).words).toBe(1);
  });
});

describe('precision', () => {
  it('is the gold share of what is quoted, so that a longer answer loses', () => {
    expect(scored(answerOf(cite(bridges))).precision).toBe(1);
    expect(scored(answerOf(cite(bridges, cleaning))).precision).toBeCloseTo(10 / 17);
  });
});

describe('exactness', () => {
  const [citation] = cite(bridges);
  const exact = (changes: Partial<Answer>) => scored(answerOf(cite(bridges), changes)).exact;

  it('is given for slices of the document with their marks', () => {
    expect(exact({})).toBe(1);
  });

  it('is lost by one changed character, also among the nearest sections', () => {
    const changed = citation === undefined ? [] : [{ ...citation, quote: '全年检测桥梁三十处。' }];
    expect(exact({ citations: changed })).toBe(0);
    expect(exact({ nearest: changed })).toBe(0);
  });

  it('is lost by a mark without citation, and by a citation without mark', () => {
    expect(exact({ text: '全年检测桥梁三十座。[1][2]' })).toBe(0);
    expect(exact({ text: '全年检测桥梁三十座。' })).toBe(0);
  });

  it('is lost by an answer that cites nothing, not by a refusal', () => {
    expect(scored(answerOf([], { kind: 'answered', text: '三十座。' })).exact).toBe(0);
    expect(scored(answerOf([])).exact).toBe(1);
  });
});

describe('answering and refusing', () => {
  it('scores only what was expected', () => {
    const refuse = { expect: 'refused', gold: [], words: [] } as const;
    expect(scored(answerOf([]), refuse)).toEqual({ exact: 1, 'refused-when-should': 1 });
    expect(scored(answerOf(cite(bridges)), refuse)).toEqual({ exact: 1, 'refused-when-should': 0 });
    const greet = { expect: 'greeting', gold: [], words: [] } as const;
    expect(scored(answerOf([], { kind: 'greeting' }), greet)).toEqual({ exact: 1, greeting: 1 });
    expect(scored(answerOf([]), greet)).toEqual({ exact: 1, greeting: 0 });
  });
});
