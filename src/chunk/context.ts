import type { PolicyDocument, Section } from '../outline/outline.js';
import { simplifiedForModel } from '../text/script-variants.js';
import type { TextRange } from '../text/sentences.js';
import type { Chunk } from './chunk.js';
import { headingEnd } from './heading-end.js';
import { trimmed } from './trimmed.js';

/** Longest line of a context in characters: a title that is a whole sentence says enough by then. */
const MAX_LINE_CHARACTERS = 80;

/** Where a section stands, for reading its context. */
export interface ContextPlace {
  readonly document: PolicyDocument;
  /** Its ancestors from the outside in; itself is last where its own title belongs to the context. */
  readonly path: readonly Section[];
  /** Most characters of the whole context, so that the text it introduces has room. */
  readonly maxCharacters: number;
}

/**
 * Document title and heading path, one a line: what a passage says is understood from where it
 * stands. An ancestor without a title that introduces a list (`有下列情形之一的，…：`) stands for
 * itself by that lead-in. Outer headings give way first where the path is too long.
 */
export function contextOf({ document, path, maxCharacters }: ContextPlace): string {
  const headings = path
    .map(
      (section, depth) =>
        section.title || (depth < path.length - 1 ? leadIn(document, section) : ''),
    )
    .filter((line) => line !== '' && line !== document.title)
    .map(clipped);
  const title = clipped(document.title);
  while (headings.length > 0 && [title, ...headings].join('\n').length > maxCharacters) {
    headings.shift();
  }
  return firstOf([title, ...headings].join('\n'), maxCharacters);
}

/** What the model reads for a chunk or for one of its windows: in simplified characters. */
export function embeddedText(
  { context }: Pick<Chunk, 'context'>,
  { text, range }: { readonly text: string; readonly range: TextRange },
): string {
  return simplifiedForModel(`${context}\n${text.slice(range.start, range.end)}`);
}

/** The part of a section's range before its first child: its heading and its own words. */
export function ownRange(section: Section): TextRange {
  return { start: section.start, end: section.sections[0]?.start ?? section.end };
}

function leadIn(document: PolicyDocument, section: Section): string {
  const own = ownRange(section);
  const start = headingEnd(document.text, section, own);
  const { end } = trimmed(document.text, own);
  // The end of the text, which is what the list under it hangs on.
  return document.text
    .slice(Math.max(start, end - MAX_LINE_CHARACTERS), end)
    .replace(/^[\uDC00-\uDFFF]/, '')
    .replace(/\s+/g, ' ');
}

function clipped(line: string): string {
  return line.length > MAX_LINE_CHARACTERS ? `${firstOf(line, MAX_LINE_CHARACTERS - 1)}…` : line;
}

/** At most `count` code units, never half of a surrogate pair. */
function firstOf(line: string, count: number): string {
  return line.slice(0, count).replace(/[\uD800-\uDBFF]$/, '');
}
