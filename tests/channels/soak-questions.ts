import type { Answer, Answerer } from '../../src/answer/answer.js';

/** By which bot the nth question is asked; `hook` and `stream` are DingTalk's two modes. */
export function askedBy(n: number): 'bot' | 'app' | 'hook' | 'stream' {
  return (['bot', 'app', 'hook', 'bot', 'app', 'hook', 'stream'] as const)[n % 7] ?? 'bot';
}

/** Points of each answer. */
export const POINTS = 3;

/** Marks of points in a text that people see: `[question, point]`. */
export function pointsIn(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/【(\d+):(\d+)】/g)].map(([, n, k]) => [Number(n), Number(k)] as const);
}

/** Answers after a moment: one in forty takes seconds, two take longer than a stream lasts. */
export const soakAnswerer: Answerer = {
  ask: async ({ question }) => {
    const n = Number(/\d+/.exec(question)?.[0]);
    await later(n === 7 || n === 21 ? 340_000 : n % 40 === 3 ? 3_000 : 5);
    return answerTo(n);
  },
};

/** By the timers of the test, which may be fake. */
export function later(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}

/** Chance by a seed (mulberry32): the same in every run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const citation = {
  index: 1,
  documentId: 'd1',
  documentTitle: '2023年工作要点',
  sectionId: 's1',
  address: '一、',
  headingPath: ['一、'],
  quote: '',
  start: 0,
  end: 0,
  url: '/documents/d1?quote=1-2#s1',
  score: 1,
};

/** Every fifth answer has points so long that apps and robots need a message for each. */
function answerTo(n: number): Answer {
  const times = n % 5 !== 0 ? 0 : askedBy(n) === 'app' ? 70 : 330;
  const point = (k: number) => `【${n}:${k}】${'办会二十场，'.repeat(times)}完成。[1]`;
  return {
    id: `a_${n}`,
    conversationId: 'c_1',
    kind: 'answered',
    question: `第${n}问`,
    interpretedQuestion: `第${n}问`,
    text: Array.from({ length: POINTS }, (_, k) => point(k)).join('\n'),
    citations: [citation],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 0, totalMs: 0 },
  };
}
