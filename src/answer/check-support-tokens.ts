import { normaliseForMatching } from '../text/normalise.js';
import { boundAt, quantitiesAt } from './check-support-quantities.js';
import {
  FLAGS,
  LABEL,
  MODALS,
  type Modal,
  PER,
  ROLES,
  STOPS,
  withCommonWords,
} from './check-support-words.js';

/** What a phrase makes of it: one modality, or two that stand together as in 可以不予. */
export type Modality = Modal | `${Modal}+${Modal}`;

/** One unit of meaning of a sentence with what governs it there. */
export interface Token {
  /** Equal tokens say the same; a Han character, a quantity, a title, a Latin word. */
  readonly key: string;
  readonly kind: 'han' | 'quantity' | 'name';
  /** Where it stands in {@link TokenText.text}, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Phrases lie between commas and stronger marks, items also between 、. */
  readonly phrase: number;
  readonly item: number;
  /** What the phrase makes of it: 应当, 可以, 不得. */
  readonly modal: Modality | null;
  /** The modality of an earlier phrase, which a phrase without its own may continue. */
  readonly inherited: Modality | null;
  /** Whether it stands before the first word of modality of its phrase, as a subject does. */
  readonly opens: boolean;
  /** 仅, 原则上, 除外 of its phrase. */
  readonly flags: string;
  /** The marker right before it: 由, 向, 会同. */
  readonly role: string;
  /** The year last named in the sentence. */
  readonly year: number | null;
  /** 每年, 每户 of its phrase. */
  readonly per: readonly string[];
}

/** A phrase as it stands in the text. */
export interface Phrase {
  readonly start: number;
  readonly end: number;
  /** Counts the stretches between semicolons. */
  readonly stretch: number;
}

/** A sentence as the check reads it. */
export interface TokenText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly phrases: readonly Phrase[];
}

type Draft = { -readonly [K in keyof Token]: Token[K] };

/** Reads one sentence. */
export function readTokens(sentence: string): TokenText {
  const text = withCommonWords(
    deedsFirst(exceptionsLast(labelApart(squeezed(normaliseForMatching(sentence))))),
  );
  const phrases = phrasesOf(text);
  const tokens: Draft[] = [];
  let year: number | null = null;
  let inherited: Modality | null = null;
  let item = 0;
  for (const [phrase, { start, end }] of phrases.entries()) {
    const read = readPhrase(text, { start, end, phrase, item, year });
    item = read.item + 1;
    year = read.year;
    for (const token of read.tokens) token.inherited = inherited;
    tokens.push(...read.tokens);
    inherited = read.lastModal ?? inherited;
  }
  return { text, tokens, phrases };
}

function squeezed(text: string): string {
  return text.replace(/[ \t\u3000\u00a0]+(?=[^a-z0-9]|$)|(?<=[^a-z0-9])[ \t\u3000\u00a0]+/gu, '');
}

/** 除低保家庭外 as 低保家庭除外. */
function exceptionsLast(text: string): string {
  return text.replace(/除了?([^,;。:、]{1,30}?)(?:以外|之外|外)(?=[,;。:]|$)/gu, '$1除外');
}

/** A clause's label is no part of its first phrase. */
function labelApart(text: string): string {
  return text.replace(LABEL, (label) => `${label},`);
}

/** 对工作情况进行评估 as 评估工作情况. */
function deedsFirst(text: string): string {
  return text.replace(/对([^,;。:、]{2,20}?)进行(\p{Script=Han}{2})(?=[,;。、]|$)/gu, '$2$1');
}

function phrasesOf(text: string): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let stretch = 0;
  let start = 0;
  let depth = 0;
  const close = (end: number) => {
    if (end > start) phrases.push({ start, end, stretch });
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '《') depth += 1;
    if (character === '》') depth = Math.max(0, depth - 1);
    if (depth > 0 || !/[,;:。!?\n…]/u.test(character)) continue;
    close(at);
    start = at + 1;
    // 但是 goes back to what stands before it.
    if (/[;。!?\n]/u.test(character) && !/^\s*(?:但|前款)/u.test(text.slice(start))) stretch += 1;
  }
  close(text.length);
  return phrases;
}

interface PhraseState {
  readonly start: number;
  readonly end: number;
  readonly phrase: number;
  readonly item: number;
  readonly year: number | null;
}

