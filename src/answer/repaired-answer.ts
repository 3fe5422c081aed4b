import type { QuestionLanguage } from '../retrieve/question-text.js';
import type { QuestionRepair } from '../retrieve/repair/repair-question.js';
import type { Draft } from './answer-task.js';
import { frameFor } from './frame-for.js';

/**
 * Answers a question with its slips undone, and says so. What is refused even so is refused, or
 * answered, as it was typed: a repair that finds nothing was none.
 */
export async function withRepair<Made extends { readonly draft: Draft }>(
  question: string,
  {
    repair,
    language,
    answer,
  }: {
    readonly repair: QuestionRepair | undefined;
    readonly language: QuestionLanguage;
    readonly answer: (question: string) => Promise<Made>;
  },
): Promise<Made> {
  const repaired = repair?.repair(question);
  if (repaired === undefined || repaired.corrections.length === 0) return answer(question);
  const made = await answer(repaired.question);
  if (made.draft.kind !== 'answered') return answer(question);
  const message = frameFor(language).notices.corrected(repaired.corrections);
  const notices = [{ kind: 'corrected' as const, message }, ...made.draft.notices];
  return { ...made, draft: { ...made.draft, notices } };
}
