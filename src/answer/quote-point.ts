import type { LocatedSection } from '../index/section-store.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask } from './answer-task.js';
import {
  bodyRange,
  contentRange,
  headingRange,
  inlineItems,
  leadsIntoList,
  slice,
  wholeRange,
} from './clause-text.js';
import type { Point } from './select-points.js';
import { type ScoredSentence, scoreSentences } from './select-sentences.js';
import { overlapOf } from './term-weights.js';

/** How much of a clause one point of an answer may quote. */
export interface QuoteSize {
  readonly sentences: number;
  /** Further sentences are added only while the quotation stays this short. */
  readonly characters: number;
  /** A text or list up to this long is quoted whole. */
  readonly wholeCharacters: number;
}

/** One point among several: the sentence or two that bear on the question. */
export const BRIEF: QuoteSize = { sentences: 2, characters: 220, wholeCharacters: 160 };
/** The only point of an answer. */
export const FULL: QuoteSize = { sentences: 4, characters: 420, wholeCharacters: 420 };

/** A neighbour sentence joins the best one when it scores this share of it. */
const NEIGHBOUR_SHARE = 0.45;

/** A quotation and the section it is cited by. */
export interface PointQuote extends LocatedSection {
  readonly range: TextRange;
}

/** The words of a clause that bear on the question: contiguous, whole sentences, lists complete. */
export function quotePoint(task: AnswerTask, point: Point, size: QuoteSize): readonly PointQuote[] {
  const { document, section } = point;
  const content = contentRange(document, section);
  if (content.end <= content.start) return [{ ...point, range: headingRange(document, section) }];
  if (leadsIntoList(point)) return listQuotes(task, point, size);
  const inner = point.found.find(({ section: { id } }) => id !== section.id);
  const isFoundItself = point.found.some(({ section: { id } }) => id === section.id);
  const target =
    inner !== undefined && (!isFoundItself || point.found[0] === inner) ? inner : point;
  const list = target === point ? undefined : listAbove(target);
  if (list !== undefined) {
    return listQuotes(task, { ...list, score: point.score, found: point.found }, size);
  }
  if (target !== point && leadsIntoList(target)) {
    return listQuotes(task, { ...target, score: point.score, found: point.found }, size);
  }
  const body = bodyRange(document, target.section);
  if (body.end <= body.start) return headingQuotes(task, target, size);
  if (body.end - body.start <= size.wholeCharacters) return [{ ...target, range: body }];
  const items = inlineItems(document, target.section);
  if (items.length > 0) return [{ ...target, range: itemsRange(task, target, { items, size }) }];
  return [{ ...target, range: bestRun(task, target, size) }];
}

/** The lead-in whose list a section is an item of. */
function listAbove(target: LocatedSection): LocatedSection | undefined {
  const parent = target.path.at(-2);
  if (parent === undefined || target.section.title !== '') return undefined;
  const above = { ...target, section: parent, path: target.path.slice(0, -1) };
  return leadsIntoList(above) ? above : undefined;
}

/** A lead-in with its list where that is short, else the lead-in and the items that were found. */
function listQuotes(task: AnswerTask, point: Point, size: QuoteSize): readonly PointQuote[] {
  const { document, section } = point;
  const content = contentRange(document, section);
  if (content.end - content.start <= LIST_FACTOR * size.wholeCharacters)
    return [{ ...point, range: content }];
  const body = bodyRange(document, section);
  const lead = body.end > body.start ? body : headingRange(document, section);
  const items = point.found.filter(({ section: { id } }) => id !== section.id).slice(0, 1);
  const fallback = items.length === 0 ? bestChild(task, point) : items;
  return [
    { ...point, range: lead },
    ...fallback.map((place) => ({ ...place, range: wholeRange(document, place.section) })),
  ];
}

/** Lists are quoted whole up to this many times the length of plain text. */
const LIST_FACTOR = 3;

function bestChild(task: AnswerTask, point: Point): readonly LocatedSection[] {
  const { document, section, path } = point;
  let best: Point['section'] | undefined;
  let highest = 0;
  for (const child of section.sections) {
    const text = normaliseForMatching(document.text.slice(child.start, child.end));
    const overlap = overlapOf(task.question.terms, { weights: task.weights, text });
    if (overlap > highest) {
      best = child;
      highest = overlap;
    }
  }
  return best === undefined ? [] : [{ document, section: best, path: [...path, best] }];
}

/** A heading without words of its own says what the best clause under it says. */
function headingQuotes(
  task: AnswerTask,
  target: LocatedSection,
  size: QuoteSize,
): readonly PointQuote[] {
  const { document, section } = target;
  const content = contentRange(document, section);
  if (content.end - content.start <= size.wholeCharacters) return [{ ...target, range: content }];
  const child = bestChild(task, { ...target, score: 0, found: [] })[0];
  if (child === undefined) return [{ ...target, range: headingRange(document, section) }];
  return quotePoint(task, { ...child, score: 0, found: [] }, size);
}

/** All items where the question is about the clause; the one item that it is about, whole, else. */
function itemsRange(
  task: AnswerTask,
  target: LocatedSection,
  { items, size }: { readonly items: readonly TextRange[]; readonly size: QuoteSize },
): TextRange {
  const { document, section } = target;
  const body = bodyRange(document, section);
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return body;
  const { terms } = task.question;
  const scores = items.map((item) =>
    overlapOf(terms, { weights: task.weights, text: normaliseForMatching(slice(document, item)) }),
  );
  const title = overlapOf(terms, {
    weights: task.weights,
    text: normaliseForMatching(section.title),
  });
  const highest = Math.max(...scores);
  const clear = scores.filter((score) => score >= highest * 0.75).length === 1;
  const isShown = body.end - body.start <= LONGEST_LIST;
  if (size === FULL && isShown && (!clear || title >= highest)) return body;
  return items[scores.indexOf(highest)] ?? body;
}

/** A counted list that is longer is shown by the item that answers. */
const LONGEST_LIST = 1200;

/** The best sentence and the neighbours that bear on the question too, in one piece. */
function bestRun(task: AnswerTask, target: LocatedSection, size: QuoteSize): TextRange {
  const sentences = scoreSentences(target, task);
  let best = 0;
  for (const [index, sentence] of sentences.entries()) {
    if (sentence.score > (sentences[best]?.score ?? 0)) best = index;
  }
  let first = best;
  let last = best;
  const floor = (sentences[best]?.score ?? 0) * NEIGHBOUR_SHARE;
  while (last - first + 1 < size.sentences) {
    const before = sentences[first - 1];
    const after = sentences[last + 1];
    const takeBefore = (before?.score ?? -1) > (after?.score ?? -1);
    const candidate = takeBefore ? before : after;
    if (candidate === undefined || candidate.score < floor) break;
    const range = span(sentences, takeBefore ? first - 1 : first, takeBefore ? last : last + 1);
    if (range.end - range.start > size.characters) break;
    if (takeBefore) first -= 1;
    else last += 1;
  }
  // A lead-in says nothing without what it leads to.
  const ends = slice(target.document, span(sentences, first, last));
  if (/[：:]$/u.test(ends) && last + 1 < sentences.length) last += 1;
  return span(sentences, first, last);
}

function span(sentences: readonly ScoredSentence[], first: number, last: number): TextRange {
  return { start: sentences[first]?.range.start ?? 0, end: sentences[last]?.range.end ?? 0 };
}
