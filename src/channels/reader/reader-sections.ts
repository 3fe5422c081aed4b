import { headingEnd } from '../../chunk/heading-end.js';
import type { Section } from '../../outline/outline.js';
import type { TextRange } from '../../text/sentences.js';
import { type LinePlace, type LineStyle, lineStyle } from './line-style.js';
import {
  type Line,
  type Piece,
  type ReadableDocument,
  type ReaderText,
  readerText,
} from './reader-text.js';

/** A document laid out to be drawn: what is shown, in order, and how each part is set. Plain data, so that pages and elements draw alike. */
export interface LaidOutDocument {
  /** The lines of the title as printed; empty where the title block does not print it. */
  readonly title: readonly (readonly Piece[])[];
  /** The rest of the title block. */
  readonly opening: readonly Block[];
  readonly sections: readonly LaidOutSection[];
}

/** A line of text. */
export interface Block {
  readonly style: LineStyle;
  readonly words: readonly Piece[];
}

/** A section with its own text and its children. */
export interface LaidOutSection {
  readonly id: string;
  readonly typeface: SectionTypeface;
  /** Its heading on a line of its own; null where it has none. */
  readonly heading: LaidOutHeading | null;
  /** Headings that stand at the head of its first line: its own, and those of the sections that begin there too. */
  readonly leads: readonly LaidOutHeading[];
  /** Its own lines after the heading. Where there are leads, there is one. */
  readonly blocks: readonly Block[];
  /** The outermost section that begins here, with its address, to be linked to; null where there is none. */
  readonly link: { readonly id: string; readonly address: string } | null;
  readonly sections: readonly LaidOutSection[];
}

export interface LaidOutHeading {
  readonly typeface: SectionTypeface;
  readonly lines: readonly (readonly Piece[])[];
  /** Its depth among the headings of the document, from 0, without gaps; null for one that is no heading to move by, as of an item. */
  readonly depth: number | null;
}

/** Sets of type after GB/T 9704 7.3.3 (一、 black, （一） kai, 1. and （1） 仿宋) and after statutes as gazettes print them. */
export type SectionTypeface =
  /** 编, 章, 节 of a statute: centred. */
  | 'chapter'
  /** 第十条: bold, run in. */
  | 'article'
  | 'first'
  | 'second'
  | 'third'
  | 'appendix'
  /** 款, 项, 前言: plain. */
  | 'plain';

/** Lays out a whole document, with the characters of `quote` told apart. Linear in its length. */
export function layOut(document: ReadableDocument, quote: TextRange | null): LaidOutDocument {
  const text = readerText(document, quote);
  const { title } = document;
  return {
    title: text.title.map(({ words }) => words),
    opening: blocksOf(text.preliminaries, { isOpening: true, isFirst: false, title }),
    sections: document.sections.map((section, at) =>
      laidOut(section, { document, text, depth: 0, isFirst: at === 0, begun: null }),
    ),
  };
}

interface Place {
  readonly document: ReadableDocument;
  readonly text: ReaderText;
  /** Headings around it. */
  readonly depth: number;
  /** Whether nothing but the title block stands before it. */
  readonly isFirst: boolean;
  /** Sections around it that begin on its first line. */
  readonly begun: Pick<LaidOutSection, 'leads' | 'link'> | null;
}

