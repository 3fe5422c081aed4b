import { ownRange } from '../chunk/context.js';
import { headingEnd } from '../chunk/heading-end.js';
import { trimmed } from '../chunk/trimmed.js';
import type { LocatedSection } from '../index/section-store.js';
import { enumerationItems } from '../outline/enumeration-items.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { splitSentences, type TextRange } from '../text/sentences.js';

/** A lead-in ends so where a list or a quotation hangs on it. */
const LEAD_IN_END = /[：:]\s*$/u;

/** The range of a section's heading line: label and title as printed, without the closing mark. */
export function headingRange(document: PolicyDocument, section: Section): TextRange {
  const own = ownRange(section);
  const end = headingEnd(document.text, section, own);
  const heading = trimmed(document.text, { start: own.start, end });
  const closing =
    section.title === '' ? 0 : /[。：:]?$/u.exec(slice(document, heading))?.[0].length;
  return { start: heading.start, end: heading.end - (closing ?? 0) };
}

/** The range of what a section says itself, after its heading and before its first child; may be empty. */
export function bodyRange(document: PolicyDocument, section: Section): TextRange {
  const own = ownRange(section);
  return trimmed(document.text, { start: headingEnd(document.text, section, own), end: own.end });
}

/** The range of a whole section with its children, trimmed. */
export function wholeRange(document: PolicyDocument, section: Section): TextRange {
  return trimmed(document.text, section);
}

/** The range of everything under a section's heading, its children included, trimmed. */
export function contentRange(document: PolicyDocument, section: Section): TextRange {
  const start = headingEnd(document.text, section, ownRange(section));
  return trimmed(document.text, { start, end: section.end });
}

/** The sentences of a range, each trimmed; blank ones are left out. */
export function sentencesOf(document: PolicyDocument, range: TextRange): readonly TextRange[] {
  return splitSentences(document.text, range)
    .map((sentence) => trimmed(document.text, sentence))
    .filter(({ start, end }) => start < end);
}

const HAN_NUMERAL = '[一二三四五六七八九十]{1,3}';
/** A label that begins a paragraph where it stands behind a blank: a text may have lost its line ends. */
const LABEL = `(?:${HAN_NUMERAL}、|[（(]${HAN_NUMERAL}[）)]|\\d{1,2}[.．、](?!\\d))`;
/** Where a paragraph begins inside what would else be one sentence: two wide blanks, or a blank before a label. */
const PARAGRAPH_START = new RegExp(
  `[ \\u00a0\\u2002-\\u200a\\u3000]{2,}|[ \\u00a0\\u3000](?=${LABEL})`,
  'gu',
);
/** A labelled heading at the beginning of a paragraph: no stop in it, and a blank behind it. */
const RUN_IN_HEADING = new RegExp(
  `^${LABEL}\\s?[^。；;：:！？\\s]{2,40}[ \\u00a0\\u3000]+(?=\\S)`,
  'u',
);
/** A sentence longer than this is read by its parts between semicolons, each a statement of its own. */
const LONGEST_SENTENCE = 120;

/**
 * What a range states, piece by piece: its sentences; a long one by its parts between semicolons; one
 * that runs over the beginning of a paragraph or over a heading in the line is cut there.
 */
export function statementsIn(document: PolicyDocument, range: TextRange): readonly TextRange[] {
  return sentencesOf(document, range)
    .flatMap((sentence) => paragraphsIn(document, sentence))
    .flatMap((piece) =>
      piece.end - piece.start > LONGEST_SENTENCE ? partsOf(document, piece) : [piece],
    )
    .map((piece) => trimmed(document.text, piece))
    .filter(({ start, end }) => start < end);
}

/** What says nothing without the part before it: the fine of a deed that was not mended (拒不改正的，处…). */
const DEPENDS = /^(?:拒不|逾期|情节|造成|构成|其中|但|否则|同时|并|对其|仍)/u;

/** The parts of a sentence between semicolons, each with what depends on it. */
function partsOf(document: PolicyDocument, sentence: TextRange): readonly TextRange[] {
  const parts: TextRange[] = [];
  for (const part of splitSentences(document.text, { ...sentence, semicolons: true })) {
    const before = parts.at(-1);
    if (before !== undefined && DEPENDS.test(slice(document, part))) {
      parts.splice(-1, 1, { start: before.start, end: part.end });
    } else {
      parts.push(part);
    }
  }
  return parts;
}

function paragraphsIn(document: PolicyDocument, sentence: TextRange): readonly TextRange[] {
  const words = slice(document, sentence);
  const starts = [...words.matchAll(PARAGRAPH_START)].map((match) => match.index + match[0].length);
  const cuts = [0, ...starts, words.length];
  return cuts.slice(0, -1).flatMap((from, index) => {
    const to = cuts[index + 1] ?? words.length;
    const heading = RUN_IN_HEADING.exec(words.slice(from, to))?.[0].length ?? 0;
    const place = (start: number, end: number) => ({
      start: sentence.start + start,
      end: sentence.start + end,
    });
    return heading === 0
      ? [place(from, to)]
      : [place(from, from + heading), place(from + heading, to)];
  });
}

/** The items that a section's own text counts in line; none where it counts none. */
export function inlineItems(document: PolicyDocument, section: Section): readonly TextRange[] {
  return enumerationItems(document.text, bodyRange(document, section)).map((item) =>
    trimmed(document.text, item),
  );
}

/** Whether a section's own text ends with a colon and its children are the list that completes it. */
export function leadsIntoList({ document, section }: LocatedSection): boolean {
  if (section.sections.length === 0) return false;
  const body = bodyRange(document, section);
  return LEAD_IN_END.test(body.end > body.start ? slice(document, body) : section.title);
}

/** What leads into the list that a clause is an item of: 不得有下列行为 says what an item means. */
export function leadInAbove(clause: LocatedSection): LocatedSection | null {
  const section = clause.path.at(-2);
  if (section === undefined || clause.section.kind !== 'item') return null;
  const above = { ...clause, section, path: clause.path.slice(0, -1) };
  return leadsIntoList(above) ? above : null;
}

/** Whether a heading asks: its text is the answer, and says nothing without it. */
export function isQuestionHeading({ title, label }: Section): boolean {
  return /[？?]$/u.test(title) || /^问/u.test(label);
}

/** Where a document's title block ends and its outline begins. */
export function titleBlock(document: PolicyDocument): TextRange {
  return trimmed(document.text, { start: 0, end: document.sections[0]?.start ?? document.end });
}

/** The words of a range. */
export function slice(document: PolicyDocument, { start, end }: TextRange): string {
  return document.text.slice(start, end);
}
