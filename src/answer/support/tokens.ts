import { hanAt, markerAt } from './markers.js';
import { type Phrase, phrasesOf, readableForm } from './phrases.js';
import { boundAt, quantitiesAt } from './quantities.js';
import { type Modal, PER } from './words.js';

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

/** A sentence as the check reads it. */
export interface TokenText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly phrases: readonly Phrase[];
}

type Draft = { -readonly [K in keyof Token]: Token[K] };

/** Reads one sentence. */
export function readTokens(sentence: string): TokenText {
  const text = readableForm(sentence);
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
    const marker = markerAt(words, at);
    if (marker !== null) {
      if (marker.kind === 'item') item += 1;
      if (marker.kind === 'role') role = marker.word;
      if (marker.kind === 'modal') modals.push({ modal: marker.modal, from: tokens.length });
      if (marker.kind === 'flag') {
        flags = `${flags} ${marker.word}`;
        // 除外 stands behind what it excepts.
        if (marker.word === 'except') for (const token of tokens) token.flags = flags;
      }
      if (marker.kind === 'name') add(marker.word, 'name', [at, marker.end]);
      at = marker.end;
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
