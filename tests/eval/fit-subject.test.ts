import { describe, expect, it } from 'vitest';
import { fitSubject, type SubjectExample } from '../../src/eval/fit-subject.js';
import { subjectScore } from '../../src/retrieve/subject.js';

/** Vectors that lie to one side of the first axis or the other, with noise along the rest. */
function examples(isOfficial: boolean): SubjectExample[] {
  return Array.from({ length: 40 }, (_, index) => ({
    vector: Float32Array.of(
      isOfficial ? 0.6 : -0.6,
      Math.sin(index * 1.7) / 3,
      Math.cos(index * 2.9) / 3,
    ),
    isOfficial,
  }));
}

describe('fitSubject', () => {
  it('tells questions for official documents from others that it was not fitted to', () => {
    const fit = fitSubject([...examples(true), ...examples(false)]);
    expect(fit?.told).toBe(1);
    expect(fit?.turnedAway).toBeLessThanOrEqual(0.01);
    const score = (...values: number[]) =>
      subjectScore(Float32Array.from(values), fit?.model ?? { weights: [], intercept: 0 });
    expect(score(0.7, 0, 0)).toBeGreaterThan(fit?.model.floor ?? 1);
    expect(score(-0.7, 0, 0)).toBeLessThan(fit?.model.floor ?? -1);
  });

  it('turns hardly any question for official documents away where the two cannot be told apart', () => {
    const mixed = examples(true).map((example, index) => ({
      ...example,
      isOfficial: index % 2 === 0,
    }));
    expect(fitSubject(mixed)?.turnedAway).toBeLessThanOrEqual(0.05);
  });

  it('fits nothing without questions of both kinds', () => {
    expect(fitSubject(examples(true))).toBeNull();
    expect(fitSubject([])).toBeNull();
  });
});
