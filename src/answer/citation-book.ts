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
  /** Adds a quotation, or finds it again, and returns its mark: `[1]`. */
  mark(quotation: Quotation): string;
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
      return `[${(known ?? made).index}]`;
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
