import type { PassageToRead } from '../embed/cross-encoder.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { TextRange } from '../text/sentences.js';
import type { WindowSimilarity } from './answer-task.js';
import { bodyRange, slice, wholeRange } from './clause-text.js';
import type { FoundPenalty } from './find-penalties.js';

/** Characters of a passage: what the cross-encoder was trained on, and about 25 ms to read. */
const LONGEST = 320;
/** A text shorter than this says too little without what stands around it. */
const SHORT = 120;
/** Characters of the title and of each heading that stand before it, and how many headings. */
const TITLE = 40;
const HEADING = 30;
const HEADINGS = 2;

/**
 * What of a section found is put before the cross-encoder: its text, around the run of sentences
 * nearest to the question where it is long, with what stands below or around it where it is short.
 */
export function passageToRead(
  hit: RetrievedSection,
  windows: readonly WindowSimilarity[],
): PassageToRead {
  const { document, path } = hit;
  const headings = path
    .map(({ label, title }) => `${label}${title}`.replace(/\s+/gu, ' ').slice(0, HEADING))
    .filter((heading) => heading !== '')
    .slice(0, HEADINGS);
  const { start, end } = rangeToRead(hit, windows);
  return {
    heading: [document.title.slice(0, TITLE), ...headings].join(' '),
    text: document.text.slice(start, end).trim(),
  };
}

/** A penalty as it is put before the cross-encoder: with the lead-in above it and the clause it refers to. */
export function penaltyToRead({ place, range, lead, found }: FoundPenalty): PassageToRead {
  const { document } = place;
  const [conduct] = found;
  const texts = [
    ...(lead === null ? [] : [slice(document, bodyRange(document, lead.section))]),
    slice(document, range),
    ...(conduct === undefined
      ? []
      : [slice(document, conduct.clause.item ?? wholeRange(document, conduct.clause.section))]),
  ];
  return { heading: document.title.slice(0, TITLE), text: texts.join('\n').slice(0, LONGEST) };
}

function rangeToRead(
  { section, path, start, end }: RetrievedSection,
  windows: readonly WindowSimilarity[],
): TextRange {
  if (end - start > LONGEST) {
    return around(nearest({ start, end }, windows), { start, end });
  }
  const below = { start, end: Math.max(end, Math.min(section.end, start + LONGEST)) };
  if (below.end - below.start >= SHORT) return below;
  const parent = path.at(-2);
  return parent === undefined || parent.end - parent.start < end - start
    ? below
    : around(below, parent);
}

/** The window nearest to the question, or the beginning. */
function nearest(own: TextRange, windows: readonly WindowSimilarity[]): TextRange {
  let best: WindowSimilarity | undefined;
  for (const window of windows) {
    const isInside = window.start >= own.start && window.end <= own.end;
    if (isInside && window.similarity > (best?.similarity ?? 0)) best = window;
  }
  return best ?? { start: own.start, end: own.start };
}

/** A range of the full length inside another, with `core` in its middle. */
function around(core: TextRange, { start, end }: TextRange): TextRange {
  const spare = Math.max(0, LONGEST - (core.end - core.start));
  const from = Math.max(start, Math.min(core.start - Math.floor(spare / 2), end - LONGEST));
  return { start: from, end: Math.min(end, Math.max(core.end, from + LONGEST)) };
}
