import type { TextRange } from '../text/sentences.js';

/** The range without the blanks and line ends at its edges; empty where it holds nothing else. */
export function trimmed(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end);
  const first = start + words.length - words.trimStart().length;
  return { start: first, end: Math.max(first, start + words.trimEnd().length) };
}
