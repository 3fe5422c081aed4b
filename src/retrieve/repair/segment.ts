import type { WordFrequencies } from './word-frequencies.js';

/** A word of a text, `[start, end)`. */
export interface SegmentedWord {
  readonly start: number;
  readonly end: number;
  /** As {@link WordFrequencies} gives it; 0 for a lone character that is no word. */
  readonly frequency: number;
}

const LONGEST_WORD = 5;
/** Words that the frequencies are counted in. */
const TOTAL = 60e6;
/** What a lone character counts as that no word list has. */
const UNKNOWN = 0.5;

/** Cuts a run of Han characters into its likeliest words: each word by its own frequency (a unigram model). */
export function segment(run: string, words: WordFrequencies): SegmentedWord[] {
  /** Best way to `end`: its cost and its last word. */
  const best: { readonly cost: number; readonly word: SegmentedWord }[] = [];
  for (let end = 1; end <= run.length; end += 1) {
    let chosen: { cost: number; word: SegmentedWord } | undefined;
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const frequency = words.frequency(run.slice(start, end));
      if (frequency === 0 && end - start > 1) continue;
      const before = start === 0 ? 0 : (best[start - 1]?.cost ?? 0);
      const cost = before + Math.log(TOTAL / Math.max(frequency, UNKNOWN));
      if (chosen === undefined || cost < chosen.cost) {
        chosen = { cost, word: { start, end, frequency } };
      }
    }
    if (chosen !== undefined) best.push(chosen);
  }
  const found: SegmentedWord[] = [];
  for (let end = run.length; end > 0; ) {
    const word = best[end - 1]?.word;
    if (word === undefined) break;
    found.unshift(word);
    end = word.start;
  }
  return found;
}
