import { isCompatible } from './compatible.js';
import { joinCost, mayEnd, mayOpen, openingCost } from './join.js';
import type { Alignment, Match, State } from './source.js';
import type { Token } from './tokens.js';

/**
 * Finds where every word of a sentence comes from, so that the pieces could be put together as they
 * are without changing what their clauses say.
 *
 * @returns a match for each token (null for those that need none), or null where there is no such way
 */
export function align(alignment: Alignment): readonly (Match | null)[] | null {
  const { sentence, isSafe } = alignment;
  let states: readonly State[] = [];
  let skipped = 0;
  for (const [at, token] of sentence.tokens.entries()) {
    // Words that need not be found may stand in front of the first piece.
    const isFirst = states.length === 0 || isSafe.slice(0, at).every((safe) => safe);
    const next = statesFor(alignment, { at, token, states, isFirst });
    if (next.length > 0) {
      // A word that need not be found may be found all the same.
      states = isSafe[at] === true ? keep([...next, ...states]) : keep(next);
      continue;
    }
    if (isSafe[at] !== true) return null;
    skipped += 1;
  }
  const ends = states.filter(
    (state) => mayEnd(alignment, state, true) && sentence.tokens.length > skipped,
  );
  const best = ends.reduce<State | null>(
    (least, state) => (least === null || state.cost < least.cost ? state : least),
    null,
  );
  if (best === null) return null;
  const matches: (Match | null)[] = sentence.tokens.map(() => null);
  for (let state: State | null = best; state !== null; state = state.before) {
    matches[state.at] = { source: state.source, token: state.token };
  }
  // What was left out on the way must have been safe to leave out.
  return matches.every((match, at) => match !== null || isSafe[at] === true) ? matches : null;
}

/** States kept for each token of the answer's sentence; common characters stand in many places. */
const MOST_STATES = 60;

function keep(states: readonly State[]): readonly State[] {
  return [...states].sort((a, b) => a.cost - b.cost).slice(0, MOST_STATES);
}

interface Step {
  readonly at: number;
  readonly token: Token;
  readonly states: readonly State[];
  readonly isFirst: boolean;
}

function statesFor(alignment: Alignment, { at, token, states, isFirst }: Step): State[] {
  const found: State[] = [];
  for (const [index, source] of alignment.sources.entries()) {
    for (const [place, candidate] of source.tokens.entries()) {
      if (candidate.key !== token.key || !isCompatible(token, candidate, source)) continue;
      const match = { source: index, token: place };
      const best = bestBefore(alignment, { at, match, states });
      if (best !== null) found.push(best);
      else if (isFirst && mayOpen(alignment, match, at)) {
        found.push({ ...match, at, cost: openingCost(alignment, match), run: 1, before: null });
      }
    }
  }
  return found;
}

function bestBefore(
  alignment: Alignment,
  {
    at,
    match,
    states,
  }: { readonly at: number; readonly match: Match; readonly states: readonly State[] },
): State | null {
  let best: State | null = null;
  for (const state of states) {
    if (state.at >= at) continue;
    const isNext =
      state.source === match.source &&
      state.token + 1 === match.token &&
      areTogether(alignment, state, at);
    const cost = isNext ? 0 : joinCost(alignment, { state, match, at });
    if (cost === null) continue;
    const total = state.cost + cost + (state.at + 1 < at ? 0.1 : 0);
    if (best === null || total < best.cost) {
      best = { ...match, at, cost: total, run: isNext ? state.run + 1 : 1, before: state };
    }
  }
  return best;
}

/** Two tokens that follow one another in their source, across a comma only where the sentence has one. */
function areTogether(alignment: Alignment, state: State, at: number): boolean {
  const source = alignment.sources[state.source];
  const [a, b] = [source?.tokens[state.token], source?.tokens[state.token + 1]];
  const [c, d] = [alignment.sentence.tokens[state.at], alignment.sentence.tokens[at]];
  return a?.phrase === b?.phrase || c?.phrase !== d?.phrase;
}
