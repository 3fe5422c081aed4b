import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer/answerer.js';
import type { AnswererParts } from '../../src/answer/answerer-parts.js';
import { NO_REFUSAL_FEATURES } from '../../src/retrieve/refusal-score.js';
import { smallLibrary } from '../support/small-library.js';

const NOTICE = `关于夜间集市管理的通知
一、开放时间。夜间集市每晚六点至十一点开放。
二、摊位要求。摊主应当亮照经营，保持摊位清洁。
`;

const library = smallLibrary({ 'fair.txt': NOTICE });

/** How an answer turns out, and how many passages were read, where the cross-encoder says `reading` of each. */
async function asked(
  question: string,
  { intercept, reading }: { readonly intercept: number; readonly reading: number },
) {
  let read = 0;
  const parts: AnswererParts = {
    ...library,
    floors: {
      refuseBelow: 0.25,
      refusal: { refuseBelow: 0.5, intercept, weights: { ...NO_REFUSAL_FEATURES, reading: 1 } },
    },
    now: () => new Date('2023-06-01T04:00:00Z'),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
    crossEncoder: {
      score: (_, passages) => {
        read += passages.length;
        return Promise.resolve(passages.map(() => reading));
      },
    },
  };
  const { kind } = await createAnswerer(parts).ask({ question });
  return { kind, read };
}

const QUESTION = '夜间集市的摊位要求';

describe('the sections found are read with the question', () => {
  it('where the decision to refuse turns on it, either way', async () => {
    const refused = await asked(QUESTION, { intercept: 0, reading: -2 });
    const answered = await asked(QUESTION, { intercept: 0, reading: 2 });
    expect([refused.kind, answered.kind]).toEqual(['refused', 'answered']);
    expect(refused.read).toBeGreaterThan(0);
  });

  it('not where the rest leaves no doubt, for or against', async () => {
    expect(await asked(QUESTION, { intercept: 9, reading: -6 })).toEqual({
      kind: 'answered',
      read: 0,
    });
    expect(await asked(QUESTION, { intercept: -9, reading: 6 })).toEqual({
      kind: 'refused',
      read: 0,
    });
  });
});
