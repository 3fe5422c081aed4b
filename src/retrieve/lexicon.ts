import { normaliseForMatching } from '../text/normalise.js';
import { stemmed } from './english-terms.js';
import { SortedLines } from './sorted-lines.js';

/** What words mean, whatever the corpus: the same for every installation. */
export interface Lexicon {
  /** Chinese words for an English key of one to four stems; empty where there are none. */
  fromEnglish(stems: readonly string[]): readonly string[];
  /** Official words for an everyday word or phrase in simplified script; empty where there are none. */
  fromEveryday(word: string): readonly string[];
  /** Words of the same meaning by a dictionary; empty where there are none. */
  synonyms(word: string): readonly string[];
  /** Characters of the longest everyday word. */
  readonly longestEveryday: number;
  /** Whether a dictionary has this word of two to six characters, in simplified script. */
  isWord(word: string): boolean;
}

/** The texts of a lexicon's files. */
export interface LexiconData {
  /** `english key<TAB>Chinese words, blanks between`, keys stemmed, in the order of their bytes. */
  readonly english: Buffer;
  /** `English words<TAB>Chinese words, 、 between`, as written by hand; `#` starts a remark. */
  readonly officialEnglish: string;
  /** `everyday word<TAB>official words, 、 between`; `#` starts a remark. */
  readonly everyday: string;
  /** `word<TAB>words of the same meaning, blanks between`, in the order of their bytes. */
  readonly synonyms: Buffer;
  /** Words of a dictionary, in the order of their bytes. */
  readonly words: Buffer;
}

/** A lexicon over its data; the two lists made by hand are read at once, the others looked up. */
export function createLexicon(data: LexiconData): Lexicon {
  const english = new SortedLines(data.english);
  const words = new SortedLines(data.words);
  const synonyms = new SortedLines(data.synonyms);
  const official = entries(data.officialEnglish, (key) => stemmed(key).join(' '));
  const everyday = entries(data.everyday, normaliseForMatching);
  return {
    fromEnglish(stems) {
      const key = stems.join(' ');
      const others = english.get(key)?.split(' ') ?? [];
      return [...new Set([...(official.get(key) ?? []), ...others])];
    },
    fromEveryday: (word) => everyday.get(word) ?? [],
    synonyms: (word) => synonyms.get(word)?.split(' ') ?? [],
    longestEveryday: Math.max(0, ...[...everyday.keys()].map(({ length }) => length)),
    isWord: (word) => words.has(word),
  };
}

function entries(
  text: string,
  keyOf: (written: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/u)) {
    const [left = '', right = ''] = line.split('\t');
    const key = keyOf(left);
    if (line.startsWith('#') || key === '' || right === '') continue;
    const words = right.split('、').map((word) => normaliseForMatching(word.trim()));
    found.set(
      key,
      [...new Set([...(found.get(key) ?? []), ...words])].filter((word) => word !== ''),
    );
  }
  return found;
}
