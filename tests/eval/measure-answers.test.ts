import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/answer/answer.js';
import {
  containedBigrams,
  measureAnswers,
  quotedWords,
  rougeL,
} from '../../src/eval/measure-answers.js';

const TEXT = '补贴每亩五百元。申请人到窗口办理。其他不变。';

describe('the words of an answer', () => {
  it('are its quotes in the order of their numbers', () => {
    expect(quotedWords(answer([cite(8, 17), cite(0, 7)]))).toBe('申请人到窗口办理。补贴每亩五百元');
  });

  it('count once where quotes overlap', () => {
    expect(quotedWords(answer([cite(0, 12), cite(8, 17)]))).toBe(TEXT.slice(0, 17));
  });

  it('are none of a refusal', () => {
    expect(quotedWords(answer([]))).toBe('');
  });
});

describe('rougeL', () => {
  it('is 1 for the very words, blanks aside, and 0 for none in common', () => {
    expect(rougeL('每亩 五百元', '每亩五百元')).toBe(1);
    expect(rougeL('每亩', '窗口')).toBe(0);
    expect(rougeL('', '窗口')).toBe(0);
  });

  it('weighs what is missing and what is too much alike', () => {
    // Four characters of the subsequence, eight and four in all.
    expect(rougeL('每亩五百', '每亩五百元人民币')).toBeCloseTo(8 / 12);
    expect(rougeL('每亩五百元人民币', '每亩五百')).toBeCloseTo(8 / 12);
  });

  it('keeps the order of the words', () => {
    expect(rougeL('百五', '五百')).toBeCloseTo(0.5);
  });
});

describe('containedBigrams', () => {
  it('is the share of the pairs of characters that are quoted', () => {
    expect(containedBigrams('五百元', TEXT)).toBe(1);
    expect(containedBigrams('五百万', TEXT)).toBe(0.5);
    expect(containedBigrams('五百元', '')).toBe(0);
  });

  it('takes a single character for itself', () => {
    expect(containedBigrams('亩', TEXT)).toBe(1);
    expect(containedBigrams('斤', TEXT)).toBe(0);
  });
});

describe('measureAnswers', () => {
  it('asks what has an answer, and counts refusals and the right document', async () => {
    const set = {
      name: 'set',
      documents: [{ id: 'd', title: '', text: TEXT }],
      questions: [
        { id: '1', text: '补贴多少', goldDocuments: ['d'], answer: '每亩五百元' },
        { id: '2', text: '在哪里办', goldDocuments: ['d'], answer: '窗口' },
        { id: '3', text: '无答案', goldDocuments: ['d'], answer: '' },
      ],
    };
    const { questions, figures } = await measureAnswers(set, {
      ask: async (question) => answer(question === '补贴多少' ? [cite(2, 7)] : []),
      documentOf: () => 'd',
    });
    expect(questions).toBe(2);
    expect(figures).toMatchObject({ rougeL: 0.5, contained: 0.5, refused: 0.5, 'document@1': 0.5 });
  });
});

function cite(start: number, end: number): Citation {
  return {
    index: 1,
    documentId: 'x',
    documentTitle: '办法',
    sectionId: 's',
    address: '',
    headingPath: [],
    quote: TEXT.slice(start, end),
    start,
    end,
    url: '/',
    score: 1,
  };
}

function answer(citations: readonly Citation[]): Answer {
  return {
    id: 'a',
    conversationId: 'c',
    kind: citations.length === 0 ? 'refused' : 'answered',
    question: '',
    interpretedQuestion: '',
    text: '',
    citations: [...citations],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 0, totalMs: 0 },
  };
}
