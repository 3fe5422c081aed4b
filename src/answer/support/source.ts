import type { Token, TokenText } from './tokens.js';
import { ANAPHORIC, COMPANIONS, CONDITION, DUTIES, hasModal, LABEL, SKIPPABLE } from './words.js';

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
export interface Alignment {
  readonly sentence: TokenText;
  readonly isSafe: readonly boolean[];
  readonly sources: readonly SourceSentence[];
}

/** A way through the sentence so far. */
export interface State extends Match {
  readonly at: number;
  readonly cost: number;
  /** Tokens since the last join. */
  readonly run: number;
  readonly before: State | null;
}

/** Which of the stretches between semicolons a token is in. */
export function stretchOf(source: SourceSentence, { phrase }: Token): number {
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

/** Whether a phrase behind a semicolon speaks of what stands before it: 情节严重的. */
export function speaksOfEarlier(source: SourceSentence, token: Token): boolean {
  return stretchOf(source, token) > 0 && ANAPHORIC.test(phraseWords(source, token.phrase));
}

/** Whether a condition stands in front of a token, in its stretch. */
export function hangsOnCondition(source: SourceSentence, token: Token): boolean {
  const stretch = stretchOf(source, token);
  return source.phrases.some(
    (phrase, index) =>
      index < token.phrase && phrase.stretch === stretch && isCondition(source, index),
  );
}

/** Words of a source's phrase before a token, less what may be left out anywhere; `raw` keeps all. */
export function prefixOf(source: SourceSentence, token: number, raw: boolean): string {
  const found = source.tokens[token];
  const phrase = found === undefined ? undefined : source.phrases[found.phrase];
  if (found === undefined || phrase === undefined) return '';
  const words = source.text.slice(phrase.start, found.start).replace(LABEL, '');
  if (!raw && source.tokens[token - 1]?.phrase !== found.phrase) return '';
  return raw ? words : words.replace(COMPANIONS, '').replace(SKIPPABLE, '');
}

/** Whether what stands before a token belongs to the subject of an 应当 or 不得 that follows: 新建住宅小区应当. */
export function cutsSubject(source: SourceSentence, token: number): boolean {
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

/** Whether a token and the next are one word behind a figure: 3000个幼儿园 of 3000个幼儿园学位. */
export function cutsCounted(source: SourceSentence, token: number): boolean {
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

/** Whether a token's phrase holds a figure. */
export function hasFigure(source: SourceSentence, { phrase }: Token): boolean {
  return source.tokens.some((token) => token.phrase === phrase && token.kind === 'quantity');
}

/** A time alone in front may be left out where the words before name none. */
export function timedCost(source: SourceSentence, token: number): number | null {
  const found = source.tokens[token];
  const before = source.tokens.slice(0, token).filter(({ phrase }) => phrase === found?.phrase);
  const isTime = (each: Token) =>
    each.kind === 'quantity' && /年|季度|月|^year|^date/u.test(each.key);
  return before.length > 0 && before.every(isTime) ? 1 : null;
}

/** Whether the phrase goes on, behind what may be taken of it, to say who is responsible. */
export function hasOwnDuty(source: SourceSentence, token: number): boolean {
  const found = source.tokens[token];
  const phrase = found === undefined ? undefined : source.phrases[found.phrase];
  return found !== undefined && DUTIES.test(source.text.slice(found.end, phrase?.end));
}
