import { isUnderWay } from './change-turn.js';
import { inOrder, leftBehind } from './stored-turn.js';
import type { Conversation, Turn } from './turn.js';

/**
 * A conversation as this tab has it with what other tabs saved of it. What is under way stays its tab's
 * own; what is the same in both stays the same object.
 */
export function mergeConversation(own: Conversation, saved: Conversation): Conversation {
  const turns = mergeTurns(own.turns, saved.turns);
  if (turns === own.turns) return own;
  return { ...own, conversationId: own.conversationId ?? saved.conversationId, turns };
}

function mergeTurns(own: readonly Turn[], saved: readonly Turn[]): readonly Turn[] {
  const merged = new Map(own.map((turn) => [turn.key, turn]));
  for (const turn of saved) {
    const known = merged.get(turn.key);
    if (isUnderWay(turn) || (known !== undefined && (isUnderWay(known) || isSame(known, turn)))) {
      continue;
    }
    // Another tab counts down for itself.
    merged.set(turn.key, leftBehind(turn));
  }
  const turns = inOrder([...merged.values()]);
  const isUnchanged =
    turns.length === own.length && turns.every((turn, index) => turn === own[index]);
  return isUnchanged ? own : turns;
}

function isSame(a: Turn, b: Turn): boolean {
  return (
    a.state.kind === b.state.kind &&
    a.text === b.text &&
    a.rating === b.rating &&
    a.answer?.id === b.answer?.id
  );
}
