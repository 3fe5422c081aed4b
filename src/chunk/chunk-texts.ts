import type { Chunk } from './chunk.js';
import { embeddedText } from './context.js';

/** What the model reads for a chunk: its passage first, then each of its windows, in their order. */
export function embeddedTexts(chunk: Chunk, text: string): string[] {
  return [chunk, ...chunk.windows].map((range) => embeddedText(chunk, { text, range }));
}

/** What words are searched in: heading path and text of a chunk, once. */
export function searchedText({ context, start, end }: Chunk, text: string): string {
  return `${context}\n${text.slice(start, end)}`;
}
