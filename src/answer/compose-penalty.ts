import type { LocatedSection } from '../index/section-store.js';
import type { TextRange } from '../text/sentences.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Deed, type Draft } from './answer-task.js';
import { type CitationBook, openCitationBook } from './citation-book.js';
import { bodyRange, contentRange, slice, wholeRange } from './clause-text.js';
import { clauseWords } from './clause-words.js';
import { answered } from './draft.js';
import type { FoundConduct, FoundPenalty } from './find-penalties.js';
import { listLines } from './list-lines.js';
import { oddsApart } from './odds.js';
import { threatens } from './penalties.js';
import { BRIEF, quotePoint } from './quote-point.js';
import { refusalScoreOf } from './reason-to-refuse.js';

/** How far under the best clause for the deed the one that the penalty stands on may lie, in log-odds. */
const MOST_APART = 0.6;
/**
 * A penalty less likely than not is none for the deed (闯红灯 in a rule on ambulances), nor is one where the
 * documents less likely than not bear on the deed, by the refusal score of what it stands on: of 30 questions
 * for penalties that the documents do not have it keeps 9 more out, of 114 that they have it loses one.
 */
const LIKELIER_THAN_NOT = 0.5;
/** Penalties so near the likeliest that they punish the same deed, of another actor or in another way. */
const AS_LIKELY = 0.3;
const MOST_PENALTIES = 3;
/** Clauses of the deed that are quoted beside a penalty. */
const MOST_CONDUCTS = 2;
/** A list of deeds under one penalty is quoted whole up to this length. */
const LONGEST_LIST = 400;
/** Own words of a clause that says how a deed is punished are quoted whole up to this length. */
const LONGEST_MEASURE = 300;

/**
 * What the documents threaten the deed with that is asked about: the penalty clause's own words first, then the
 * clause that it refers to, each cited. Null where no penalty stands on a clause as near as the best one
 * found for the deed.
 */
export function composePenalty(task: AnswerTask): Draft | null {
  const { deed } = task;
  const [best] = deed?.penalties ?? [];
  if (deed === null || best === undefined || !isFor(task, deed, best)) return null;
  const limit = task.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const book = openCitationBook();
  const chosen = beside(deed.penalties, best);
  const lines = grouped(chosen).flatMap((group) => penaltyLines(task, { group, book, limit }));
  return answered(task, {
    lines: [...lines, ...referredLines(task, { chosen, book, limit })],
    book,
  });
}

/** Whether the likeliest penalty is one for the deed. */
function isFor(task: AnswerTask, deed: Deed, best: FoundPenalty): boolean {
  // A clause that threatens in the same breath is found and quoted as any other.
  if (best.lead === null && best.conduct.length === 0) return false;
  const [nearest] = deed.hits;
  if (nearest === undefined || oddsApart(nearest.score, best.score) > MOST_APART) return false;
  if (best.score < Math.max(LIKELIER_THAN_NOT, task.floors.refuseBelow)) return false;
  if (asksForLiberty(task) && !TAKES_LIBERTY.test(wordsOf(best))) return false;
  const stoodOn =
    best.found[0]?.hits[0] ?? deed.hits.find(({ section }) => section.id === best.place.section.id);
  const hits = [
    ...(stoodOn === undefined ? [] : [stoodOn]),
    ...deed.hits.filter((hit) => hit !== stoodOn),
  ];
  const bears = refusalScoreOf({ ...task, question: deed.question, hits });
  return bears === null || bears >= LIKELIER_THAN_NOT;
}

/**
 * The likeliest penalty with those as likely: of the same deed for another actor or in another way, or the
 * other deeds of its list where one penalty is for all.
 */
function beside(penalties: readonly FoundPenalty[], best: FoundPenalty): readonly FoundPenalty[] {
  const clause = best.found[0]?.clause.section.id;
  const isAlike = (penalty: FoundPenalty) =>
    (clause !== undefined && penalty.found[0]?.clause.section.id === clause) ||
    (isOneForAll([best, penalty]) && penalty.lead?.section.id === best.lead?.section.id);
  return penalties
    .filter(
      (penalty) =>
        penalty === best || (penalty.standing >= best.standing - AS_LIKELY && isAlike(penalty)),
    )
    .slice(0, MOST_PENALTIES);
}

