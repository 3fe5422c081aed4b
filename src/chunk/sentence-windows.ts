import { splitSentences, type TextRange } from '../text/sentences.js';
import { trimmed } from './trimmed.js';

/**
 * Characters a window grows to before it ends. About 90 gave hit@1 .711 where
 * whole passages gave .686 on ncp_policy_dev (docs/quality.md); a sentence that is longer is a window alone.
 */
const WINDOW_CHARACTERS = 90;

/**
 * Overlapping runs of whole sentences, in order: each holds at least one sentence that the window
 * before it lacks, and starts with the last sentence of that one where it had several. Together
 * they cover the range; a range of blanks has none.
 */
export function sentenceWindows(text: string, range: TextRange): readonly TextRange[] {
  const sentences = splitSentences(text, { ...range, semicolons: true })
    .map((sentence) => trimmed(text, sentence))
    .filter((sentence) => sentence.start < sentence.end);
  const windows: TextRange[] = [];
  let first = 0;
  while (first < sentences.length) {
    let last = first;
    while (last + 1 < sentences.length && lengthOf(sentences, first, last) < WINDOW_CHARACTERS) {
      last += 1;
    }
    windows.push(spanOf(sentences, first, last));
    if (last + 1 >= sentences.length) {
      break;
    }
    first = last > first ? last : last + 1;
  }
  return windows;
}

function lengthOf(sentences: readonly TextRange[], first: number, last: number): number {
  const { start, end } = spanOf(sentences, first, last);
  return end - start;
}

function spanOf(sentences: readonly TextRange[], first: number, last: number): TextRange {
  return { start: sentences[first]?.start ?? 0, end: sentences[last]?.end ?? 0 };
}
