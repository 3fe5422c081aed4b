import { type Match, phraseWords, type SourceSentence } from './source.js';
import type { TokenText } from './tokens.js';
import { CONDITION, EXCEPTION } from './words.js';

/** A condition or exception counts as kept when this share of its words is. */
const KEPT_SHARE = 0.5;
/** A sentence of a clause that lends less than this to one begun with another lends only the sound. */
const LEAST_PIECE = 5;
/** Tokens of a phrase from which on it counts as used. */
const USED_TOKENS = 3;

/**
 * Within one phrase the pieces of one source phrase keep their order, or two parts change places as
 * in 水库调度由水务局负责; items of a list may stand in any order.
 */
export function keepsOrder(
  read: TokenText,
  matches: readonly (Match | null)[],
  sentences: readonly SourceSentence[],
): boolean {
  for (const phrase of read.phrases.keys()) {
    const groups = new Map<string, Match[]>();
    for (const [at, match] of matches.entries()) {
      if (match === null || read.tokens[at]?.phrase !== phrase) continue;
      const key = `${match.source}/${sentences[match.source]?.tokens[match.token]?.phrase ?? 0}`;
      groups.set(key, [...(groups.get(key) ?? []), match]);
    }
    for (const group of groups.values()) {
      const source = sentences[group[0]?.source ?? 0];
      const order = ordered(group, source);
      if (source !== undefined && !isRotation(order) && !isListOrder(order, source)) return false;
    }
  }
  return true;
}

/** The places that keep their order; the only figure of a phrase may stand before or behind what it counts. */
function ordered(group: readonly Match[], source: SourceSentence | undefined): readonly number[] {
  const phrase = source?.tokens[group[0]?.token ?? 0]?.phrase;
  const figures = (source?.tokens ?? []).filter(
    (token) => token.phrase === phrase && token.kind === 'quantity',
  );
  return group
    .map(({ token }) => token)
    .filter((token) => figures.length !== 1 || source?.tokens[token]?.kind !== 'quantity');
}

function isRotation(order: readonly number[]): boolean {
  const falls = order.flatMap((place, index) =>
    index > 0 && place <= (order[index - 1] ?? 0) ? [index] : [],
  );
  const [fall, second] = falls;
  if (fall === undefined) return true;
  if (second !== undefined) return false;
  return Math.max(...order.slice(fall)) < Math.min(...order.slice(0, fall));
}

/** Whether what changed places are items of one list. */
function isListOrder(order: readonly number[], source: SourceSentence): boolean {
  // Figures that change places with one another belong to something else afterwards.
  if (order.filter((place) => source.tokens[place]?.kind === 'quantity').length > 1) return false;
  const items = order.map((place) => source.tokens[place]?.item ?? 0);
  const first = Math.min(...items);
  const last = Math.max(...items);
  if (first === last) return false;
  const inOrder = [...order].sort((a, b) => a - b);
  return items.every((item, index) => {
    const place = order[index] ?? 0;
    const before = order[index - 1];
    // Within an item the order stands; an item is left and entered at its edges.
    if (before === undefined || before + 1 === place) return true;
    const isInside = items[index - 1] === item && place < before;
    return !isInside && inOrder.length > 1;
  });
}

export function hasWholePieces(own: readonly Match[]): boolean {
  const used = new Set(own.map(({ source }) => source));
  if (used.size < 2) return true;
  return [...used].every(
    (source) => own.filter((match) => match.source === source).length >= LEAST_PIECE,
  );
}

/** Whoever takes what is granted takes the conditions and exceptions with it. */
export function keepsConditions(
  own: readonly Match[],
  sentences: readonly SourceSentence[],
): boolean {
  for (const [index, source] of sentences.entries()) {
    const used = own.filter((match) => match.source === index);
    if (used.length === 0) continue;
    const counts = source.phrases.map(
      (_, phrase) =>
        new Set(
          used
            .filter(({ token }) => source.tokens[token]?.phrase === phrase)
            .map(({ token }) => token),
        ).size,
    );
    for (const [phrase, { start, stretch }] of source.phrases.entries()) {
      const words = phraseWords(source, phrase);
      const total = source.tokens.filter((token) => token.phrase === phrase).length;
      if ((counts[phrase] ?? 0) >= total * KEPT_SHARE) continue;
      const isUsed = (place: number) =>
        source.phrases[place]?.stretch === stretch && (counts[place] ?? 0) >= USED_TOKENS;
      const places = [...source.phrases.keys()];
      if (CONDITION.test(words) && places.some((place) => place > phrase && isUsed(place)))
        return false;
      if (
        EXCEPTION.test(/^但|^不过/u.test(words) ? source.text.slice(start) : words) &&
        places.some((place) => place < phrase && isUsed(place))
      )
        return false;
    }
  }
  return true;
}
