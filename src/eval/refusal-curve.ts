/** A question with its refusal score: 0 where it is refused whatever the threshold, 1 where it is answered so. */
export interface ScoredQuestion {
  readonly isAnswerable: boolean;
  /** 0–1; refused below the threshold. */
  readonly score: number;
}

/** How answers turn out under one threshold: shares of questions, 0–1. */
export interface RefusalPoint {
  readonly refuseBelow: number;
  /** Of the questions to refuse, those refused. */
  readonly refusedWhenShould: number;
  /** Of the questions to answer, those refused. */
  readonly refusedWhenShouldNot: number;
}

const STEPS = 100;

/**
 * What each threshold from 0.01 to 0.99 would do, lowest first; both shares only rise. Empty without questions
 * of both kinds.
 */
export function refusalCurve(questions: readonly ScoredQuestion[]): readonly RefusalPoint[] {
  const right = questions.filter(({ isAnswerable }) => isAnswerable);
  const wrong = questions.filter(({ isAnswerable }) => !isAnswerable);
  if (right.length === 0 || wrong.length === 0) return [];
  return Array.from({ length: STEPS - 1 }, (_, index) => {
    const refuseBelow = (index + 1) / STEPS;
    const refused = (some: readonly ScoredQuestion[]) =>
      some.filter(({ score }) => score < refuseBelow).length / some.length;
    return {
      refuseBelow,
      refusedWhenShould: refused(wrong),
      refusedWhenShouldNot: refused(right),
    };
  });
}

/**
 * The chance that a question to answer scores higher than one to refuse (the area under the ROC
 * curve); null where one kind is missing.
 */
export function areaUnderCurve(questions: readonly ScoredQuestion[]): number | null {
  const right = questions.filter(({ isAnswerable }) => isAnswerable);
  const wrong = questions.filter(({ isAnswerable }) => !isAnswerable);
  if (right.length === 0 || wrong.length === 0) return null;
  let wins = 0;
  for (const one of right) {
    for (const other of wrong) {
      wins += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
    }
  }
  return wins / right.length / wrong.length;
}
