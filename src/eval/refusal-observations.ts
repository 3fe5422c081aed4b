import type { Answer } from '../answer/answer.js';
import {
  type RefusalFeatures,
  type RefusalModel,
  refusalScore,
} from '../retrieve/refusal-score.js';
import type { ScoredQuestion } from './refusal-curve.js';

/** A question that is to be answered or to be refused. */
export interface JudgedQuestion {
  readonly question: string;
  readonly isAnswerable: boolean;
  /** The day on which it is asked. */
  readonly now: Date;
  /** Documents it is asked against; all where left out. */
  readonly documentIds?: readonly string[];
}

/** What the refusal of one question rests on. */
export interface RefusalObservation {
  readonly question: string;
  readonly isAnswerable: boolean;
  /** Null where nothing was searched, or several questions were asked at once. */
  readonly features: RefusalFeatures | null;
  /** `refused` or `answered`: by a rule, whatever the score. */
  readonly decidedBy: 'score' | 'refused' | 'answered';
}

/** Answers one question; `onFeatures` is told what the refusal score looks at. */
export type AskUnder = (
  question: JudgedQuestion,
  onFeatures: (features: RefusalFeatures) => void,
) => Promise<Pick<Answer, 'kind'>>;

/**
 * Asks each question twice, once of an answerer that never refuses by its score and once of one
 * that always does: where both do the same, the score has no say.
 */
export async function observeRefusals(
  questions: readonly JudgedQuestion[],
  asks: {
    readonly never: AskUnder;
    readonly always: AskUnder;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (done: number, total: number) => void;
  },
): Promise<readonly RefusalObservation[]> {
  const observations: RefusalObservation[] = [];
  for (const [index, judged] of questions.entries()) {
    asks.signal?.throwIfAborted();
    asks.onProgress?.(index, questions.length);
    const seen: RefusalFeatures[] = [];
    const gentle = await asks.never(judged, (features) => seen.push(features));
    const strict = await asks.always(judged, () => undefined);
    const [only, ...more] = seen;
    const { question, isAnswerable } = judged;
    observations.push({
      question,
      isAnswerable,
      features: more.length > 0 ? null : (only ?? null),
      decidedBy:
        gentle.kind === 'refused' ? 'refused' : strict.kind === 'refused' ? 'score' : 'answered',
    });
  }
  return observations;
}

/** The questions with their scores under a model, as a curve is drawn of. */
export function scoredUnder(
  observations: readonly RefusalObservation[],
  model: RefusalModel,
): readonly ScoredQuestion[] {
  return observations.map(({ isAnswerable, features, decidedBy }) => {
    if (decidedBy === 'refused') return { isAnswerable, score: 0 };
    if (decidedBy === 'answered') return { isAnswerable, score: 1 };
    return { isAnswerable, score: features === null ? 0.5 : refusalScore(features, model) };
  });
}
