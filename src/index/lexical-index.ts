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

/** A question whose words may also stand in the corpus as other words. */
export interface LexicalQuery {
  /** The search terms (`searchTerms`) that stand for themselves alone, each once. */
  readonly terms: readonly string[];
  /** The words that others may stand for. */
  readonly groups: readonly WordGroup[];
}

/** A word of a question with the words that say the same; counted once, by the best of them. */
export interface WordGroup {
  /** As it is asked; it counts too where the corpus has it. */
  readonly asked: string;
  /** Terms of an ordinary question that it weighs as much as: 1 for a word of two characters, 3 for one of four. */
  readonly span: number;
  readonly words: readonly OtherWord[];
}

/** A word that says the same as one that is asked. */
export interface OtherWord {
  readonly word: string;
  /** What it counts of the asked word's weight, 0–1. */
  readonly share: number;
}

/** Word search over chunks (heading path and text), keyed by chunk ordinal. Every implementation passes tests/contracts/lexical-index. */
export interface LexicalIndex {
  /** Chunks that hold words. */
  readonly size: number;
  /** The best `limit` chunks; those that `accept` refuses are left out. */
  search(
    question: string | LexicalQuery,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): LexicalSearch;
  /** BM25 score of one chunk on a question, 0 where they share nothing. */
  score(question: string | LexicalQuery, ordinal: number): number;
  /**
   * Ordinals of at most `limit` passages that hold every pair of neighbouring characters of a phrase,
   * ascending. The pairs need not stand side by side there.
   *
   * @param phrase two or more Han characters, normalised as the terms of a search are
   */
  holding(phrase: string, limit: number): readonly number[];
}
