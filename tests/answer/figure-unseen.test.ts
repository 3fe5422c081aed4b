import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { createAnswerer } from '../../src/answer/answerer.js';
import { NO_REFUSAL_FEATURES } from '../../src/retrieve/refusal-score.js';
import { smallLibrary } from '../support/small-library.js';

const NOTICE = `关于夜间集市管理的通知
一、摊位费用。夜间集市的摊位费按上年标准减半收取。
二、办理时间。夜间集市的摊位申请随到随办。
三、联系方式。夜间集市的联系电话另行公布。
`;

/** Asks with a refusal score of `1 / (1 + e^−logOdds)`, whatever is found. */
async function askWith(logOdds: number, question: string): Promise<Answer> {
  const { store, retriever } = smallLibrary({ 'fair.txt': NOTICE });
  const model = { intercept: logOdds, weights: NO_REFUSAL_FEATURES, refuseBelow: 0.28 };
  const answerer = createAnswerer({
    store,
    retriever,
    floors: { refuseBelow: 0.25, refusal: model },
    now: () => new Date('2023-06-01T04:00:00Z'),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
  });
  return await answerer.ask({ question });
}

describe('a figure that no sentence is seen to give', () => {
  it('is answered with the nearest sentence where the clause is surely the one asked about', async () => {
    const fee = await askWith(7, '夜间集市的摊位费收取多少元');
    expect(fee.kind).toBe('answered');
    expect(fee.citations[0]?.quote).toContain('减半收取');
    const date = await askWith(7, '夜间集市的摊位申请什么时候办');
    expect(date.citations[0]?.quote).toContain('随到随办');
  });

  it('is refused for the figure where there is any doubt of the clause', async () => {
    const answer = await askWith(4, '夜间集市的摊位费收取多少元');
    expect(answer.kind).toBe('refused');
    expect(answer.text).toContain('没有写明');
  });

  it('is refused for a telephone number, which nobody writes in other words', async () => {
    const answer = await askWith(7, '夜间集市的联系电话是多少');
    expect(answer.kind).toBe('refused');
    expect(answer.text).toContain('没有写明');
  });
});
