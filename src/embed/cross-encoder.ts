/** A passage as a cross-encoder reads it. */
export interface PassageToRead {
  /** Where it stands: the document's title and the headings above it. */
  readonly heading: string;
  readonly text: string;
}

/**
 * Reads a question and a passage together, which tells what their vectors cannot: whether the passage
 * says what the question asks for (Nogueira and Cho 2019, arXiv:1901.04085).
 */
export interface CrossEncoder {
  /** Log-odds that each passage answers the question, in their order. What is too long is cut. */
  score(question: string, passages: readonly PassageToRead[]): Promise<readonly number[]>;
}
