import { quantitiesAt } from './quantities.js';
import { FLAGS, MODALS, type Modal, ROLES, STOPS } from './words.js';

/** A word that governs others, or one that is taken whole. */
export type Marker =
  | { readonly kind: 'item' | 'skip'; readonly end: number }
  | { readonly kind: 'role' | 'flag' | 'name'; readonly word: string; readonly end: number }
  | { readonly kind: 'modal'; readonly modal: Modal; readonly end: number };

const TITLE = /《([^《》]*(?:《[^》]*》[^《》]*)?)》/uy;
const LATIN = /(?:[a-z][a-z0-9_.&/-]*[a-z0-9]|[a-z]|×+)\+?/uy;

/** The marker that stands at a place; null where none does. */
export function markerAt(text: string, at: number): Marker | null {
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
export function hanAt(
  text: string,
  at: number,
): { readonly key: string; readonly end: number } | null {
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
