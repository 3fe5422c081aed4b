import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { type CitationBook, headingLabel, openCitationBook } from './citation-book.js';
import {
  bodyRange,
  headingRange,
  sentencesOf,
  slice,
  titleBlock,
  wholeRange,
} from './clause-text.js';
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

/** Words given in quotation marks, or in Latin letters: they are looked for as they stand. */
const LITERAL = /[“"「『]([^“”"」』]{2,40})[”"」』]|\b([A-Z][A-Za-z0-9+-]{1,20})\b/gu;

/** The documents that have the very words that the question quotes; null where it quotes none that any has. */
export function composeLiteralSearch(task: AnswerTask): Draft | null {
  const literals = [...task.question.plain.matchAll(LITERAL)].map(
    ([, quoted, latin]) => quoted ?? latin ?? '',
  );
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const range = task.steered.length > 0 ? task.steered : task.documents;
  const found = literals
    .flatMap((literal) => range.flatMap((document) => firstMention(document, literal) ?? []))
    .slice(0, limit);
  if (found.length === 0) return null;
  const book = openCitationBook();
  const lines = [task.frame.documentSearchLead(new Set(found.map((f) => f.document)).size)];
  for (const place of found) {
    const mark = book.mark({ ...place, score: SCORE_OF_NAMED });
    const words = withoutMarkdown(slice(place.document, place.range)).replace(/\n\s*/gu, ' ');
    lines.push(`· 《${place.document.title}》${place.section.address}：${words}${mark}`);
  }
  return answered(task, { lines, book });
}

/** The sentence that first has the words, in the innermost clause; a heading that has them goes with its first sentence. */
function firstMention(
  document: PolicyDocument,
  literal: string,
): (LocatedSection & { readonly range: TextRange }) | undefined {
  const from = document.sections[0]?.start ?? 0;
  const at = document.text.indexOf(literal, from);
  if (at < 0 || at >= document.end) return undefined;
  let path: readonly Section[] = [];
  for (let level = document.sections; ; ) {
    const inner = level.find(({ start, end }) => start <= at && at < end);
    if (inner === undefined) break;
    path = [...path, inner];
    level = inner.sections;
  }
  const section = path.at(-1);
  if (section === undefined) return undefined;
  const place = { document, section, path };
  const heading = headingRange(document, section);
  const sentences = sentencesOf(document, bodyRange(document, section));
  const sentence = sentences.find(({ start, end }) => start <= at && at < end);
  if (sentence !== undefined) return { ...place, range: sentence };
  return { ...place, range: { start: heading.start, end: sentences[0]?.end ?? heading.end } };
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
