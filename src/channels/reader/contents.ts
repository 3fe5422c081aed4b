import { headingEnd } from '../../chunk/heading-end.js';
import { headingText } from '../../outline/heading-text.js';
import type { Section } from '../../outline/outline.js';
import type { ReadableDocument } from './reader-text.js';

/** An entry of a table of contents. */
export interface ContentsEntry {
  readonly id: string;
  readonly words: string;
  /** How the clause begins, for one without a title; else empty. */
  readonly hint: string;
  readonly entries: readonly ContentsEntry[];
}

/** Sections that a table of contents lists; single paragraphs and items are too many to help. */
const LISTED: ReadonlySet<Section['kind']> = new Set(['heading', 'article', 'appendix', 'preface']);

/** UTF-16 units of a clause's beginning; a line of the contents holds fewer. */
const HINT_LENGTH = 24;

/** The table of contents of a document. */
export function contentsOf(document: ReadableDocument): readonly ContentsEntry[] {
  const listed = (sections: readonly Section[]): readonly ContentsEntry[] =>
    sections
      .filter(({ kind }) => LISTED.has(kind))
      .map((section) => ({
        id: section.id,
        words: wordsOf(section),
        hint: section.kind === 'article' && section.title === '' ? hintOf(document, section) : '',
        entries: listed(section.sections),
      }));
  return listed(document.sections);
}

/** How many entries there are, at all depths. */
export function entryCount(entries: readonly ContentsEntry[]): number {
  return entries.reduce((sum, entry) => sum + 1 + entryCount(entry.entries), 0);
}

function wordsOf(section: Section): string {
  const words = headingText(section);
  if (words !== '') return words;
  if (section.kind === 'preface') return '前言';
  return section.address === '' ? '（无题）' : section.address;
}

function hintOf({ text }: ReadableDocument, section: Section): string {
  const start = headingEnd(text, section, section);
  const end = Math.min(section.end, start + 2 * HINT_LENGTH);
  const words = text
    .slice(start, end)
    .replace(/[\s*#_]+/gu, ' ')
    .trim();
  return [...words].slice(0, HINT_LENGTH).join('');
}
