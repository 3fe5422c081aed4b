import { describe, expect, it } from 'vitest';
import { answerKindOf } from '../../src/retrieve/answer-kind.js';
import {
  asksForPenalty,
  namesDeed,
  withoutPenaltyWords,
} from '../../src/retrieve/penalty-question.js';

const asks = (question: string) => asksForPenalty(question, answerKindOf(question));

describe('questions for a penalty', () => {
  it.each([
    ['占道摆摊罚款多少', '占道摆摊'],
    ['在集市用明火会被怎么处罚', '在集市用明火'],
    ['摊主贩卖活禽有什么后果', '摊主贩卖活禽'],
    ['没有亮照经营会怎样', '没有亮照经营'],
    ['冒用他人摊位要负什么法律责任', '冒用他人摊位'],
    ['乱倒垃圾罚多少钱', '乱倒垃圾'],
    ['偷电判几年', '偷电'],
    ['the fine for selling live poultry', 'selling live poultry'],
    ['what is the penalty for selling refined oil', 'selling refined oil'],
    ['安全生产责任制不落实罚多少', '安全生产责任制不落实'],
    ['未投保雇主责任险罚多少钱', '未投保雇主责任险'],
    ['擅自处分集体财产罚款多少', '擅自处分集体财产'],
    ['私分罚没财物会被怎么处罚', '私分罚没财物'],
    ['摊主赌博给予什么处分', '摊主赌博'],
  ])('%s is about: %s', (question, deed) => {
    expect(asks(question)).toBe(true);
    expect(withoutPenaltyWords(question).replace(/^the /u, '')).toBe(deed);
  });

  it.each([
    '对罚款不服怎么办',
    '罚款应当在多少天内缴纳',
    '处分有哪些种类',
    '由哪个部门处罚',
    '什么时候开始处罚',
    '信访事项怎么处理',
    '摊主有什么义务',
    '摊主有什么责任',
    '举报奖励多少钱',
  ])('%s is none', (question) => {
    expect(asks(question)).toBe(false);
  });

  it('may be of any length', () => {
    const long = `${'需要'.repeat(2000)}${' '.repeat(20_000)}what`;
    expect(withoutPenaltyWords(long)).toContain('what');
  });

  it('is left as it is where nothing but the asking would be left', () => {
    expect(withoutPenaltyWords('罚款多少')).toBe('罚款多少');
  });
});

describe('a deed', () => {
  const TITLE = '云岭市集市管理条例';

  it.each(['占用通道', '在集市使用明火', '没证', '带狗去医院', '把摊位转给别人', 'selling'])(
    'is named by: %s',
    (words) => {
      expect(namesDeed(words, TITLE)).toBe(true);
    },
  );

  it.each([
    '云岭市集市管理条例',
    '违反集市条例',
    '违法行为',
    '罚款标准',
    '集市管理单位',
    '学校',
    '',
  ])('is not named by: %s', (words) => {
    expect(namesDeed(words, TITLE)).toBe(false);
  });
});
