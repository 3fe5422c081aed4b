import { normaliseForMatching } from '../text/normalise.js';

/** Shortest run of characters that is no accident: of three, one in two questions shares some with any clause. */
const SHORTEST_RUN = 4;
const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;

/**
 * How much of a question stands in a text word for word, 0–1: what its runs of four characters and
 * more come to, each less two, over the question's length. Pairs of characters say which words a
 * text has; this says that they stand together as they were asked.
 */
export function phraseShare(question: string, text: string): number {
  const asked = normaliseForMatching(question);
  const printed = normaliseForMatching(text);
  let held = 0;
  for (const [run] of asked.matchAll(RUN)) {
    let start = 0;
    while (start + SHORTEST_RUN <= run.length) {
      let length = SHORTEST_RUN;
      if (!printed.includes(run.slice(start, start + length))) {
        start += 1;
        continue;
      }
      while (
        start + length < run.length &&
        printed.includes(run.slice(start, start + length + 1))
      ) {
        length += 1;
      }
      held += length - 2;
      start += length;
    }
  }
  return Math.min(1, held / Math.max(SHORTEST_RUN, asked.length));
}