/** Whether penalties are deeds of lists whose lead-in alone threatens. */
function isOneForAll(penalties: readonly FoundPenalty[]): boolean {
  return penalties.every(
    ({ lead, place, range }) => lead !== null && !threatens(slice(place.document, range)),
  );
}

/** Penalties of one list together, the others each by itself. */
function grouped(penalties: readonly FoundPenalty[]): readonly (readonly FoundPenalty[])[] {
  const groups: FoundPenalty[][] = [];
  for (const penalty of penalties) {
    const lead = penalty.lead?.section.id;
    const group = groups.find(([first]) => lead !== undefined && first?.lead?.section.id === lead);
    if (group === undefined) groups.push([penalty]);
    else group.push(penalty);
  }
  return groups.map((group) => group.sort((a, b) => a.range.start - b.range.start));
}

interface Parts {
  readonly book: CitationBook;
  readonly limit: number;
}

function penaltyLines(
  task: AnswerTask,
  { group, book, limit }: Parts & { readonly group: readonly FoundPenalty[] },
): readonly string[] {
  const [first] = group;
  if (first === undefined || book.citations.length >= limit) return [];
  const quotes = quotesOf(group).slice(0, limit - book.citations.length);
  const score = first.score;
  const marks = quotes.map((quote) => book.mark({ ...quote, score }));
  const texts = quotes.map(({ document, range }) => listLines(document, range).join('\n'));
  const words = texts.map((text, index) =>
    index < texts.length - 1 ? `${text}${marks[index]}` : text,
  );
  const place = quotes[0] ?? first.place;
  return [
    task.frame.fact(words.join('\n'), {
      title: place.document.title,
      clause: clauseWords(place),
      mark: marks.at(-1) ?? '',
    }),
  ];
}

interface Quote extends LocatedSection {
  readonly range: TextRange;
}

/** A penalty's own words; of a list its lead-in and the items, or the whole where one penalty is for all and that is short. */
function quotesOf(group: readonly FoundPenalty[]): readonly Quote[] {
  const [first] = group;
  if (first === undefined) return [];
  const { lead, place } = first;
  if (lead === null) return [{ ...place, range: first.range }];
  const { document, section } = lead;
  const whole = contentRange(document, section);
  if (isOneForAll(group) && whole.end - whole.start <= LONGEST_LIST)
    return [{ ...lead, range: whole }];
  return [
    { ...lead, range: bodyRange(document, section) },
    ...group.map((penalty) => ({ ...penalty.place, range: penalty.range })),
  ];
}

/** The clauses that the penalties refer to: how the deed is punished, where that is said elsewhere, and what the deed is. */
function referredLines(
  task: AnswerTask,
  { chosen, book, limit }: Parts & { readonly chosen: readonly FoundPenalty[] },
): readonly string[] {
  const quotes = [
    ...chosen.slice(0, 1).flatMap(measureQuotes),
    ...conductsOf(chosen).flatMap((conduct) => conductQuotes(task, conduct)),
  ];
  const lines: string[] = [];
  for (const quote of quotes) {
    const isKnown = book.citations.some(
      ({ documentId, start, end }) =>
        documentId === quote.document.id && start <= quote.range.start && end >= quote.range.end,
    );
    if (isKnown || book.citations.length >= limit) continue;
    const mark = book.mark({ ...quote, score: chosen[0]?.score ?? 0 });
    const text = listLines(quote.document, quote.range)
      .map((line) => `${line}${mark}`)
      .join('\n');
    lines.push(task.frame.referredClause(clauseWords(quote), text));
  }
  return lines;
}

/** The clause that another penalty is measured by, in its own words before any list. */
function measureQuotes({ measure }: FoundPenalty): readonly Quote[] {
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

function conductsOf(chosen: readonly FoundPenalty[]): readonly FoundConduct[] {
  const seen = new Set<string>();
  return chosen
    .flatMap(({ found }) => found.slice(0, 1))
    .filter(({ clause }) => {
      const isNew = !seen.has(clause.section.id);
      seen.add(clause.section.id);
      return isNew;
    })
    .slice(0, MOST_CONDUCTS);
}

function conductQuotes(task: AnswerTask, { clause, score, hits }: FoundConduct): readonly Quote[] {
  if (clause.item !== undefined) return [{ ...clause, range: clause.item }];
  if (clause.section.kind === 'item') {
    return [{ ...clause, range: wholeRange(clause.document, clause.section) }];
  }
  return quotePoint(task, { ...clause, score, found: hits }, BRIEF);
}
