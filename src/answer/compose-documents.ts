import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { type CitationBook, headingLabel, openCitationBook } from './citation-book.js';
import { headingRange, slice, titleBlock, wholeRange } from './clause-text.js';
import { childHeadings } from './compose-overview.js';
import { answered } from './draft.js';
import { withoutMarkdown } from './list-lines.js';
import { BRIEF, quotePoint } from './quote-point.js';
import { clauseOf } from './select-points.js';

/** Documents that a list shows where the caller sets no number. */
const MOST_LISTED = 30;
const SCORE_OF_NAMED = 1;

/** A list of documents, each cited by its own title lines. */
export function composeDocumentList(task: AnswerTask, documents: readonly PolicyDocument[]): Draft {
  const book = openCitationBook();
  const shown = documents.slice(0, task.maxCitations ?? MOST_LISTED);
  const lines = [task.frame.documentListLead(documents.length, shown.length)];
  for (const [index, document] of shown.entries()) {
    lines.push(`${index + 1}. ${documentLine(task, document, book)}`);
  }
  const notices =
    shown.length < documents.length
      ? [
          {
            kind: 'partial' as const,
            message: task.frame.notices.partial(shown.length, documents.length),
          },
        ]
      : [];
  return answered(task, { lines, book, notices });
}

/** One document: what it prints about itself, and its outline. */
export function composeDocument(task: AnswerTask, documents: readonly PolicyDocument[]): Draft {
  const book = openCitationBook();
  const limit = task.maxCitations ?? MOST_LISTED;
  const lines: string[] = [];
  for (const document of documents.slice(0, limit)) {
    lines.push(documentLine(task, document, book));
    for (const section of childHeadings(document.sections)) {
      if (section.title === '' || book.citations.length >= limit || documents.length > 1) continue;
      const range = headingRange(document, section);
      const mark = book.mark({ document, section, path: [section], range, score: SCORE_OF_NAMED });
      lines.push(`${headingLabel(section)}${mark}`);
    }
  }
  return answered(task, { lines, book });
}

/** The documents that speak of a matter, best first, each with the clause that does. */
export function composeDocumentSearch(task: AnswerTask): Draft {
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const best = task.hits[0]?.score ?? 0;
  const byDocument = new Map<string, (typeof task.hits)[number]>();
  for (const hit of task.hits) {
    const isNear = hit.score >= task.floors.refuseBelow && hit.score >= best * LEAST_STANDING;
    if (isNear && !byDocument.has(hit.document.id)) byDocument.set(hit.document.id, hit);
  }
  const chosen = [...byDocument.values()].slice(0, limit);
  const book = openCitationBook();
  const lines = [task.frame.documentSearchLead(chosen.length)];
  for (const hit of chosen) {
    const point = { ...clauseOf(hit), score: hit.score, found: [hit] };
    const [quote] = quotePoint(task, point, BRIEF);
    if (quote === undefined) continue;
    const mark = book.mark({ ...quote, score: hit.score });
    const heading = headingLabel(point.section);
    const words = withoutMarkdown(slice(hit.document, quote.range)).replace(/\n\s*/gu, ' ');
    lines.push(
      `· 《${hit.document.title}》${heading === '' ? '' : `“${heading}”`}：${words}${mark}`,
    );
  }
  return answered(task, { lines, book });
}

/** A document must stand this near the best one to be listed with it. */
const LEAST_STANDING = 0.8;

function documentLine(task: AnswerTask, document: PolicyDocument, book: CitationBook): string {
  const place = titlePlace(document);
  const mark = place === undefined ? '' : book.mark({ ...place, score: SCORE_OF_NAMED });
  return `《${document.title}》${task.frame.particulars(document)}${mark}`;
}

/** Where a document names itself; its first heading where it has no title block. */
function titlePlace(
  document: PolicyDocument,
): (LocatedSection & { readonly range: TextRange }) | undefined {
  const section = document.sections[0];
  if (section === undefined) return undefined;
  const block = titleBlock(document);
  const heading = headingRange(document, section);
  const range =
    block.end > block.start
      ? block
      : heading.end > heading.start
        ? heading
        : wholeRange(document, section);
  // The title is no clause's: it is cited by the document alone.
  return { document, section: { ...section, address: '' }, path: [], range };
}
