import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer/answerer.js';
import type { QuestionRepair } from '../../src/retrieve/repair/repair-question.js';
import { smallLibrary } from '../support/small-library.js';

const library = smallLibrary({
  '商务.txt': '2023年商务工作要点\n一、跨境电商\n拓宽跨境电商货源渠道，举办跨境电商推介会。\n',
});

/** Reads 夸境 as 跨境 and 量子 as 量字, whatever the documents print. */
const repair: QuestionRepair = {
  repair(question) {
    const corrections = [
      { from: '夸境电商', to: '跨境电商' },
      { from: '量子', to: '量字' },
    ].filter(({ from }) => question.includes(from));
    const repaired = corrections.reduce((text, { from, to }) => text.replace(from, to), question);
    return { question: repaired, corrections };
  },
};

function ask(question: string) {
  const answerer = createAnswerer({
    ...library,
    floors: { refuseBelow: 0.25 },
    now: () => new Date('2023-06-01T04:00:00Z'),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
    repair,
  });
  return answerer.ask({ question });
}

describe('an answer to a question with slips', () => {
  it('is the answer to the question as repaired, and says so', async () => {
    const answer = await ask('夸境电商货源渠道');
    expect(answer.kind).toBe('answered');
    expect(answer.question).toBe('夸境电商货源渠道');
    expect(answer.interpretedQuestion).toBe('跨境电商货源渠道');
    expect(answer.notices[0]).toEqual({
      kind: 'corrected',
      message: '已按“跨境电商”理解（原文为“夸境电商”）。',
    });
  });

  it('says so in English where the question is English', async () => {
    const answer = await ask('Where do goods of 夸境电商 come from, by which channels?');
    expect(answer.notices[0]).toEqual({
      kind: 'corrected',
      message: 'Read as “跨境电商” (typed “夸境电商”).',
    });
  });

  it('has no such notice for a question without slips', async () => {
    const { notices } = await ask('跨境电商货源渠道');
    expect(notices.map(({ kind }) => kind)).not.toContain('corrected');
  });

  it('is refused as typed where the repaired question finds nothing either', async () => {
    const answer = await ask('量子力学是什么');
    expect(answer.kind).toBe('refused');
    expect(answer.interpretedQuestion).toBe('量子力学是什么');
    expect(answer.notices).toEqual([]);
  });
});
