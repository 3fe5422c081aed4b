import type { LexicalIndex, LexicalQuery } from '../index/lexical-index.js';
import { expandQuestion } from './expand-question.js';
import type { Lexicon } from './lexicon.js';

/** What a lexicon adds to an index. */
export interface Expanding {
  /** The word index, which now also finds what says the same in other words. */
  readonly lexical: LexicalIndex;
  /** The text to embed for a question. */
  readonly meaningOf: (question: string) => string;
}

/**
 * A word index that also finds what says the same in other words, by a lexicon.
 *
 * For a question without a Chinese character the Chinese words go to the model too, behind the
 * question: it knows what stands near what within one language better than across two
 * (docs/quality.md).
 */
export function createExpandingIndex(inner: LexicalIndex, lexicon: Lexicon): Expanding {
  const last = { question: '', query: { terms: [], groups: [] } as LexicalQuery };
  const expanded = (question: string | LexicalQuery): LexicalQuery => {
    if (typeof question !== 'string') return question;
    if (question !== last.question) {
      last.query = expandQuestion(question, { lexicon, corpus: inner });
      last.question = question;
    }
    return last.query;
  };
  return {
    lexical: {
      size: inner.size,
      search: (question, options) => inner.search(expanded(question), options),
      score: (question, ordinal) => inner.score(expanded(question), ordinal),
      holding: (phrase, limit) => inner.holding(phrase, limit),
    },
    meaningOf(question) {
      if (/\p{Script=Han}/u.test(question)) return question;
      const words = expanded(question).groups.flatMap((group) => group.words.slice(0, 1));
      return [question, ...words.map(({ word }) => word)].join(' ');
    },
  };
}
