import { refusalScore } from '../retrieve/refusal-score.js';
import type { AnswerTask } from './answer-task.js';
import { BEYOND_DOUBT } from './reason-to-refuse.js';
import { MOST_READING, refusalFeatures } from './refusal-features.js';

/**
 * Whether anything that is decided can turn on what the cross-encoder says. Words and vectors alone
 * leave no doubt about three of four questions that the documents answer; reading takes longer than all else.
 *
 * @param task - of which nothing was read yet
 */
export function readingMatters(task: AnswerTask): boolean {
  const { refusal } = task.floors;
  const features = refusal === undefined ? null : refusalFeatures(task);
  if (refusal === undefined || features === null) return false;
  // Whether a penalty is one for the deed is decided by a score of its own.
  if ((task.deed?.penalties.length ?? 0) > 0) return true;
  const scoreAt = (reading: number) => refusalScore({ ...features, reading }, refusal);
  const ends = [scoreAt(-MOST_READING), scoreAt(MOST_READING)];
  const { kind } = task.question.answerKind;
  const thresholds = [
    refusal.refuseBelow,
    ...(kind === 'number' || kind === 'date' ? [BEYOND_DOUBT] : []),
  ];
  return thresholds.some(
    (threshold) => Math.min(...ends) < threshold && Math.max(...ends) >= threshold,
  );
}
