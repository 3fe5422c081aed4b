import { headingEnd } from '../../chunk/heading-end.js';
import type { PolicyDocument, Section } from '../../outline/outline.js';
import type { TextRange } from '../../text/sentences.js';

/** What the reader needs of a document; a `PolicyDocument` has it all. */
export type ReadableDocument = Pick<PolicyDocument, 'title' | 'source' | 'text' | 'sections'>;

/** A run of words, shown as it stands in the document. */
export interface Piece {
  readonly text: string;
  /** Whether it belongs to the quotation, and whether the quotation begins here. */
  readonly quoted: 'no' | 'start' | 'yes';
}

/** One line of a section's own text. */
export interface Line {
  /** The section's heading, at the line's start; empty on lines without it. */
  readonly heading: readonly Piece[];
  /** What follows the heading on the same line, or the whole line. */
  readonly words: readonly Piece[];
}

/** What the reader shows of a document, line by line; the text's characters are never changed. */
export interface ReaderText {
  /** The title as the document prints it; empty where its title block does not. */
  readonly title: readonly Line[];
  /** The rest of the title block. */
  readonly preliminaries: readonly Line[];
  readonly own: (section: Section) => readonly Line[];
}

/** Lays a document's text out in lines, with the characters of `quote` told apart. */
export function readerText(document: ReadableDocument, quote: TextRange | null): ReaderText {
  const layout = {
    document,
    quote,
    quoteStart: quote === null ? 0 : firstWord(document, quote.start),
  };
  const blockEnd = document.sections[0]?.start ?? document.text.length;
  const { title, rest } = splitTitle(document, linesOf(document.text, { start: 0, end: blockEnd }));
  const plain = (range: TextRange): Line => ({ heading: [], words: piecesOf(layout, range) });
  return {
    title: title.map(plain),
    preliminaries: rest.map(plain),
    own: (section) => {
      const own = { start: section.start, end: section.sections[0]?.start ?? section.end };
      const wordsStart = headingEnd(document.text, section, own);
      return linesOf(document.text, own).map((line) => {
        const split = Math.min(Math.max(wordsStart, line.start), line.end);
        return {
          heading: piecesOf(layout, { start: line.start, end: split }),
          words: piecesOf(layout, { start: split, end: line.end }),
        };
      });
    },
  };
}

/**
 * The range of `?quote=start-end`, cut to the text and never through a character; null where
 * the parameter names no range of it.
 */
export function quoteRange(parameter: string | undefined, text: string): TextRange | null {
  const numbers = /^(\d{1,9})-(\d{1,9})$/.exec(parameter ?? '');
  if (numbers === null) return null;
  const start = Number(numbers[1]);
  const end = Math.min(Number(numbers[2]), text.length);
  if (start >= end) return null;
  return {
    start: isInsideCharacter(text, start) ? start - 1 : start,
    end: isInsideCharacter(text, end) ? end + 1 : end,
  };
}

function isInsideCharacter(text: string, offset: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

/** Lines that hold words, without the blanks around them: typography indents, not spaces. */
function linesOf(text: string, { start, end }: TextRange): TextRange[] {
  const lines: TextRange[] = [];
  let at = start;
  while (at < end) {
    const found = text.indexOf('\n', at);
    const lineEnd = found === -1 || found > end ? end : found;
    const line = text.slice(at, lineEnd);
    const words = line.trim();
    if (words !== '') {
      const wordsStart = at + line.indexOf(words);
      lines.push({ start: wordsStart, end: wordsStart + words.length });
    }
    at = lineEnd + 1;
  }
  return lines;
}

/** Title lines are those that together spell the document's title. */
function splitTitle(
  document: ReadableDocument,
  lines: readonly TextRange[],
): { readonly title: readonly TextRange[]; readonly rest: readonly TextRange[] } {
  const spelled = (from: number, to: number) =>
    lettersOf(
      lines
        .slice(from, to)
        .map(({ start, end }) => document.text.slice(start, end))
        .join(''),
    );
  const wanted = lettersOf(document.title);
  for (const from of lines.keys()) {
    for (let to = from + 1; to <= lines.length; to += 1) {
      const words = spelled(from, to);
      if (words === wanted) {
        return {
          title: lines.slice(from, to),
          rest: [...lines.slice(0, from), ...lines.slice(to)],
        };
      }
      if (!wanted.startsWith(words)) break;
    }
  }
  return { title: [], rest: lines };
}

function lettersOf(text: string): string {
  return text.replace(/[\s#*_]+/g, '');
}

/** Marks that Markdown sets around words and that are not read. */
const MARKDOWN_MARKS = /^#{1,6}\s+|\*\*|__/g;
const MARKS_BEFORE_WORDS = /(?:\s|#{1,6}\s|\*\*|__)*/y;

function isMarkdown({ source }: Pick<PolicyDocument, 'source'>): boolean {
  return /\.(?:md|markdown)$/i.test(source);
}

/** Where what is shown begins at or after an offset: blanks and marks are not shown. */
function firstWord(document: ReadableDocument, offset: number): number {
  const unseen = isMarkdown(document) ? new RegExp(MARKS_BEFORE_WORDS) : /\s*/y;
  unseen.lastIndex = offset;
  return offset + (unseen.exec(document.text)?.[0].length ?? 0);
}

interface Layout {
  readonly document: ReadableDocument;
  readonly quote: TextRange | null;
  readonly quoteStart: number;
}

function piecesOf({ document, quote, quoteStart }: Layout, { start, end }: TextRange): Piece[] {
  const hidden = isMarkdown(document)
    ? [...document.text.slice(start, end).matchAll(MARKDOWN_MARKS)].map((mark) => ({
        start: start + mark.index,
        end: start + mark.index + mark[0].length,
      }))
    : [];
  const cuts = new Set([start, end]);
  for (const range of [...hidden, ...(quote === null ? [] : [quote])]) {
    cuts.add(Math.min(Math.max(range.start, start), end));
    cuts.add(Math.min(Math.max(range.end, start), end));
  }
  const offsets = [...cuts].sort((first, second) => first - second);
  const pieces: Piece[] = [];
  for (const [at, from] of offsets.entries()) {
    const to = offsets[at + 1];
    if (to === undefined || hidden.some((range) => from >= range.start && from < range.end))
      continue;
    const isQuoted = quote !== null && from >= quote.start && from < quote.end;
    pieces.push({
      text: document.text.slice(from, to),
      quoted: !isQuoted ? 'no' : from <= quoteStart && quoteStart < to ? 'start' : 'yes',
    });
  }
  return pieces;
}
