import { isUnderWay } from './change-turn.js';
import { inOrder } from './stored-turn.js';
import type { Turn } from './turn.js';

/**
 * A conversation's turns in this tab with what other tabs saved of it. What is under way stays its tab's
 * own; turns that are the same in both stay the same objects.
 */
export function mergeTurns(own: readonly Turn[], saved: readonly Turn[]): readonly Turn[] {
  const merged = new Map(own.map((turn) => [turn.key, turn]));
  for (const turn of saved) {
    const known = merged.get(turn.key);
    if (isUnderWay(turn) || (known !== undefined && (isUnderWay(known) || isSame(known, turn)))) {
      continue;
    }
    merged.set(turn.key, turn);
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
