import { describe, expect, it } from 'vitest';
import { documentHalves } from '../../src/eval/document-halves.js';
import { fitRefusal } from '../../src/eval/fit-refusal.js';
import { areaUnderCurve, refusalCurve } from '../../src/eval/refusal-curve.js';
import { type RefusalObservation, scoredUnder } from '../../src/eval/refusal-observations.js';
import { NO_REFUSAL_FEATURES, refusalScore } from '../../src/retrieve/refusal-score.js';

const FEATURES = { ...NO_REFUSAL_FEATURES, held: 0.5, length: 2 };

function observed(isAnswerable: boolean, relevance: number, missingWord = 0): RefusalObservation {
  const features = { ...FEATURES, relevance, missingWord };
  return { question: '', isAnswerable, features, decidedBy: 'score' };
}

describe('the refusal curve', () => {
  const scored = [0.1, 0.3, 0.6, 0.9].map((score, at) => ({ score, isAnswerable: at > 1 }));

  it('refuses more the higher the threshold, of both kinds', () => {
    const curve = refusalCurve(scored);
    expect(curve.find(({ refuseBelow }) => refuseBelow === 0.5)).toMatchObject({
      refusedWhenShould: 1,
      refusedWhenShouldNot: 0,
    });
    for (const [at, point] of curve.entries()) {
      expect(point.refusedWhenShould).toBeGreaterThanOrEqual(curve[at - 1]?.refusedWhenShould ?? 0);
    }
  });

  it('is empty where there is nothing to refuse', () => {
    const answerable = scored.filter(({ isAnswerable }) => isAnswerable);
    expect(refusalCurve(answerable)).toEqual([]);
    expect(areaUnderCurve(answerable)).toBeNull();
    expect(areaUnderCurve(scored)).toBe(1);
  });

  it('has a question that a rule refuses below every threshold, and one that a rule answers above', () => {
    const [refused, answered] = scoredUnder(
      [
        { ...observed(true, 9), decidedBy: 'refused' },
        { ...observed(false, -9), decidedBy: 'answered' },
      ],
      { intercept: 0, weights: { ...FEATURES, relevance: 1 } },
    );
    expect([refused?.score, answered?.score]).toEqual([0, 1]);
  });
});

describe('fitting the refusal score', () => {
  it('parts what its features part', () => {
    const set = [1, 2, 3].flatMap((value) => [observed(true, value), observed(false, -value)]);
    const model = fitRefusal([set]);
    expect(model?.weights.relevance).toBeGreaterThan(0);
    if (model === null) return;
    const high = refusalScore({ ...FEATURES, relevance: 2 }, model);
    expect(high).toBeGreaterThan(refusalScore({ ...FEATURES, relevance: -2 }, model));
  });

  it('gives no weight to a missing word that speaks for an answer', () => {
    const set = [1, 2, 3].flatMap((value) => [
      observed(true, value, 1),
      observed(false, -value, 0),
    ]);
    expect(fitRefusal([set])?.weights.missingWord).toBe(0);
  });

  it('gives nothing where nothing is to be refused', () => {
    expect(fitRefusal([[observed(true, 1)]])).toBeNull();
  });
});

describe('a set cut in half', () => {
  const answer = '对运输防控重点物资取得的收入免征增值税';
  const documents = Array.from({ length: 12 }, (_, at) => ({
    id: `d${at}`,
    title: '',
    text: at === 1 ? `各地：${answer}，请遵照执行。` : `第${at}号通知，内容是别的事情。`,
  }));
  const question = { id: 'q', text: '运输收入要交税吗', goldDocuments: ['d0'], answer };
  const halves = documentHalves({ name: 's', documents, questions: [question] });

  it('puts every document into one half, and the question to both', () => {
    expect(halves.flatMap((half) => half.documents)).toHaveLength(documents.length);
    expect(halves.map((half) => half.questions[0]?.isAnswerable).sort()).toEqual([false, true]);
  });

  it('names what says the same where the question is to be refused, and nothing where it is not', () => {
    for (const { documents: own, questions } of halves) {
      const has = own.some(({ id }) => id === 'd1');
      const [asked] = questions;
      expect(asked?.sayTheSame).toEqual(has && asked?.isAnswerable === false ? ['d1'] : []);
    }
  });
});
