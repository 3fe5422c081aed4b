import type { PastTurn } from '../retrieve/past-turn.js';
import type { AskRequest } from './answer.js';

/** Earlier questions that a follow-up can lean on: a chain of follow-ups is rarely longer. */
const MOST_REPLAYED = 4;
/**
 * Characters of the earlier questions together, the last ones first: answering them anew may cost about as
 * much as one question of the greatest length, however many of them are sent.
 */
const MOST_CHARACTERS = 1000;

/**
 * What was asked before, from a history that the caller sent: its last questions are understood
 * anew, in order, so that each leans on those before it. What the assistant said is not looked at:
 * it is the caller's word, and the documents say which clauses were cited.
 *
 * @param understand - answers an earlier question, given the turns before it
 */
export async function replayHistory(
  history: NonNullable<AskRequest['history']>,
  understand: (question: string, before: readonly PastTurn[]) => Promise<PastTurn>,
): Promise<readonly PastTurn[]> {
  const questions = history
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content.trim())
    // A user's message longer than any question is no question.
    .filter(({ length }) => length > 0 && length <= MOST_CHARACTERS)
    .slice(-MOST_REPLAYED);
  while (questions.join('').length > MOST_CHARACTERS) questions.shift();
  const turns: PastTurn[] = [];
  for (const question of questions) turns.push(await understand(question, [...turns]));
  return turns;
}
