import { parseNumeral } from '../text/numerals.js';
import type { TextRange } from '../text/sentences.js';

/** One item of an enumeration inside a paragraph. */
export interface EnumerationItem extends TextRange {
  /** The words that count it, as printed: `一是`, `首先`, `（2）`. */
  readonly label: string;
  /** Its place in the enumeration, from 1. */
  readonly number: number;
}

const NUMERAL = '[一二三四五六七八九十]{1,2}';
const BOUNDARY = '(?<=^|[。；：，、？！;:\\n]|[。；：，、？！;:\\n][ \\u3000]{1,4})';
const MARKERS: readonly RegExp[] = [
  new RegExp(`${BOUNDARY}(?:(${NUMERAL})(?:是|要|则)|(?:其(${NUMERAL})[，,]))`, 'gu'),
  new RegExp(`${BOUNDARY}第(${NUMERAL})[，,、]`, 'gu'),
  /[（(]([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})[）)]/gu,
  /([①-⑳])/gu,
];
const IN_WORDS = new RegExp(`${BOUNDARY}(首先|其次|再次|再者|最后|此外)[，,]`, 'gu');
const WORD_ORDER: readonly string[] = ['首先', '其次', '再次', '再者', '最后', '此外'];

/**
 * The items of the enumerations in a stretch of text (一是…二是…, 首先…其次…, （1）…（2）…). They
 * point into the paragraph and stay part of it: an item is addressable, and is never shown
 * without the words around it.
 *
 * @param range - offsets into `text`, as a rule a section's own text
 * @returns items in order; none where fewer than two follow each other
 */
export function enumerationItems(text: string, range: TextRange): readonly EnumerationItem[] {
  const words = text.slice(range.start, range.end);
  for (const marker of MARKERS) {
    const items = sequence(words, marker);
    if (items.length >= 2) return place(items, { words, offset: range.start });
  }
  const spoken = [...words.matchAll(IN_WORDS)].map((match, index) => ({
    label: match[1] ?? '',
    at: match.index,
    number: index + 1,
  }));
  const isOrdered = spoken.every(
    (item, index) =>
      index === 0 ||
      WORD_ORDER.indexOf(item.label) > WORD_ORDER.indexOf(spoken[index - 1]?.label ?? ''),
  );
  return spoken.length >= 2 && isOrdered ? place(spoken, { words, offset: range.start }) : [];
}

interface Marker {
  readonly label: string;
  readonly at: number;
  readonly number: number;
}

/** Markers whose numbers run from 1 without a gap; a 1 after them begins another enumeration. */
function sequence(words: string, pattern: RegExp): readonly Marker[] {
  const found: Marker[] = [];
  let expected = 1;
  for (const match of words.matchAll(pattern)) {
    const number = parseNumeral(match[1] ?? match[2] ?? '');
    if (number !== expected && !(number === 1 && expected > 2)) continue;
    expected = (number ?? 0) + 1;
    found.push({ label: match[0].replace(/[，,、]$/u, ''), at: match.index, number: number ?? 0 });
  }
  return found;
}

/** Each item reaches to the next marker; the last one to the end of its line. */
function place(
  markers: readonly Marker[],
  at: { readonly words: string; readonly offset: number },
): readonly EnumerationItem[] {
  return markers.map((marker, index) => {
    const next = markers[index + 1];
    const newline = at.words.indexOf('\n', marker.at);
    const lineEnd = newline < 0 ? at.words.length : newline;
    const isLastOfRun = next === undefined || next.number === 1;
    const end = isLastOfRun ? Math.min(lineEnd, next?.at ?? lineEnd) : next.at;
    return {
      label: marker.label,
      number: marker.number,
      start: at.offset + marker.at,
      end: at.offset + end,
    };
  });
}
