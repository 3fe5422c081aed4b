import type { Section } from '../../outline/outline.js';
import type { TextRange } from '../../text/sentences.js';
import { type LineStyle, lineStyle } from './line-style.js';
import { type Line, type Piece, type ReadableDocument, readerText } from './reader-text.js';

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
  readonly address: string;
  readonly typeface: SectionTypeface;
  /** Its heading; null where it has none. */
  readonly heading: LaidOutHeading | null;
  /** Its own lines after the heading; the first follows a run-in heading on the same line. */
  readonly blocks: readonly Block[];
  readonly sections: readonly LaidOutSection[];
}

export interface LaidOutHeading {
  readonly lines: readonly (readonly Piece[])[];
  /** Whether words follow it on its line. */
  readonly isRunIn: boolean;
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
  const blocks = (lines: readonly Line[], place: { isOpening: boolean; isFirst: boolean }) => {
    const shown = lines.map(({ words }) => words.map((piece) => piece.text).join(''));
    return lines.map(({ words }, at) => ({
      style: lineStyle(shown[at] ?? '', {
        isOpening: place.isOpening,
        isFirst: place.isFirst && at === 0,
        title: document.title,
        next: shown[at + 1] ?? '',
      }),
      words,
    }));
  };
  const laidOut = (section: Section, depth: number, isFirst: boolean): LaidOutSection => {
    const lines = text.own(section);
    const found = lines.findIndex(({ words }) => words.length > 0);
    const wordsFrom = found === -1 ? lines.length : found;
    const isRunIn = (lines[wordsFrom]?.heading.length ?? 0) > 0;
    const headingLines = lines.slice(0, isRunIn ? wordsFrom + 1 : wordsFrom);
    const isToMoveBy =
      headingLines.length > 0 && section.kind !== 'item' && section.kind !== 'paragraph';
    return {
      id: section.id,
      address: section.address,
      typeface: typefaceOf(section),
      heading:
        headingLines.length === 0
          ? null
          : {
              lines: headingLines.map(({ heading }) => heading),
              isRunIn,
              depth: isToMoveBy ? depth : null,
            },
      blocks: blocks(lines.slice(wordsFrom), {
        isOpening: false,
        isFirst: isFirst && headingLines.length === 0,
      }),
      sections: section.sections.map((child) =>
        laidOut(child, isToMoveBy ? depth + 1 : depth, false),
      ),
    };
  };
  return {
    title: text.title.map(({ words }) => words),
    opening: blocks(text.preliminaries, { isOpening: true, isFirst: false }),
    sections: document.sections.map((section, at) => laidOut(section, 0, at === 0)),
  };
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
