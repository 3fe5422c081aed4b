import { describe, expect, it } from 'vitest';
import { createAnswerer } from '../../src/answer/answerer.js';
import type { RefusalFeatures } from '../../src/retrieve/refusal-score.js';
import { smallLibrary } from '../support/small-library.js';

const NOTICE = `关于夜间集市管理的通知
一、开放时间。夜间集市每晚六点至十一点开放。
二、摊位费用。摊位费每月三百元，由市场管理处收取。
`;

/** What the score looks at when the question's vector lies on the side of official subjects, or of others. */
async function featuresOf(
  question: string,
  { official }: { readonly official: boolean },
): Promise<RefusalFeatures | undefined> {
  const { store, retriever } = smallLibrary({ 'fair.txt': NOTICE });
  const seen: RefusalFeatures[] = [];
  const answerer = createAnswerer({
    store,
    retriever: {
      retrieve: async (text, options) => ({
        ...(await retriever.retrieve(text, options)),
        vector: Float32Array.of(official ? 1 : -1, 0),
      }),
    },
    floors: { refuseBelow: 0.25, subject: { weights: [1, 0], intercept: 0, floor: -0.5 } },
    now: () => new Date('2023-06-01T04:00:00Z'),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
    onRefusalFeatures: (features) => seen.push(features),
  });
  await answerer.ask({ question });
  return seen[0];
}

const SHORT = '集市摊位费多少';
const LONG = '我舅舅想趁着夏天在夜间集市租个摊位卖他自己做的凉皮每月的摊位费一共要交多少';

/** The `reading` of a question when the cross-encoder judges every passage by the words it holds. */
async function readingOf(judge?: (text: string) => number) {
  const { store, retriever } = smallLibrary({ 'fair.txt': NOTICE });
  const seen: RefusalFeatures[] = [];
  const read: string[] = [];
  const answerer = createAnswerer({
    store,
    retriever,
    floors: { refuseBelow: 0.25 },
    now: () => new Date('2023-06-01T04:00:00Z'),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
    onRefusalFeatures: (features) => seen.push(features),
    ...(judge === undefined
      ? {}
      : {
          crossEncoder: {
            score: (question, passages) => {
              read.push(...passages.map(({ text }) => `${question}|${text}`));
              return Promise.resolve(passages.map(({ text }) => judge(text)));
            },
          },
        }),
  });
  await answerer.ask({ question: SHORT });
  return { reading: seen[0]?.reading, read };
}

describe('what the cross-encoder makes of the sections found', () => {
  it('counts by the best of them, read with the question', async () => {
    const { reading, read } = await readingOf((text) => (text.includes('三百元') ? 2.5 : -3));
    expect(reading).toBe(2.5);
    expect(read.length).toBeGreaterThan(1);
    expect(read.every((words) => words.startsWith(SHORT))).toBe(true);
  });

  it('counts no more than so much either way', async () => {
    expect((await readingOf(() => 40)).reading).toBe(6);
    expect((await readingOf(() => -40)).reading).toBe(-6);
  });

  it('says nothing where there is none', async () => {
    expect((await readingOf()).reading).toBe(0);
  });
});

describe('what the refusal score looks at', () => {
  it('is how far a question falls short of official subjects, nothing for one that is of them', async () => {
    expect((await featuresOf(SHORT, { official: true }))?.otherSubject).toBe(0);
    expect((await featuresOf(SHORT, { official: false }))?.otherSubject).toBeCloseTo(0.5);
  });

  it('lets many words speak for a question on an official subject, not for one on another', async () => {
    expect((await featuresOf(LONG, { official: true }))?.length).toBeCloseTo(
      Math.log([...LONG].length),
    );
    expect((await featuresOf(LONG, { official: false }))?.length).toBeCloseTo(Math.log(15));
  });

  it('leaves the length of a short question as it is on either subject', async () => {
    for (const official of [true, false]) {
      expect((await featuresOf(SHORT, { official }))?.length).toBeCloseTo(Math.log(SHORT.length));
    }
  });

  it('does not measure Japanese, which is spelled out, by the length of Chinese questions', async () => {
    const question = '夜間集市のスペースをつかうには毎月いくらかかりますか';
    expect((await featuresOf(question, { official: false }))?.length).toBeCloseTo(
      Math.log(question.length),
    );
  });
});
