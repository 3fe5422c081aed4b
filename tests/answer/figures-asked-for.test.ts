import { describe, expect, it } from 'vitest';
import { evidenceFor } from '../../src/answer/evidence.js';
import { graspedWords } from '../../src/answer/grasped-words.js';
import type { TermWeights } from '../../src/answer/term-weights.js';
import { answerKindOf } from '../../src/retrieve/answer-kind.js';
import { createQuestionReader } from '../../src/retrieve/interpret-question.js';
import { ask } from '../support/ask.js';
import { smallLibrary } from '../support/small-library.js';

const evidence = (question: string, sentence: string) =>
  evidenceFor(answerKindOf(question), sentence);

describe('a figure that is asked for', () => {
  it.each([
    ['验船师要实习多久', '验船师应当在船厂实习满１年。'],
    ['网店占比达到多少', '网店占农产品销量的三分之一。'],
    ['水库蓄水多少亿立方米', '水库蓄水３亿立方米。'],
    ['去年粮食产量多少亿斤', '粮食产量12.6亿斤。'],
    ['申请几天内受理', '材料齐全的，应当当场受理。'],
    ['船票报名费多少', '报名费为六十元。'],
  ])('%s: %s', (question, sentence) => {
    expect(evidence(question, sentence)).not.toBe('none');
  });

  it.each([
    ['今年引进外资多少亿美元', '新增高技能人才10万人。'],
    ['每月要发多少条信息', '打造一批优质账号，形成一系列产品。'],
    ['验船师考试报名费多少', '检验收费标准为每次六十元。'],
    ['参加一次比赛给多少钱营养费', '参赛者免费享受一次体检。'],
    ['船上的水电费多少', '船员应当在1个月内退回船舱。'],
  ])('%s is not found in: %s', (question, sentence) => {
    expect(evidence(question, sentence)).toBe('none');
  });

  it('is money only where no other thing is counted in ten thousands', () => {
    expect(answerKindOf('水库投资多少亿')).toMatchObject({ unit: 'money' });
    expect(answerKindOf('粮食产量多少亿斤')).toMatchObject({ unit: null });
  });
});

describe('what a sentence holds of a question', () => {
  const weights: TermWeights = { most: 5, weight: () => 5, isKnown: () => true };
  const reader = createQuestionReader([]);
  const held = (question: string, options: { words: readonly string[]; text: string }) =>
    graspedWords(
      {
        question: reader.read(question, new Date('2023-06-01T04:00:00Z')),
        weights,
        wordsOf: () => options.words.map((word) => ({ word, others: [] })),
      },
      { text: options.text, context: '' },
    );

  it('counts words, and no pairs of characters across two of them', () => {
    expect(held('退租要提前多少天', { words: ['退租', '提前'], text: '提前三十日通知' })).toBe(0.5);
  });

  it('counts a row of single characters once, however long it is', () => {
    const words = ['孤儿', '每个月能拿'];
    expect(held('孤儿每个月能拿多少', { words, text: '孤儿养育标准' })).toBe(0.5);
  });

  it('says nothing of a question in another script', () => {
    expect(held('How many events', { words: ['活动'], text: '举办活动' })).toBe(0);
  });
});

describe('how long a document is in force', () => {
  const library = smallLibrary({
    '公寓.txt':
      '云岭市人才公寓办法\n（2022年5月1日云岭市人民政府公布）\n第一条 人才公寓租金按市场价的七成收取。\n第二条 本办法自2022年6月1日起施行，有效期3年。本办法有效期满而补贴尚未付完的，继续执行至付完为止。\n',
  });

  it.each(['《云岭市人才公寓办法》什么时候到期？', '《云岭市人才公寓办法》的有效期是多久？'])(
    '%s',
    async (question) => {
      const { text, citations } = await ask(library, question);
      expect(text).toContain('的有效期到 2025-05-31 为止');
      expect(citations.map(({ quote }) => quote)).toEqual([
        '本办法自2022年6月1日起施行，有效期3年。',
      ]);
    },
  );
});
