import type { Modality, Token, TokenText } from './check-support-tokens.js';
import {
  ACTORS,
  ANAPHORIC,
  COMPANIONS,
  CONDITION,
  DUTIES,
  hasModal,
  LABEL,
  LEADS_TO_FIGURE,
  RESTRICTS,
  RESTRICTS_INSIDE,
  SKIPPABLE,
  SUFFIXES,
  TURNS,
  withoutModals,
} from './check-support-words.js';

/** A sentence of a clause, or the words around the clause, that may support. */
export interface SourceSentence extends TokenText {
  /** Which of the clauses it is of. */
  readonly clause: number;
  /** Title, headings and issuer: they name, and claim nothing. */
  readonly isContext: boolean;
  readonly documentId: string;
  /** The year that the document is of; null where it names none. */
  readonly documentYear: number | null;
}

/** Where one token of the answer's sentence is from. */
export interface Match {
  readonly source: number;
  readonly token: number;
}

/** A sentence to align: its tokens, those that need no source, and what may support them. */
interface Alignment {
  readonly sentence: TokenText;
  readonly isSafe: readonly boolean[];
  readonly sources: readonly SourceSentence[];
}

interface State extends Match {
  readonly at: number;
  readonly cost: number;
  /** Tokens since the last join. */
  readonly run: number;
  readonly before: State | null;
}

/** States kept for each token of the answer's sentence; common characters stand in many places. */
const MOST_STATES = 60;

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
    const next = statesFor(alignment, { at, token, states, isFirst: states.length === 0 });
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

/** Modalities that a sentence states once for several phrases. */
const GOES_ON: ReadonlySet<Modality | null> = new Set(['must', 'encouraged', 'attempted']);
const WEAKENS: ReadonlySet<Modality | null> = new Set(['must', 'weak-must', null]);

/** Whether a word of the answer stands under the same conditions as in its source. */
export function isCompatible(said: Token, found: Token, source: SourceSentence): boolean {
  if (source.isContext) return said.role === '' || said.role === '由';
  if (said.flags !== found.flags) return false;
  if (!isSameModal(said, found)) return false;
  if (!isSameRole(said.role, found.role)) return false;
  if (!isSameYear(said, found, source)) return false;
  if (said.kind !== 'quantity') return true;
  return found.per.every((word) => said.per.includes(word));
}

function isSameModal(said: Token, found: Token): boolean {
  const own = found.modal;
  if (said.modal === own) return true;
  if (said.modal === null || said.modal === 'weak-must') {
    if (WEAKENS.has(own)) return true;
    // 应当 before a comma goes on behind it.
    return said.modal === null && said.inherited === own && GOES_ON.has(own);
  }
  const goesOn = own === null && found.inherited === said.modal;
  return goesOn && said.modal !== 'forbidden' && said.modal !== 'refused';
}

function isSameRole(said: string, found: string): boolean {
  const isPlain = (role: string) => role === '' || role === '由';
  return said === found || (isPlain(said) && isPlain(found));
}

function isSameYear(said: Token, found: Token, { documentYear }: SourceSentence): boolean {
  if (said.year === found.year) return true;
  if (said.year !== null) return found.year === null && said.year === documentYear;
  if (said.kind !== 'quantity') return true;
  return documentYear === null || found.year === documentYear;
}

function mayOpen(alignment: Alignment, match: Match, at: number): boolean {
  const source = alignment.sources[match.source];
  if (source === undefined) return false;
  if (source.isContext) return true;
  if (cutsSubject(source, match.token)) return false;
  return (
    !turnedBefore(alignment, match, at) &&
    !RESTRICTS.test(withoutModals(prefixOf(source, match.token, true)))
  );
}

/** Whether what stands before a token belongs to the subject of an 应当 or 不得 that follows: 新建住宅小区应当. */
function cutsSubject(source: SourceSentence, token: number): boolean {
  const found = source.tokens[token];
  if (found === undefined) return false;
  // 对新建大棚: what is done to something is done to no more than it.
  const isObject = /^(?:对于?|凡是?)/u.test(prefixOf(source, token, true));
  if (isObject && prefixOf(source, token, false) !== '') return true;
  if (found.modal === null || found.modal === 'weak-must') return false;
  return (
    prefixOf(source, token, false) !== '' &&
    found.kind === 'han' &&
    !hasModal(prefixOf(source, token, true))
  );
}

