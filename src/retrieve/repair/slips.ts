import type { Confusable, SlipKind } from './confusable.js';
import type { CorpusPhrases } from './corpus-phrases.js';
import type { SegmentedWord } from './segment.js';
import type { WordFrequencies } from './word-frequencies.js';

/** A change that would undo a slip: the characters `[start, end)` replaced. */
export interface Slip {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly kind: SlipKind | 'swapped' | 'doubled' | 'left-out';
}

/** What slips are looked for with. */
export interface SlipParts {
  readonly phrases: CorpusPhrases;
  readonly words: WordFrequencies;
  readonly confusable: Confusable;
}

/** A run of Han characters as it was read: its words, and which characters nothing speaks for. */
export interface ReadRun {
  readonly text: string;
  readonly words: readonly SegmentedWord[];
  /** By position: neither part of a word nor of three characters in a row that the documents print. */
  readonly isDoubtful: readonly boolean[];
}

/** Numerals and dates, of which a wrong one is another number and no slip; and the words that ask. */
const NUMERAL = /[〇零一二三四五六七八九十百千万亿两几年月日哪谁什怎么吗呢何]/u;
/** Characters that are words by themselves more often than parts of words: beside them nothing is missing. */
export const FUNCTION_WORD =
  /[的地得了着过吗呢吧啊在是有和与及或对把被为不没就都也还又要会能可去来给让跟向从由用以上下里中内外前后多少哪谁我你他她它们这那个条请问]/u;
/** Frequency from which a lone character is often a word by itself: 办, 写. */
export const OFTEN_ALONE = 9000;
/** Length of the phrase that a left-out character must complete. */
export const LEFT_OUT_PHRASE = 6;
/** Doubtful characters of one run that are looked at; a run with more is in no language of the documents. */
const MOST_DOUBTFUL = 24;

/** Every change of a run that leads to characters that the documents print side by side. */
export function slipsIn(run: ReadRun, parts: SlipParts): Slip[] {
  if (run.isDoubtful.filter(Boolean).length > MOST_DOUBTFUL) return [];
  return [
    ...wrongCharacters(run, parts),
    ...wrongPairs(run, parts),
    ...swapped(run, parts),
    ...doubled(run, parts),
    ...leftOut(run, parts),
  ];
}

/** Whether a change leaves numerals as they are. */
function sparesNumerals(text: string, { start, end, replacement }: Slip): boolean {
  return !NUMERAL.test(text.slice(start, end)) && !NUMERAL.test(replacement);
}

function wrongCharacters(
  { text, isDoubtful }: ReadRun,
  { phrases, confusable }: SlipParts,
): Slip[] {
  const slips: Slip[] = [];
  for (const [at, character] of [...text].entries()) {
    if (isDoubtful[at] !== true) continue;
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    for (const meant of confusable.meantBy(character)) {
      const isPrinted =
        (before !== '' && phrases.isPrinted(before + meant.character)) ||
        (after !== '' && phrases.isPrinted(meant.character + after));
      if (isPrinted) {
        slips.push({ start: at, end: at + 1, replacement: meant.character, kind: meant.kind });
      }
    }
  }
  return slips.filter((slip) => sparesNumerals(text, slip));
}

/** Two characters of the same sounds: what a keyboard offers for a word of two syllables. */
function wrongPairs(
  { text, isDoubtful }: ReadRun,
  { phrases, words, confusable }: SlipParts,
): Slip[] {
  const slips: Slip[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) {
    if (isDoubtful[at] !== true || isDoubtful[at + 1] !== true) continue;
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 2);
    const [first, second] = [at, at + 1].map((place) =>
      confusable.meantBy(text.charAt(place)).filter(({ kind }) => kind === 'sound'),
    );
    // A pair is believed only inside a longer phrase, so one of the two must fit what is beside it.
    const fitting = (first ?? []).filter(
      ({ character }) => before !== '' && phrases.isPrinted(before + character),
    );
    const fittingToo = (second ?? []).filter(
      ({ character }) => after !== '' && phrases.isPrinted(character + after),
    );
    const tried = fittingToo.length > 0 ? (first ?? []) : fitting;
    for (const one of tried) {
      for (const two of fitting.includes(one) ? (second ?? []) : fittingToo) {
        const word = one.character + two.character;
        if (phrases.isPrinted(word) && words.frequency(word) > 0) {
          slips.push({ start: at, end: at + 2, replacement: word, kind: 'sound' });
        }
      }
    }
  }
  return slips.filter((slip) => sparesNumerals(text, slip));
}

function swapped({ text, isDoubtful }: ReadRun, { phrases }: SlipParts): Slip[] {
  const slips: Slip[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) {
    const replacement = text.charAt(at + 1) + text.charAt(at);
    const isPossible = isDoubtful[at] === true || isDoubtful[at + 1] === true;
    if (!isPossible || replacement === text.slice(at, at + 2)) continue;
    if (
      phrases.isPrinted(replacement) ||
      (at > 0 && phrases.isPrinted(text.charAt(at - 1) + replacement.charAt(0)))
    ) {
      slips.push({ start: at, end: at + 2, replacement, kind: 'swapped' });
    }
  }
  return slips.filter((slip) => sparesNumerals(text, slip));
}

function doubled({ text }: ReadRun, { phrases, words }: SlipParts): Slip[] {
  const slips: Slip[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    const isDoubled = pair.charAt(0) === pair.charAt(1) && !NUMERAL.test(pair);
    if (isDoubled && !phrases.isPrinted(pair) && words.frequency(pair) === 0) {
      slips.push({ start: at, end: at + 2, replacement: pair.charAt(0), kind: 'doubled' });
    }
  }
  return slips;
}

/** How many characters to the left and right of a gap the documents print together with its neighbours. */
function printedBeside(
  text: string,
  { at, phrases }: { readonly at: number; readonly phrases: CorpusPhrases },
): number {
  let start = at;
  while (start > 0 && phrases.isPrinted(text.slice(start - 1, at + 1))) start -= 1;
  let end = at + 2;
  while (end < text.length && phrases.isPrinted(text.slice(at + 1, end + 1))) end += 1;
  return end - start;
}

/** Where the documents never put two characters side by side and one of them is no word of two: something may be missing between. */
function leftOut({ text, words: cut }: ReadRun, { phrases, words }: SlipParts): Slip[] {
  const slips: Slip[] = [];
  const isAlone = (at: number): boolean =>
    cut.some(({ start, end }) => start === at && end === at + 1);
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    const isGap = [at, at + 1].some(
      (place) => isAlone(place) && words.frequency(text.charAt(place)) < OFTEN_ALONE,
    );
    if (!isGap || NUMERAL.test(pair) || phrases.isPrinted(pair)) continue;
    if (printedBeside(text, { at, phrases }) + 1 < LEFT_OUT_PHRASE) continue;
    for (const character of phrases.followers(pair.charAt(0))) {
      if (!phrases.isPrinted(character + pair.charAt(1))) continue;
      const makesWord =
        (isAlone(at) && words.frequency(pair.charAt(0) + character) > 0) ||
        (isAlone(at + 1) && words.frequency(character + pair.charAt(1)) > 0);
      if (makesWord && !NUMERAL.test(character) && !FUNCTION_WORD.test(character)) {
        slips.push({
          start: at,
          end: at + 2,
          replacement: pair.charAt(0) + character + pair.charAt(1),
          kind: 'left-out',
        });
      }
    }
  }
  return slips;
}
