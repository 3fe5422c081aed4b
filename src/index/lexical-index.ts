/** A chunk that shares words with the question. */
export interface LexicalHit {
  /** The chunk's ordinal in the {@link SectionStore}. */
  readonly ordinal: number;
  /** BM25 score, ≥ 0, not bounded. */
  readonly score: number;
}

/** What a search by words found. */
export interface LexicalSearch {
  /** Best first. */
  readonly hits: readonly LexicalHit[];
  /** The most that any passage could score on this question, counting terms the corpus lacks at full weight: score ÷ this = coverage, 0 to 1. */
  readonly maximum: number;
}

/** Word search over chunks (heading path and text), keyed by chunk ordinal. Every implementation passes tests/contracts/lexical-index. */
export interface LexicalIndex {
  /** Chunks that hold words. */
  readonly size: number;
  /** The best `limit` chunks; those that `accept` refuses are left out. */
  search(
    question: string,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): LexicalSearch;
  /** BM25 score of one chunk on a question, 0 where they share nothing. */
  score(question: string, ordinal: number): number;
  /** Ordinals of at most `limit` passages that hold every pair of characters of a phrase, ascending; the pairs need not stand side by side. */
  holding(phrase: string, limit: number): readonly number[];
}
