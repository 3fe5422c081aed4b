import type { PolicyDocument } from '../outline/outline.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import { normaliseForMatching } from '../text/normalise.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Draft } from './answer-task.js';
import { type CitationBook, headingLabel, openCitationBook } from './citation-book.js';
import { answered } from './draft.js';
import { listLines } from './list-lines.js';
import { BRIEF, FULL, type QuoteSize, quotePoint } from './quote-point.js';
import { type Point, type PointGroup, selectPoints } from './select-points.js';
import { overlapOf } from './term-weights.js';

/** Documents that an answer across documents names at most. */
const MOST_DOCUMENTS = 6;

/** A topic: a lead naming document and part, then one point a clause, in the document's order. */
export function composeTopic(task: AnswerTask): Draft {
  const documents = answeringDocuments(task);
  const first = documents[0];
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const book = openCitationBook();
  if (documents.length <= 1 && first !== undefined) {
    const group = selectPoints(task, { document: first, limit });
    return answered(task, { lines: groupLines(task, { group, book, limit }), book });
  }
  const share = Math.max(1, Math.floor(limit / documents.length));
  const lines = [task.frame.acrossLead(Math.min(documents.length, limit))];
  for (const document of documents.slice(0, limit)) {
    const group = selectPoints(task, { document, limit: share });
    lines.push(task.frame.documentHeading(document.title));
    for (const point of group.points)
      lines.push(...pointLines(task, { point, book, size: BRIEF, limit }));
  }
  return answered(task, { lines, book });
}

/** A document is named in an answer across documents when its best clause stands this near the best one. */
const LEAST_DOCUMENT_STANDING = 0.5;
/** The same for a document that the question itself names. */
const LEAST_NAMED_STANDING = 0.2;

/** The documents an answer is from: one, or several where the question asks across them. */
function answeringDocuments(task: AnswerTask): readonly PolicyDocument[] {
  const best = task.hits[0];
  if (best === undefined) return [];
  if (!asksAcross(task, best.document)) return [best.document];
  const overlap = (hit: RetrievedSection) =>
    overlapOf(task.question.terms, {
      weights: task.weights,
      text: normaliseForMatching(hit.document.text.slice(hit.section.start, hit.section.end)),
    });
  const highest = Math.max(...task.hits.map(overlap));
  const isNamed = (document: PolicyDocument) => task.steered.includes(document);
  const documents = new Map<string, PolicyDocument>();
  for (const hit of task.hits) {
    const least = isNamed(hit.document) ? LEAST_NAMED_STANDING : LEAST_DOCUMENT_STANDING;
    const isNear = hit.score >= best.score * least && overlap(hit) >= highest * least;
    if (isNear) documents.set(hit.document.id, hit.document);
  }
  const chosen = [...documents.values()].slice(0, MOST_DOCUMENTS);
  const order = new Map(task.documents.map(({ id }, index) => [id, index]));
  return chosen.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** `各` behind such a verb is whom a document tells something, not which documents are asked. */
const TOLD = /(?:对|向|要求|通知|督促|指导|组织|为|给|由|使|让)[^，。？]{0,12}各/u;

/**
 * Whether the question asks several documents: two departments side by side, unless they issued the
 * best document together; each of the units there are.
 */
function asksAcross({ question, steered }: AnswerTask, best: PolicyDocument): boolean {
  const { departments, plain, acrossDocuments, named } = question;
  if (departments.length > 1 && new Set(named.words).size < 2) {
    const issuers = `${best.title} ${best.metadata.issuer ?? ''}`;
    if (departments.every(({ text }) => issuers.includes(text))) return false;
    if (!EACH_FOR_ITSELF.test(plain) && areTogether(departments, best.text)) return false;
  }
  if (departments.length <= 1 && speaksOfEach(plain, best)) return false;
  if (steered.length > 1 && departments.length > 1) return true;
  const namesSeveral = departments.length > 1 || new Set(named.words).size > 1;
  // 分别 alone asks for each of several things.
  const isBare = !namesSeveral && (TOLD.test(plain) || !ACROSS_BY_NAME.test(plain));
  return acrossDocuments && !isBare;
}

const EACH_FOR_ITSELF = /都|各自|分别|比较|对比|相比|异同|区别/u;

/** Whether a text names departments in one breath (财政部、海关总署和税务总局): what they did together is one matter. */
function areTogether(departments: AnswerTask['question']['departments'], text: string): boolean {
  const names = departments.map((department) => department.text);
  const [first = ''] = names;
  if (first === '') return false;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    const around = text.slice(Math.max(0, at - ONE_BREATH), at + ONE_BREATH);
    if (names.every((name) => around.includes(name))) return true;
  }
  return false;
}

/** Characters on each side of a department within which others are named in one breath with it. */
const ONE_BREATH = 24;

/** Whether the document itself speaks of 各地公共就业服务机构, as the question does: then they are its matter. */
function speaksOfEach(plain: string, { text }: PolicyDocument): boolean {
  return [...plain.matchAll(/各.{3}/gu)].some(([phrase]) => text.includes(phrase));
}

/** Words that ask across documents by themselves. */
const ACROSS_BY_NAME =
  /各|所有|全部|[几哪两这](?:个|些|份|部|家)|不同|都|比较|对比|相比|异同|区别|across|compare|difference|each|all/iu;

interface GroupParts {
  readonly group: PointGroup;
  readonly book: CitationBook;
  readonly limit: number;
}

function groupLines(task: AnswerTask, { group, book, limit }: GroupParts): readonly string[] {
  const { document, points, part } = group;
  const [only] = points;
  if (points.length === 1 && only !== undefined) {
    const heading = only.section.kind === 'preface' ? '' : headingLabel(only.section);
    return [
      task.frame.pointLead(document.title, heading),
      ...quoteLines(task, { point: only, book, size: FULL, limit }),
    ];
  }
  const lead = task.frame.topicLead(document.title, part === undefined ? '' : headingLabel(part));
  const size: QuoteSize = BRIEF;
  return [lead, ...points.flatMap((point) => pointLines(task, { point, book, size, limit }))];
}

interface PointParts {
  readonly point: Point;
  readonly book: CitationBook;
  readonly size: QuoteSize;
  /** Citations the answer may have in all. */
  readonly limit: number;
}

function pointLines(task: AnswerTask, parts: PointParts): readonly string[] {
  const [first, ...rest] = quoteLines(task, parts);
  if (first === undefined) return [];
  const { section } = parts.point;
  const heading = section.kind === 'preface' ? '' : headingLabel(section);
  const isHeadingOnly = first.replace(/\[\d+\]$/u, '') === heading;
  const words = heading === '' || isHeadingOnly ? first : `${heading}：${first}`;
  return [`· ${words}`, ...rest];
}

function quoteLines(task: AnswerTask, { point, book, size, limit }: PointParts): readonly string[] {
  return quotePoint(task, point, size).flatMap((quote) => {
    if (book.citations.length >= limit) return [];
    const mark = book.mark({ ...quote, score: point.score });
    // Every line of a list carries the mark, so that none stands without its clause.
    return listLines(quote.document, quote.range).map((line) => `${line}${mark}`);
  });
}