function laidOut(section: Section, place: Place): LaidOutSection {
  const { document, text, depth, begun } = place;
  const { id, address } = section;
  const lines = text.own(section).map(headingAlone);
  const found = lines.findIndex(({ words }) => words.length > 0);
  const wordsFrom = found === -1 ? lines.length : found;
  const isRunIn = (lines[wordsFrom]?.heading.length ?? 0) > 0;
  const headingLines = lines
    .slice(0, isRunIn ? wordsFrom + 1 : wordsFrom)
    .map(({ heading }) => heading);
  const isToMoveBy =
    headingLines.length > 0 && section.kind !== 'item' && section.kind !== 'paragraph';
  const typeface = typefaceOf(section);
  const heading: LaidOutHeading | null =
    headingLines.length === 0
      ? null
      : {
          typeface,
          // 第十条 is set off by one blank of its own, however many are printed.
          lines: typeface === 'article' ? headingLines.map(withoutEnd) : headingLines,
          depth: isToMoveBy ? depth : null,
        };
  const own = heading === null ? [] : [heading];
  const link = begun?.link ?? (address === '' ? null : { id, address });
  const leads = [...(begun?.leads ?? []), ...own];
  const goesOn = found === -1 && heading !== null && continues(section, document.text);
  const isApart = !isRunIn && begun === null;
  const blocks = blocksOf(lines.slice(wordsFrom), {
    isOpening: false,
    isFirst: place.isFirst && headingLines.length === 0,
    title: document.title,
  });
  const isLed = !goesOn && !isApart && leads.length > 0;
  return {
    id,
    typeface,
    heading: isApart && !goesOn ? heading : null,
    leads: isLed ? leads : [],
    blocks: isLed && blocks.length === 0 ? [{ style: 'paragraph', words: [] }] : blocks,
    link: goesOn ? null : link,
    sections: section.sections.map((child, at) =>
      laidOut(child, {
        document,
        text,
        depth: isToMoveBy ? depth + 1 : depth,
        isFirst: false,
        begun: goesOn && at === 0 ? { leads, link } : null,
      }),
    ),
  };
}

/** Whether the first child's words stand on the line of the heading, as the first 款 does on that of its 条. */
function continues(section: Section, text: string): boolean {
  const [child] = section.sections;
  if (child === undefined) return false;
  if (text.slice(section.start, child.start).trimStart().includes('\n')) return false;
  const own = { start: child.start, end: child.sections[0]?.start ?? child.end };
  const words = text.slice(headingEnd(text, child, own), own.end);
  const line = text.slice(child.start, own.end).split('\n')[0] ?? '';
  // A heading alone on its line stays one; nothing would be left to set it before.
  return line.trim() !== '' && words.trim() !== '' && !/^\s*\n/u.test(words);
}

/** A mark left over after a heading belongs to it: no words follow. */
function headingAlone(line: Line): Line {
  const { heading, words } = line;
  if (heading.length === 0 || words.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) return line;
  return { heading: [...heading, ...words], words: [] };
}

function withoutEnd(line: readonly Piece[]): readonly Piece[] {
  return line.map((piece, at) =>
    at === line.length - 1 ? { ...piece, text: piece.text.trimEnd() } : piece,
  );
}

function blocksOf(
  lines: readonly Line[],
  place: Pick<LinePlace, 'isOpening' | 'isFirst' | 'title'>,
): readonly Block[] {
  const shown = lines.map(({ words }) => words.map((piece) => piece.text).join(''));
  return lines.map(({ words }, at) => ({
    style: lineStyle(shown[at] ?? '', {
      ...place,
      isFirst: place.isFirst && at === 0,
      previous: shown[at - 1] ?? '',
      next: shown[at + 1] ?? '',
    }),
    words,
  }));
}

const CHAPTER = /^第.{1,10}[编篇部分章节]$/u;
const FIRST = /^[一二三四五六七八九十百]+[、.．]/u;
const SECOND = /^[（(][一二三四五六七八九十百]+[）)]/u;
const THIRD = /^[（(]?\d{1,3}[）)、.．]|^[①-⑳⒈-⒛]/u;

function typefaceOf({ kind, label, level }: Section): SectionTypeface {
  if (kind === 'article' || kind === 'appendix') return kind;
  if (kind !== 'heading') return 'plain';
  if (CHAPTER.test(label)) return 'chapter';
  if (FIRST.test(label)) return 'first';
  if (SECOND.test(label)) return 'second';
  if (THIRD.test(label)) return 'third';
  return level === 1 ? 'first' : level === 2 ? 'second' : 'third';
}
