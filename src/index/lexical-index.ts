export interface LexicalHit {
  readonly ordinal: number;
  /** BM25 score, ≥ 0, not bounded. */
  readonly score: number;
}

export interface LexicalSearch {
  readonly hits: readonly LexicalHit[];
  /** The most that any passage could score on this question, counting terms the corpus lacks at full weight: score ÷ this = coverage, 0 to 1. */
  readonly maximum: number;
}

/** Word search over chunks (heading path and text), keyed by chunk ordinal. */
export interface LexicalIndex {
  readonly size: number;
  search(
    question: string,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): LexicalSearch;
  /** BM25 score of one chunk on a question, 0 where they share nothing. */
  score(question: string, ordinal: number): number;
}