function readPhrase(text: string, state: PhraseState) {
  const words = text.slice(0, state.end);
  const tokens: Draft[] = [];
  const per = [...new Set(words.slice(state.start).match(PER) ?? [])];
  const modals: { modal: Modal; from: number }[] = [];
  let { item, year } = state;
  let flags = '';
  let role = '';
  let bound = '';
  const firstYear = { at: -1 };
  const add = (key: string, kind: Token['kind'], [start, end]: readonly [number, number]) => {
    const modal = null;
    const { phrase } = state;
    tokens.push({
      key,
      kind,
      start,
      end,
      phrase,
      item,
      modal,
      inherited: null,
      opens: false,
      flags,
      role,
      year,
      per,
    });
    role = '';
  };
  let at = state.start;
  while (at < state.end) {
    const special = specialAt(words, at);
    if (special !== null) {
      if (special.kind === 'item') item += 1;
      if (special.kind === 'role') role = special.word;
      if (special.kind === 'modal') modals.push({ modal: special.modal, from: tokens.length });
      if (special.kind === 'flag') {
        flags = `${flags} ${special.word}`;
        // 除外 stands behind what it excepts.
        if (special.word === 'except') for (const token of tokens) token.flags = flags;
      }
      if (special.kind === 'name') add(special.word, 'name', [at, special.end]);
      at = special.end;
      continue;
    }
    const said = boundAt(words, at);
    if (said !== null) {
      bound = said.bound;
      at = said.end;
      continue;
    }
    const quantities = quantitiesAt(words, at, bound);
    const [quantity] = quantities;
    if (quantity !== undefined) {
      for (const { key, year: named, end } of quantities) {
        if (named !== null) {
          year = named;
          if (firstYear.at < 0) firstYear.at = tokens.length;
        }
        add(key, 'quantity', [at, end]);
      }
      at = quantity.end;
      bound = '';
      continue;
    }
    const han = hanAt(words, at);
    if (han === null) {
      at += 1;
      continue;
    }
    add(han.key, 'han', [at, han.end]);
    at = han.end;
  }
  // Its number is one of a name, as in LPR+50BP.
  if (bound !== '') add(`bound ${bound}`, 'name', [state.end, state.end]);
  govern(tokens, modals);
  // What stands before the first year of its phrase belongs to that year too.
  if (firstYear.at > 0)
    for (const token of tokens.slice(0, firstYear.at))
      token.year = tokens[firstYear.at]?.year ?? token.year;
  return { tokens, item, year, lastModal: modals.at(-1)?.modal ?? null };
}

/** The first modality governs what stands before it too, each further one what follows it. */
function govern(tokens: Draft[], modals: readonly { modal: Modal; from: number }[]): void {
  // 要 says little: beside another modality it is that one's.
  const strong = modals.filter(({ modal }) => modal !== 'weak-must');
  const kept = strong.length > 0 ? strong : modals;
  for (const token of tokens.slice(0, kept[0]?.from ?? 0)) token.opens = true;
  for (const [index, { modal: own, from }] of kept.entries()) {
    const before = kept[index - 1];
    const modal: Modality =
      before?.from === from && before.modal !== own ? `${before.modal}+${own}` : own;
    // 不得 behind 应当 in one phrase: the later word decides what follows.
    for (const token of tokens.slice(index === 0 ? 0 : from)) token.modal = modal;
  }
}

type Special =
  | { readonly kind: 'item' | 'skip'; readonly end: number }
  | { readonly kind: 'role' | 'flag' | 'name'; readonly word: string; readonly end: number }
  | { readonly kind: 'modal'; readonly modal: Modal; readonly end: number };

const TITLE = /《([^《》]*(?:《[^》]*》[^《》]*)?)》/uy;
const LATIN = /(?:[a-z][a-z0-9_.&/-]*[a-z0-9]|[a-z]|×+)\+?/uy;

function specialAt(text: string, at: number): Special | null {
  const character = text.charAt(at);
  if (character === '、') return { kind: 'item', end: at + 1 };
  const title = wordAt(TITLE, text, at);
  if (title !== null) {
    const word = title.replace(/\s+/gu, '');
    return { kind: 'name', word, end: at + title.length };
  }
  for (const [flag, pattern] of FLAGS) {
    const word = wordAt(pattern, text, at);
    if (word !== null) return { kind: 'flag', word: flag, end: at + word.length };
  }
  for (const [modal, pattern] of MODALS) {
    const word = wordAt(pattern, text, at);
    if (word !== null) return { kind: 'modal', modal, end: at + word.length };
  }
  const role = wordAt(ROLES, text, at);
  if (role !== null) return { kind: 'role', word: role, end: at + role.length };
  const stop = wordAt(STOPS, text, at);
  if (stop !== null) return { kind: 'skip', end: at + stop.length };
  if (/x/u.test(character) && quantitiesAt(text, at, '').length > 0) return null;
  const latin = wordAt(LATIN, text, at);
  return latin === null ? null : { kind: 'name', word: latin, end: at + latin.length };
}

const NEGATED = /(?:没有|[不未无非勿没])(?=(.))/uy;
const NARROWED = /(?:大部分|部分|个别|少数|大多数|多数|某些|有些|有的|副)(?=(.))/uy;

/** A Han character; a negation or a narrowing word is one with what it stands before. */
function hanAt(text: string, at: number): { readonly key: string; readonly end: number } | null {
  for (const [sign, pattern] of [
    ['¬', NEGATED],
    ['∃', NARROWED],
  ] as const) {
    const word = wordAt(pattern, text, at);
    const next = word === null ? '' : text.charAt(at + word.length);
    if (word !== null && /\p{Script=Han}/u.test(next)) {
      return { key: `${sign}${next}`, end: at + word.length + 1 };
    }
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{L}\p{N}%‰+=<>≥≤]/u.test(character)
    ? { key: character, end: at + character.length }
    : null;
}

function wordAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null || found[0] === '' ? null : found[0];
}
