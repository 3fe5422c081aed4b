import type { LocatedSection } from '../index/section-store.js';

/** Narrows a search; an empty or missing list does not narrow. */
export interface SearchFilter {
  readonly documentIds?: readonly string[];
  readonly departments?: readonly string[];
  readonly years?: readonly number[];
}

/** One section that bears on a question. */
export interface RetrievedSection extends LocatedSection {
  /** The best chunk's range in the document's text. */
  readonly start: number;
  readonly end: number;
  /** 0–1, higher is closer; comparable across questions, so that a floor on it can refuse. */
  readonly score: number;
  readonly features: RetrievalFeatures;
}

/** What the score is made of; each is absolute, so the same numbers serve ranking and refusal. */
export interface RetrievalFeatures {
  /** Cosine of question and passage, the best of the whole chunk and its sentence windows. */
  readonly cosine: number;
  /** BM25 ÷ the most that any passage could score on this question, 0–1. */
  readonly coverage: number;
  /** Share of the question that stands in the passage word for word, 0–1; looked at in the first ones only, else 0. */
  readonly phrase?: number;
}

export interface Retrieval {
  /** Best first, one result a section. */
  readonly sections: readonly RetrievedSection[];
  /** The question's unit vector, for choosing the sentence to quote. */
  readonly vector: Float32Array;
}

/** Ranks the sections of a loaded index for a question. */
export interface Retriever {
  retrieve(
    question: string,
    options: {
      readonly limit: number;
      readonly filter?: SearchFilter;
      /** The text whose meaning is compared, where it is another than the words; embedding it once serves several searches. */
      readonly meaning?: string;
    },
  ): Promise<Retrieval>;
}
