import type { AnswerTask, Draft } from './answer-task.js';
import { refuse } from './refuse.js';

/** A draft as it is; one that says it answers and cites nothing becomes a refusal, whichever way it was composed. */
export function requireCited(task: AnswerTask, draft: Draft): Draft {
  if (draft.kind !== 'answered' || draft.citations.length > 0) return draft;
  const { refusals } = task.frame;
  return refuse(task, { reason: refusals.nothing(refusals.searched(task.documents)) });
}
