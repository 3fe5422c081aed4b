import type { LocatedSection } from '../index/section-store.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask } from './answer-task.js';
import { bodyRange, contentRange, leadInAbove, slice, wholeRange } from './clause-text.js';
import type { FoundConduct, FoundPenalty } from './find-penalties.js';
import { threatens } from './penalties.js';
import { BRIEF, type PointQuote, quotePoint } from './quote-point.js';

/** A list of deeds under one penalty is quoted whole up to this length. */
const LONGEST_LIST = 400;
/** Own words of a clause that says how a deed is punished are quoted whole up to this length. */
const LONGEST_MEASURE = 300;

/**
 * A penalty's own words; of a list its lead-in and the items, or the whole where one penalty is for all and
 * that is short. Where one citation is left it reaches from the lead-in to the item.
 */
export function penaltyQuotes(
  group: readonly FoundPenalty[],
  limit: number,
): readonly PointQuote[] {
  const [first] = group;
  if (first === undefined) return [];
  const { lead, place } = first;
  if (lead === null) return [{ ...place, range: first.range }];
  const { document, section } = lead;
  const whole = contentRange(document, section);
  if (isOneForAll(group) && whole.end - whole.start <= LONGEST_LIST)
    return [{ ...lead, range: whole }];
  const leadIn = bodyRange(document, section);
  if (limit < 2) return [{ ...lead, range: { start: leadIn.start, end: first.range.end } }];
  const items = group.map((penalty) => ({ ...penalty.place, range: labelledRange(penalty) }));
  return [{ ...lead, range: leadIn }, ...items.slice(0, limit - 1)];
}

/** An item's words with its label, where they are all it says. */
function labelledRange({ place, range }: FoundPenalty): TextRange {
  const whole = wholeRange(place.document, place.section);
  const isAll = bodyRange(place.document, place.section).start === range.start;
  return isAll ? { start: whole.start, end: range.end } : range;
}

/** Whether penalties are deeds of lists whose lead-in alone threatens. */
export function isOneForAll(penalties: readonly FoundPenalty[]): boolean {
  return penalties.every(
    ({ lead, place, range }) => lead !== null && !threatens(slice(place.document, range)),
  );
}

/** The clause that another penalty is measured by, in its own words before any list. */
export function measureQuotes({ measure }: FoundPenalty): readonly PointQuote[] {
  return measure.slice(0, 1).flatMap((clause) => {
    const { document, section } = clause;
    const body = bodyRange(document, section);
    const own = body.end > body.start ? clause : firstInside(clause);
    const range = bodyRange(document, own.section);
    const isShown = threatens(slice(document, range)) && range.end - range.start <= LONGEST_MEASURE;
    return isShown ? [{ ...own, range }] : [];
  });
}

/** An article of several paragraphs says nothing itself: its first. */
function firstInside(place: LocatedSection): LocatedSection {
  const [section] = place.section.sections;
  return section === undefined ? place : { ...place, section, path: [...place.path, section] };
}

/**
 * The clause that says what the deed is: of a list its lead-in and the item, of a longer one what bears on the question.
 * Where one citation is left, of a list the item alone.
 */
export function conductQuotes(
  task: AnswerTask,
  { conduct, limit }: { readonly conduct: FoundConduct; readonly limit: number },
): readonly PointQuote[] {
  const { clause, score, hits } = conduct;
  const { document, section, item } = clause;
  if (item !== undefined) return [{ ...clause, range: item }];
  const lead = leadInAbove(clause);
  if (lead !== null) {
    const own = { ...clause, range: wholeRange(document, section) };
    return limit < 2 ? [own] : [{ ...lead, range: bodyRange(document, lead.section) }, own];
  }
  return quotePoint(task, { ...clause, score, found: hits }, BRIEF);
}
