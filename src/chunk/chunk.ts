import type { TextRange } from '../text/sentences.js';

/**
 * What is embedded and searched: one section's own text where it fits the model, else one part of
 * it that ends at a sentence end. `text.slice(start, end)` is what is shown.
 */
export interface Chunk extends TextRange {
  /** `<sectionId>.<part>`. */
  readonly id: string;
  readonly documentId: string;
  readonly sectionId: string;
  /** 0-based part of the section. */
  readonly part: number;
  /** Document title and heading path, embedded in front of the text and never shown with it. */
  readonly context: string;
  /** Overlapping runs of whole sentences (about 90 characters) whose vectors refine ranking and pick the sentence to quote. */
  readonly windows: readonly TextRange[];
}
