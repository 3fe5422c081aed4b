import type { CrossEncoder } from './cross-encoder.js';

/** How a batch of passages is watched and stopped. */
export interface EmbedOptions {
  /** Called after each text with how many are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Rejects the batch at the next text; what is done by then is lost. */
  readonly signal?: AbortSignal | undefined;
}

/** Turns text into unit vectors; never blocks the caller's event loop for longer than a message. */
export interface Embedder {
  /** Hex hash of the model's files: an index built with another model is foreign. */
  readonly modelHash: string;
  readonly dimensions: number;
  /** Longest input in tokens, special tokens included; what is longer is cut by the model. */
  readonly maxTokens: number;
  /** Unit vector of a question, prefix added as the model wants it. */
  embedQuery(question: string): Promise<Float32Array>;
  /** Unit vectors of passages, in their order. */
  embedPassages(passages: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** Tokens of each passage as the model counts them, prefix and special tokens included. */
  countTokens(passages: readonly string[]): Promise<number[]>;
  /** The cross-encoder that lies in the same folder and shares the tokenizer, where there is one. */
  readonly crossEncoder?: CrossEncoder;
  close(): Promise<void>;
}
