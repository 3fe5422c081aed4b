import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../src/retrieve/clause-address.js';
import { plainQuestion } from '../../src/retrieve/question-text.js';

function steps(question: string): readonly string[] {
  return addressesIn(plainQuestion(question)).map(({ steps: found }) =>
    found
      .map(({ unit, number, sub }) => `${unit} ${number}${sub === undefined ? '' : `-${sub}`}`)
      .join(' > '),
  );
}

describe('addresses in a question', () => {
  it.each([
    ['商务要点第12条', 'article 12'],
    ['商务要点第１２条', 'article 12'],
    ['商务要点第十二条', 'article 12'],
    ['要点第 12 条', 'article 12'],
    ['要点第贰拾条', 'article 20'],
    ['民法典第一百〇五条第二款', 'article 105 > paragraph 2'],
    ['民法典第一百零五条第二款第（三）项', 'article 105 > paragraph 2 > item 3'],
    ['刑法第十九条之一', 'article 19-1'],
    ['第三章讲什么', 'chapter 3'],
    ['第二部分第（一）项第3点', 'part 2 > item 1 > loose 3'],
    ['一、（一）3.', 'label-chinese 1 > label-bracket 1 > label-digit 3'],
    ['要点一（一）3', 'label-chinese 1 > label-bracket 1 > label-digit 3'],
    ['（二）里第3点', 'label-bracket 2 > loose 3'],
    ['附件1第二条', 'appendix 1 > article 2'],
    ['民法典12条', 'article 12'],
    ['What does Article 12 say?', 'article 12'],
  ])('%s', (question, expected) => {
    expect(steps(question)).toEqual([expected]);
  });

  it('reads several addresses, with what they share', () => {
    expect(steps('第十条第一款和第二款')).toEqual([
      'article 10 > paragraph 1',
      'article 10 > paragraph 2',
    ]);
    expect(steps('第三条到第五条')).toEqual(['article 3', 'article 4', 'article 5']);
  });

  it.each([
    '违反第十条规定怎么处罚',
    '第三届进口商品博览会',
    '第一方阵是什么',
    'alert(1)森林防火',
    '投资2.5亿元',
    '一刻钟便民生活圈',
    '第三方机构评估',
  ])('does not take for an address: %s', (question) => {
    expect(steps(question)).toEqual([]);
  });
});
