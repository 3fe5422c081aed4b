import type { LexicalIndex, LexicalQuery } from '../index/lexical-index.js';
import { expandQuestion } from './expand-question.js';
import type { Lexicon } from './lexicon.js';

/** A word index that also finds what says the same in other words, by a lexicon. */
export function createExpandingIndex(inner: LexicalIndex, lexicon: Lexicon): LexicalIndex {
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
    size: inner.size,
    search: (question, options) => inner.search(expanded(question), options),
    score: (question, ordinal) => inner.score(expanded(question), ordinal),
    holding: (phrase, limit) => inner.holding(phrase, limit),
  };
}
