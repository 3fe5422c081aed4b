import { randomInt } from 'node:crypto';
import type { LocatedSection } from '../index/section-store.js';
import { headingText } from '../outline/heading-text.js';
import type { Section } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';
import type { Citation } from './answer.js';

/** Words of a document that an answer quotes. */
export interface Quotation extends LocatedSection {
  readonly range: TextRange;
  /** 0–1, how close the section is to the question. */
  readonly score: number;
}

/** The citations of one answer, numbered as they are first used. */
export interface CitationBook {
  readonly citations: readonly Citation[];
  /** Adds a quotation, or finds it again, and returns its mark, which {@link printMarks} prints as `[1]`. */
  mark(quotation: Quotation): string;
}

/**
 * Around a mark's number until it is printed: noncharacters (Unicode 23.7), which no honest text holds. In
 * front stand some drawn at random when the process starts, so that neither a document nor a question can
 * print a mark that has no citation.
 */
const SEAL = Array.from({ length: 8 }, () => String.fromCharCode(0xfdd2 + randomInt(30))).join('');
const OPENS = `\uFDD0${SEAL}`;
const CLOSES = '\uFDD1';
const MARK = new RegExp(`${OPENS}(\\d+)${CLOSES}`, 'gu');
/** What stands in a document as a mark would: a footnote's number. */
const FOOTNOTE = /\[(\d+)\]/gu;
/** What readers of Markdown would make a link or a picture of: its words and what stands before its address. */
const LINK = /\[([^[\]\n]*)\]\(/gu;
const LINK_END = /\]\(/gu;
/**
 * Characters that steer a screen: control characters but line ends and tabs, and those that turn the
 * direction of writing (UAX 9), whose effect reaches to the end of the line, over marks and addresses.
 */
const STEERING = /[\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\n\t]/gu;

/**
 * Words of documents as they may stand between an answer's own: nothing in them is a mark, a link or
 * steers the screen. `quote` and `documentTitle` keep what is printed.
 */
export function plainWords(text: string): string {
  return text
    .replace(STEERING, '')
    .replace(FOOTNOTE, '［$1］')
    .replace(LINK, '［$1］(')
    .replace(LINK_END, '］(');
}

/**
 * A composed text with its marks as `[1]`. What the documents themselves print so is shown in
 * full-width brackets, ［1］, so that every `[n]` of an answer is one of its citations.
 */
export function printMarks(text: string): string {
  return plainWords(text).replace(MARK, '[$1]');
}

/** A composed text with other numbers in its marks, as when answers are put together; a number not given stays. */
export function renumberMarks(text: string, numbers: ReadonlyMap<number, number>): string {
  return text.replace(
    MARK,
    (_, number: string) => `${OPENS}${numbers.get(Number(number)) ?? number}${CLOSES}`,
  );
}

/** An empty book. */
export function openCitationBook(): CitationBook {
  const citations: Citation[] = [];
  return {
    citations,
    mark(quotation) {
      const made = citationOf(quotation, citations.length + 1);
      const known = citations.find(
        ({ documentId, start, end }) =>
          documentId === made.documentId && start === made.start && end === made.end,
      );
      if (known === undefined) citations.push(made);
      return `${OPENS}${(known ?? made).index}${CLOSES}`;
    },
  };
}

/** The citation of a quotation; `quote` is the document's own slice. */
export function citationOf(quotation: Quotation, index: number): Citation {
  const { document, section, path, range } = quotation;
  const reader = `/documents/${encodeURIComponent(document.id)}`;
  return {
    index,
    documentId: document.id,
    documentTitle: document.title,
    sectionId: section.id,
    address: section.address,
    headingPath: path.map(headingLabel),
    quote: document.text.slice(range.start, range.end),
    start: range.start,
    end: range.end,
    url: `${reader}?quote=${range.start}-${range.end}#${encodeURIComponent(section.id)}`,
    score: Math.min(1, Math.max(0, quotation.score)),
  };
}

/** A section as a line of the outline: label and title; a clause without both by its address. */
export function headingLabel(section: Section): string {
  const line = headingText(section);
  return line === '' ? section.address : line;
}
