import {
  type Alignment,
  cutsCounted,
  cutsSubject,
  hangsOnCondition,
  hasFigure,
  hasOwnDuty,
  isCondition,
  type Match,
  phraseWords,
  prefixOf,
  type SourceSentence,
  type State,
  speaksOfEarlier,
  stretchOf,
  timedCost,
} from './source.js';
import type { Token } from './tokens.js';
import {
  ACTORS,
  DUTIES,
  LEADS_TO_FIGURE,
  RESTRICTS,
  RESTRICTS_INSIDE,
  SKIPPABLE,
  SUFFIXES,
  TURNS,
  withoutModals,
} from './words.js';

/** Whether a sentence may begin with a piece: nothing that turns or narrows it stands in front of it. */
export function mayOpen(alignment: Alignment, match: Match, at: number): boolean {
  const source = alignment.sources[match.source];
  if (source === undefined) return false;
  if (source.isContext) return true;
  if (cutsSubject(source, match.token)) return false;
  return (
    !turnedBefore(alignment, match, at) &&
    !RESTRICTS.test(withoutModals(prefixOf(source, match.token, true)))
  );
}

/** What it costs to begin with a piece. */
export function openingCost(alignment: Alignment, match: Match): number {
  const source = alignment.sources[match.source];
  // A heading is context of its clause and its first words: as these it supports.
  if (source === undefined || source.isContext) return 1;
  return prefixOf(source, match.token, false) === '' ? 0 : 1;
}

/** Whether a piece may end with a token: it is no chance character, and nothing that turns or narrows it follows. */
export function mayEnd(alignment: Alignment, state: State, endsPhrase: boolean): boolean {
  const { sentence, sources } = alignment;
  const source = sources[state.source];
  const token = source?.tokens[state.token];
  const said = sentence.tokens[state.at];
  if (source === undefined || token === undefined || said === undefined) return false;
  if (token.kind === 'han' && state.run < 2) return false;
  if (source.isContext || token.kind === 'quantity') return true;
  if (endsPhrase && cutsCounted(source, state.token)) return false;
  const suffix = SUFFIXES.exec(source.text.slice(token.end))?.[0];
  return suffix === undefined || sentence.text.slice(said.end).startsWith(suffix);
}

interface Join {
  readonly state: State;
  readonly match: Match;
  readonly at: number;
}

/** What it costs to put a piece behind another; null where that could say what no clause says. */
export function joinCost(alignment: Alignment, { state, match, at }: Join): number | null {
  const { sentence, sources } = alignment;
  const from = sources[state.source];
  const to = sources[match.source];
  const [a, b] = [from?.tokens[state.token], to?.tokens[match.token]];
  const [c, d] = [sentence.tokens[state.at], sentence.tokens[at]];
  if (from === undefined || to === undefined || !a || !b || !c || !d) return null;
  const isNewPhrase = c.phrase !== d.phrase;
  if (!mayEnd(alignment, state, isNewPhrase)) return null;
  if (to.isContext) return from.isContext ? 1 : isNewPhrase ? 2 : null;
  if (turnedBefore(alignment, match, at)) return null;
  const opening =
    prefixCost(to, match.token, isNewPhrase) ??
    (from === to && hasFigure(from, a) ? null : timedCost(to, match.token));
  if (from.isContext) {
    // 《要点》提出…: a name alone is no subject for what a clause says.
    const isFramed = isNewPhrase || state.at + 1 < at;
    return isFramed && opening !== null && !hangsOnCondition(to, b) ? 1 + opening : null;
  }
  const staysInStretch = from === to && stretchOf(from, a) === stretchOf(to, b);
  // What follows a condition follows it in its clause, and what hangs on one is not taken without it.
  if (!staysInStretch && (isCondition(from, a.phrase) || hangsOnCondition(to, b))) return null;
  if (from !== to) {
    if (!isNewPhrase || opening === null || speaksOfEarlier(to, b)) return null;
    if (wasLeft(state, match.source)) return null;
    const isSameDocument = from.documentId === to.documentId;
    const isNewStretch =
      sentence.phrases[c.phrase]?.stretch !== sentence.phrases[d.phrase]?.stretch;
    return isSameDocument || isNewStretch ? 3 + opening : null;
  }
  if (a.phrase !== b.phrase) {
    if (opening === null) return null;
    const isBack = b.start < a.start;
    if (isBack && !isNewPhrase && !namesWhoActs(from, { a, b, d })) return null;
    if (!isNewPhrase && !isBack && hasOwnDuty(to, match.token)) return null;
    if (!isNewPhrase && losesMarker(alignment, match, at)) return null;
    return (isBack ? 3 : 2) + opening;
  }
  if (b.start < a.end) return isNewPhrase && opening === null ? null : 4;
  return gapCost(to, { a, b, isNewPhrase, saidBehind: sentence.text.slice(d.end) });
}

