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
import { bestSpan } from './select-span.js';
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
export const FULL: QuoteSize = { sentences: 4, characters: 220, wholeCharacters: 420 };

/**
 * A neighbour sentence joins the best one when it stands at this share of it; what follows counts for
 * more than what goes before, for texts name a matter first and then say what it is.
 */
const NEIGHBOUR_SHARE = 0.45;
const BEFORE_SHARE = 0.7;
const AFTER_SHARE = 1.1;

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
  if (body.end - body.start <= wholeUpTo(target, size)) return [{ ...target, range: body }];
  const items = inlineItems(document, target.section);
  const isClause = target.section.title !== '' || target.section.label !== '';
  if (items.length > 0 && isClause) {
    const range = itemsRange(task, target, { items, size });
    if (range !== undefined) return [{ ...target, range }];
  }
  return [{ ...target, range: runOf(task, target, size) }];
}

/** The statements that answer: of the only point by their fitness as an answer, of one among several in brief. */
function runOf(task: AnswerTask, target: LocatedSection, size: QuoteSize): TextRange {
  const fittest = size === FULL ? bestSpan(task, target) : undefined;
  return fittest ?? bestRun(task, target, size);
}

/** A clause is read as one; a text without a heading is not one clause. */
function wholeUpTo({ section }: LocatedSection, size: QuoteSize): number {
  const isClause = section.title !== '' || section.label !== '';
  return isClause ? size.wholeCharacters : Math.min(size.characters, size.wholeCharacters);
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
  return [{ ...point, range: lead }, ...fallback.flatMap((place) => itemQuotes(task, place, size))];
}

/** An item whole; one that is a text of its own by what of it bears on the question. */
function itemQuotes(
  task: AnswerTask,
  item: LocatedSection,
  size: QuoteSize,
): readonly PointQuote[] {
  const range = wholeRange(item.document, item.section);
  if (range.end - range.start <= LIST_FACTOR * size.wholeCharacters) return [{ ...item, range }];
  return quotePoint(task, { ...item, score: 0, found: [item] }, size);
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
): TextRange | undefined {
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
  const length = body.end - body.start;
  // A text that counts something somewhere is no list.
  const isList = last.end - first.start >= length * LIST_SHARE;
  const isShown = isList && length <= LONGEST_LIST;
  if (size === FULL && isShown && (!clear || title >= highest)) return body;
  const item = items[scores.indexOf(highest)] ?? body;
  const isItem = isList && item.end - item.start <= LONGEST_ITEM;
  return isItem ? item : undefined;
}

/** A counted list that is longer is shown by the item that answers. */
const LONGEST_LIST = 1200;
/** Items that hold this share of a text make it a list. */
const LIST_SHARE = 0.6;
/** A longer item is a text of its own. */
const LONGEST_ITEM = 500;

/** The best sentence and the neighbours that bear on the question too, in one piece. */
function bestRun(task: AnswerTask, target: LocatedSection, size: QuoteSize): TextRange {
  const sentences = scoreSentences(target, task);
  let best = 0;
  for (const [index, { standing }] of sentences.entries()) {
    if (standing > (sentences[best]?.standing ?? 0)) best = index;
  }
  let first = best;
  let last = best;
  // A lead-in says nothing without what it leads to.
  const leads = (index: number) => {
    const sentence = sentences[index];
    return sentence !== undefined && /[：:？?]$/u.test(slice(target.document, sentence.range));
  };
  if (leads(best) && best + 1 < sentences.length) last = best + 1;
  const floor = (sentences[best]?.standing ?? 0) * NEIGHBOUR_SHARE;
  while (last - first + 1 < size.sentences) {
    const before = (sentences[first - 1]?.standing ?? -1) * BEFORE_SHARE;
    const after = (sentences[last + 1]?.standing ?? -1) * AFTER_SHARE;
    const takeBefore = before > after;
    if (Math.max(before, after) < floor) break;
    const range = span(sentences, takeBefore ? first - 1 : first, takeBefore ? last : last + 1);
    if (range.end - range.start > size.characters) break;
    if (takeBefore) first -= 1;
    else last += 1;
  }
  if (leads(last) && last + 1 < sentences.length) last += 1;
  return span(sentences, first, last);
}

function span(sentences: readonly ScoredSentence[], first: number, last: number): TextRange {
  return { start: sentences[first]?.range.start ?? 0, end: sentences[last]?.range.end ?? 0 };
}