function openingCost(alignment: Alignment, match: Match): number {
  const source = alignment.sources[match.source];
  // A heading is context of its clause and its first words: as these it supports.
  if (source === undefined || source.isContext) return 1;
  return prefixOf(source, match.token, false) === '' ? 0 : 1;
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

function mayEnd(alignment: Alignment, state: State, endsPhrase: boolean): boolean {
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

/** Whether a token and the next are one word behind a figure: 3000个幼儿园 of 3000个幼儿园学位. */
function cutsCounted(source: SourceSentence, token: number): boolean {
  const [found, next] = [source.tokens[token], source.tokens[token + 1]];
  if (found === undefined || next === undefined || next.kind !== 'han') return false;
  const isOneWord = next.start === found.end && next.item === found.item;
  return (
    isOneWord &&
    source.tokens
      .slice(0, token)
      .some(
        ({ kind, item, key }) =>
          kind === 'quantity' && item === found.item && !/^(?:year|date|第)/u.test(key),
      )
  );
}

interface Join {
  readonly state: State;
  readonly match: Match;
  readonly at: number;
}

/** What it costs to put a piece behind another; null where that could say what no clause says. */
function joinCost(alignment: Alignment, { state, match, at }: Join): number | null {
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

/** Whether the sentence was at a source before and went on to another: nobody weaves two clauses into one. */
function wasLeft(state: State, source: number): boolean {
  for (let earlier: State | null = state; earlier !== null; earlier = earlier.before) {
    if (earlier.source === source) return true;
  }
  return false;
}

function stretchOf(source: SourceSentence, { phrase }: Token): number {
  return source.phrases[phrase]?.stretch ?? 0;
}

/** Whether the phrases behind this one, to the next semicolon, hold only where it does. */
export function isCondition(source: SourceSentence, phrase: number): boolean {
  const found = source.phrases[phrase];
  return found !== undefined && CONDITION.test(phraseWords(source, phrase));
}

/** A phrase's words without the label of its clause. */
export function phraseWords(source: SourceSentence, phrase: number): string {
  const found = source.phrases[phrase];
  return found === undefined ? '' : source.text.slice(found.start, found.end).replace(LABEL, '');
}

function speaksOfEarlier(source: SourceSentence, token: Token): boolean {
  return stretchOf(source, token) > 0 && ANAPHORIC.test(phraseWords(source, token.phrase));
}

function hangsOnCondition(source: SourceSentence, token: Token): boolean {
  const stretch = stretchOf(source, token);
  return source.phrases.some(
    (phrase, index) =>
      index < token.phrase && phrase.stretch === stretch && isCondition(source, index),
  );
}

/** Words of a source's phrase before a token, less what may be left out anywhere; `raw` keeps all. */
function prefixOf(source: SourceSentence, token: number, raw: boolean): string {
  const found = source.tokens[token];
  const phrase = found === undefined ? undefined : source.phrases[found.phrase];
  if (found === undefined || phrase === undefined) return '';
  const words = source.text.slice(phrase.start, found.start).replace(LABEL, '');
  if (!raw && source.tokens[token - 1]?.phrase !== found.phrase) return '';
  return raw ? words : words.replace(COMPANIONS, '').replace(SKIPPABLE, '');
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

function hasFigure(source: SourceSentence, { phrase }: Token): boolean {
  return source.tokens.some((token) => token.phrase === phrase && token.kind === 'quantity');
}

/** A time alone in front may be left out where the words before name none. */
function timedCost(source: SourceSentence, token: number): number | null {
  const found = source.tokens[token];
  const before = source.tokens.slice(0, token).filter(({ phrase }) => phrase === found?.phrase);
  const isTime = (each: Token) =>
    each.kind === 'quantity' && /年|季度|月|^year|^date/u.test(each.key);
  return before.length > 0 && before.every(isTime) ? 1 : null;
}

/** Whether the phrase goes on, behind what may be taken of it, to say who is responsible. */
function hasOwnDuty(source: SourceSentence, token: number): boolean {
  const found = source.tokens[token];
  const phrase = found === undefined ? undefined : source.phrases[found.phrase];
  return found !== undefined && DUTIES.test(source.text.slice(found.end, phrase?.end));
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