/** Whether the words right before a piece's source turn it, and are left out: 取消, 副, 探索. */
function turnedBefore({ sentence, sources }: Alignment, match: Match, at: number): boolean {
  const source = sources[match.source];
  const token = source?.tokens[match.token];
  if (source === undefined || token === undefined) return false;
  const before = source.text.slice(Math.max(0, token.start - 4), token.start);
  const turn = TURNS.exec(before)?.[0];
  if (turn === undefined) return false;
  const start = sentence.tokens[at]?.start ?? 0;
  return !sentence.text.slice(0, start).endsWith(turn);
}

/** Whether the sentence was at a source before and went on to another: nobody weaves two clauses into one. */
function wasLeft(state: State, source: number): boolean {
  for (let earlier: State | null = state; earlier !== null; earlier = earlier.before) {
    if (earlier.source === source) return true;
  }
  return false;
}

/** A piece opens where its own phrase does; with a comma, words that name no one may be left out. */
function prefixCost(source: SourceSentence, token: number, isNewPhrase: boolean): number | null {
  const prefix = prefixOf(source, token, false);
  if (prefix === '') return 0;
  if (!isNewPhrase || cutsSubject(source, token)) return null;
  const words = prefixOf(source, token, true);
  return ACTORS.test(prefix) || RESTRICTS.test(withoutModals(words)) ? null : 1;
}

/** 蔬菜保供由市农业农村局牵头 of 由市农业农村局牵头，做好蔬菜保供: what is done has no doer of its own. */
function namesWhoActs(
  source: SourceSentence,
  { a, b, d }: { readonly a: Token; readonly b: Token; readonly d: Token },
): boolean {
  const isDoer = b.role === '由' && d.role === '由';
  return isDoer && !ACTORS.test(phraseWords(source, a.phrase));
}

/** Whether 对 or 向 in front of a source's words is lost: what is done to someone would be done by them. */
function losesMarker({ sentence, sources }: Alignment, match: Match, at: number): boolean {
  const source = sources[match.source];
  const marker =
    source === undefined ? null : /[对向为给把从]$/u.exec(prefixOf(source, match.token, true));
  if (!marker) return false;
  return !sentence.text.slice(0, sentence.tokens[at]?.start ?? 0).endsWith(marker[0]);
}

interface Gap {
  readonly a: Token;
  readonly b: Token;
  readonly isNewPhrase: boolean;
  /** The sentence's words behind the later piece's first token. */
  readonly saidBehind: string;
}

/** What is left out between two pieces of one phrase. */
function gapCost(source: SourceSentence, { a, b, isNewPhrase, saidBehind }: Gap): number | null {
  const gap = source.text.slice(a.end, b.start);
  if (RESTRICTS.test(withoutModals(gap)) || RESTRICTS_INSIDE.test(gap)) return null;
  // A modifier left out of a rule widens it; the noun before a figure is what it counts.
  if (/或/u.test(gap)) return null;
  if (/的$/u.test(gap) && b.modal !== null && b.modal !== 'weak-must') return null;
  const counted = gap.replace(SKIPPABLE, '').replace(LEADS_TO_FIGURE, '');
  if (b.kind === 'quantity' && a.item === b.item && !saidBehind.startsWith(counted)) return null;
  if (a.item !== b.item) {
    if (DUTIES.test(gap)) return null;
    const inItem = gap.slice(gap.lastIndexOf('、') + 1).replace(SKIPPABLE, '');
    if (inItem !== '' && b.kind === 'quantity') return null;
  }
  return isNewPhrase ? 1 : 1.5;
}
