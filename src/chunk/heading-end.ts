import type { Section } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';

/** Marks around a heading that belong to no word of it: blanks, line ends, Markdown, brackets of a title. */
const AROUND_HEADING = new Set(' \t\n\u3000\u00a0#*_>\\【】[]〔〕');
/** Of those, what ends a heading; an opening bracket after it would be the text's own. */
const AFTER_HEADING = new Set(' \t\n\u3000\u00a0*_】]〕');
/** What may close a heading or a label: `强化政治思想引领。`, `第十条：`, `1.`. */
const CLOSING_MARKS = new Set('。：:.．、，');

/**
 * Where a section's heading (label, title and closing mark) ends within `own`, and its own words
 * begin. A label or title that does not stand at the start of the range ends the heading before it:
 * nothing of the text is taken for a heading that the outline did not call one.
 */
export function headingEnd(text: string, section: Section, own: TextRange): number {
  const labelled = afterWords(text, section.label, own);
  if (labelled === undefined) {
    return own.start;
  }
  const titled = afterTitle(text, section.title, { start: labelled, end: own.end }) ?? labelled;
  if (titled === own.start) {
    return own.start;
  }
  let at = skip(text, { start: titled, end: own.end }, AFTER_HEADING);
  // One closing mark only: the next would be the text's own.
  if (at < own.end && CLOSING_MARKS.has(text.charAt(at))) {
    at += 1;
  }
  return skip(text, { start: at, end: own.end }, AFTER_HEADING);
}

/** The label's own mark may stand between the two where the outline left it out of both: `1` `、` `加强`. */
function afterTitle(text: string, title: string, range: TextRange): number | undefined {
  const mark = skip(text, range, AROUND_HEADING);
  const afterMark = CLOSING_MARKS.has(text.charAt(mark)) ? mark + 1 : mark;
  return (
    afterWords(text, title, range) ??
    afterWords(text, title, { start: Math.min(afterMark, range.end), end: range.end })
  );
}

/** The offset after `words`, which may be broken by marks that are no words; undefined where other words stand. */
function afterWords(text: string, words: string, range: TextRange): number | undefined {
  let at = range.start;
  for (const character of words) {
    if (AROUND_HEADING.has(character)) {
      continue;
    }
    at = skip(text, { start: at, end: range.end }, AROUND_HEADING);
    if (!text.startsWith(character, at) || at >= range.end) {
      return undefined;
    }
    at += character.length;
  }
  return at;
}

function skip(text: string, range: TextRange, marks: ReadonlySet<string>): number {
  let at = range.start;
  while (at < range.end && marks.has(text.charAt(at))) {
    at += 1;
  }
  return at;
}
