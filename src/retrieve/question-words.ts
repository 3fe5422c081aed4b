import { normaliseForMatching } from '../text/normalise.js';
import { searchTerms } from '../text/terms.js';
import { expandQuestion, type KnownWords } from './expand-question.js';
import type { Lexicon } from './lexicon.js';

/** A word of a question, with the words of the corpus that say the same. */
export interface AskedWord {
  /** Normalised as for matching. */
  readonly word: string;
  readonly others: readonly string[];
}

/** Cuts a question into words. */
export type QuestionWords = (text: string) => readonly AskedWord[];

/** Longest word that the dictionary has. */
const LONGEST_WORD = 6;
const HAN_RUN = /\p{Script=Han}+/gu;

/** Words by a dictionary, with everyday and foreign ones as the lexicon translates them. */
export function createQuestionWords(options: {
  readonly lexicon: Lexicon;
  readonly corpus: KnownWords;
}): QuestionWords {
  const isWord = (word: string) => options.lexicon.isWord(word);
  return (text) => {
    const { groups } = expandQuestion(text, options);
    let rest = normaliseForMatching(text);
    for (const { asked } of groups) rest = rest.replace(asked, ' ');
    return [
      ...groups.map(({ asked, words }) => ({ word: asked, others: words.map(({ word }) => word) })),
      ...plainWords(rest, isWord).map((word) => ({ word, others: [] })),
    ];
  };
}

/** Pairs of characters in place of words, where there is no dictionary. */
export function pairsAsWords(text: string): readonly AskedWord[] {
  return [...new Set(searchTerms(text))].map((word) => ({ word, others: [] }));
}

/** The words of a text: Chinese ones of two characters and more, each once, and what else is searched for. */
function plainWords(text: string, isWord: (word: string) => boolean): readonly string[] {
  const words = new Set(searchTerms(text.replace(HAN_RUN, ' ')));
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (const word of segmented(run, isWord)) if (word.length >= 2) words.add(word);
  }
  return [...words];
}

interface Cut {
  readonly words: number;
  readonly from: number;
}

/** A run cut into the fewest words; neighbouring characters that are no words stay together as one, as in a name. */
function segmented(run: string, isWord: (word: string) => boolean): readonly string[] {
  const cuts: Cut[] = [{ words: 0, from: -1 }];
  for (let end = 1; end <= run.length; end += 1) {
    let best: Cut = { words: (cuts[end - 1]?.words ?? 0) + 1.5, from: end - 1 };
    for (let length = 2; length <= Math.min(LONGEST_WORD, end); length += 1) {
      const words = (cuts[end - length]?.words ?? 0) + 1;
      if (words < best.words && isWord(run.slice(end - length, end))) {
        best = { words, from: end - length };
      }
    }
    cuts.push(best);
  }
  const parts: string[] = [];
  for (let end = run.length; end > 0; end = cuts[end]?.from ?? 0) {
    parts.unshift(run.slice(cuts[end]?.from ?? 0, end));
  }
  const joined: string[] = [];
  let wasSingle = false;
  for (const part of parts) {
    const isSingle = part.length === 1;
    if (isSingle && wasSingle) joined.push(`${joined.pop() ?? ''}${part}`);
    else joined.push(part);
    wasSingle = isSingle;
  }
  return joined;
}
