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

/** Where a document's title block ends and its outline begins. */
export function titleBlock(document: PolicyDocument): TextRange {
  return trimmed(document.text, { start: 0, end: document.sections[0]?.start ?? document.end });
}

/** The words of a range. */
export function slice(document: PolicyDocument, { start, end }: TextRange): string {
  return document.text.slice(start, end);
}
