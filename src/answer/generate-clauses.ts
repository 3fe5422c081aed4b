import type { LocatedSection } from '../index/section-store.js';
import { splitSentences, type TextRange } from '../text/sentences.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { headingLabel } from './citation-book.js';
import { bodyRange, wholeRange } from './clause-text.js';
import { addressesModel, type SupportClause } from './support/check-support.js';

/** A clause that a model is shown. */
export interface GivenClause extends SupportClause {
  readonly place: LocatedSection;
  readonly score: number;
}

/** Clauses and characters that a model is shown at most: what a small model reads well. */
const MOST_CLAUSES = 8;
const MOST_CHARACTERS = 6000;
/** A clause is shown whole up to this length, else the part of it that was chosen. */
const LONGEST_CLAUSE = 1500;

/**
 * The clauses for a model: those that the draft quotes, then the next best of the same documents,
 * so that what the draft says about its documents holds for any answer from them.
 */
export function clausesFor(task: AnswerTask, draft: Draft): readonly GivenClause[] {
  const documents = new Set(draft.citations.map(({ documentId }) => documentId));
  const quoted = draft.citations.flatMap(({ documentId, sectionId, start, end, score }) => {
    const place = task.store.section(documentId, sectionId);
    return place === undefined ? [] : [{ place, score, around: { start, end } }];
  });
  const found = task.hits
    .filter(({ document }) => documents.has(document.id))
    .map((hit) => ({ place: hit, score: hit.score, around: { start: hit.start, end: hit.end } }));
  const clauses: GivenClause[] = [];
  let characters = 0;
  for (const { place, score, around } of [...quoted, ...found]) {
    const range = shownRange(place, around);
    const length = range.end - range.start;
    const isKnown = clauses.some(
      ({ documentId, range: known }) =>
        documentId === place.document.id && known.start <= range.start && range.end <= known.end,
    );
    if (isKnown || length === 0 || clauses.length >= MOST_CLAUSES) continue;
    if (clauses.length > 0 && characters + length > MOST_CHARACTERS) continue;
    characters += length;
    clauses.push(clauseOf(task, { place, score, range }));
  }
  return clauses;
}

function clauseOf(
  task: AnswerTask,
  parts: { readonly place: LocatedSection; readonly score: number; readonly range: TextRange },
): GivenClause {
  const { place, score, range } = parts;
  const { document, path } = place;
  const { documentNumber, issuer, department } = document.metadata;
  const named = [documentNumber, issuer, department].filter((words) => words !== null);
  return {
    documentId: document.id,
    title: document.title,
    context: [...named, ...path.map(headingLabel), place.section.address],
    year: document.metadata.year ?? task.store.document(document.id)?.metadata.year ?? null,
    text: document.text,
    range,
    place,
    score,
  };
}

function shownRange({ document, section }: LocatedSection, around: TextRange): TextRange {
  const whole = wholeRange(document, section);
  if (whole.end - whole.start <= LONGEST_CLAUSE) return whole;
  const own = bodyRange(document, section);
  const isOwn = own.start <= around.start && around.end <= own.end;
  if (isOwn && own.end - own.start <= LONGEST_CLAUSE) return own;
  const sentences = splitSentences(document.text, whole);
  const near = sentences.filter(
    ({ start, end }) =>
      end > around.start - LONGEST_CLAUSE / 2 &&
      start < Math.min(around.end, around.start + LONGEST_CLAUSE / 2),
  );
  return {
    start: near[0]?.start ?? around.start,
    end: Math.min(
      near.at(-1)?.end ?? around.end,
      (near[0]?.start ?? around.start) + 2 * LONGEST_CLAUSE,
    ),
  };
}

/** A clause's words for a model, without lines that try to tell it what to do. */
export function shownWords({ text, range }: SupportClause): string {
  return text
    .slice(range.start, range.end)
    .split('\n')
    .map((line) => (addressesModel(line) ? line.slice(0, firstAddress(line)) : line))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function firstAddress(line: string): number {
  const sentence = splitSentences(line).find(({ start, end }) =>
    addressesModel(line.slice(start, end)),
  );
  return sentence?.start ?? 0;
}
