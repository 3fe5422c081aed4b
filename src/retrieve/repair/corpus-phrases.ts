import { searchedText } from '../../chunk/chunk-texts.js';
import type { LexicalIndex } from '../../index/lexical-index.js';
import type { SectionStore } from '../../index/section-store.js';
import { normaliseForMatching } from '../../text/normalise.js';

/** What the documents print. */
export interface CorpusPhrases {
  /** Whether a phrase of two or more Han characters stands anywhere. */
  isPrinted(phrase: string): boolean;
  /** In how many passages its pairs of characters stand, up to {@link MOST_COUNTED}. */
  count(phrase: string): number;
  /** The characters that stand after a character anywhere. */
  followers(character: string): readonly string[];
}

/** Passages that are looked at for one phrase: where pairs of a longer phrase stand together, it mostly stands too. */
const MOST_LOOKED_AT = 12;
/** Enough to tell one in three from one in a hundred. */
const MOST_COUNTED = 400;
/** Phrases whose answer is remembered; a question asks for some hundred. */
const MOST_PHRASES = 4000;
/** Passages that are kept as they are compared; one question's phrases stand in the same few. */
const MOST_PASSAGES = 256;

/** Phrases are looked up in the word index, which holds their pairs of characters, and confirmed in the text: nothing is learnt beforehand. */
export function createCorpusPhrases({
  lexical,
  store,
  characters,
}: {
  /** Every character that may stand in a text. */
  readonly characters: readonly string[];
  readonly lexical: Pick<LexicalIndex, 'holding'>;
  readonly store: Pick<SectionStore, 'chunks' | 'document'>;
}): CorpusPhrases {
  const printed = new Map<string, boolean>();
  const following = new Map<string, readonly string[]>();
  const passages = new Map<number, string>();
  const passage = (ordinal: number): string => {
    const kept = passages.get(ordinal);
    if (kept !== undefined) return kept;
    const chunk = store.chunks[ordinal];
    const text = chunk && store.document(chunk.documentId)?.text;
    const words =
      chunk === undefined || text === undefined
        ? ''
        : normaliseForMatching(searchedText(chunk, text));
    if (passages.size >= MOST_PASSAGES) passages.clear();
    passages.set(ordinal, words);
    return words;
  };
  const isPrinted = (phrase: string): boolean => {
    if (phrase.length === 2) return lexical.holding(phrase, 1).length > 0;
    const remembered = printed.get(phrase);
    if (remembered !== undefined) return remembered;
    const found = lexical
      .holding(phrase, MOST_LOOKED_AT)
      .some((ordinal) => passage(ordinal).includes(phrase));
    if (printed.size >= MOST_PHRASES) printed.clear();
    printed.set(phrase, found);
    return found;
  };
  return {
    isPrinted,
    followers(character) {
      const kept = following.get(character);
      if (kept !== undefined) return kept;
      const found = characters.filter((other) => isPrinted(character + other));
      if (following.size >= MOST_PASSAGES) following.clear();
      following.set(character, found);
      return found;
    },
    count: (phrase) => lexical.holding(phrase, MOST_COUNTED).length,
  };
}
