import { asksForLiberty, namesDeed } from '../retrieve/penalty-question.js';
import { type AnswerTask, DEFAULT_MAX_CITATIONS, type Deed, type Draft } from './answer-task.js';
import { type CitationBook, openCitationBook } from './citation-book.js';
import { bodyRange, slice } from './clause-text.js';
import { clauseWords } from './clause-words.js';
import { answered } from './draft.js';
import type { FoundConduct, FoundPenalty } from './find-penalties.js';
import { listLines } from './list-lines.js';
import { oddsApart } from './odds.js';
import { conductQuotes, isOneForAll, measureQuotes, penaltyQuotes } from './penalty-quotes.js';
import { refusalScoreOf } from './reason-to-refuse.js';

/** How far under the best clause for the deed the one that the penalty stands on may lie, in log-odds. */
const MOST_APART = 0.6;
/**
 * A penalty less likely than not is none for the deed (闯红灯 in a rule on ambulances), nor is one where the
 * documents less likely than not bear on the deed, by the refusal score of what it stands on: of 38 questions
 * for penalties that the documents do not have the second keeps 3 more out, of 113 that they have it loses one.
 */
const LIKELIER_THAN_NOT = 0.5;
/** Penalties so near the likeliest that they punish the same deed, of another actor or in another way. */
const AS_LIKELY = 0.3;
const MOST_PENALTIES = 3;
/** Clauses of the deed that are quoted beside a penalty. */
const MOST_CONDUCTS = 2;

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
  if (!namesDeed(deed.question.matter, best.place.document.title)) return false;
  const [nearest] = deed.hits;
  if (nearest === undefined || oddsApart(nearest.score, best.score) > MOST_APART) return false;
  if (isExempt(task, best)) return false;
  if (best.score < Math.max(LIKELIER_THAN_NOT, task.floors.refuseBelow)) return false;
  if (asksForLiberty(task.question.plain) && !TAKES_LIBERTY.test(wordsOf(best))) return false;
  const stoodOn =
    best.found[0]?.hits[0] ?? deed.hits.find(({ section }) => section.id === best.place.section.id);
  const hits = [
    ...(stoodOn === undefined ? [] : [stoodOn]),
    ...deed.hits.filter((hit) => hit !== stoodOn),
  ];
  const bears = refusalScoreOf({ ...task, question: deed.question, hits, readings: deed.readings });
  return bears === null || bears >= LIKELIER_THAN_NOT;
}

const EXEMPTS = /(?:免予|免于|免除|不予|不受|不给予)[^，。；]{0,6}(?:处罚|处分|罚款|责任)/u;

/** Whether the clause nearest to the question lets the deed go unpunished, and the penalty is not of that clause. */
function isExempt({ hits }: AnswerTask, { place, found }: FoundPenalty): boolean {
  const [nearest] = hits;
  if (nearest === undefined || nearest.section.id === place.section.id) return false;
  const { document, start, end } = nearest;
  return (
    EXEMPTS.test(document.text.slice(start, end)) &&
    !found.some(({ clause }) => clause.section.id === nearest.section.id)
  );
}

/** 判几年 is not answered by a fine. */
const TAKES_LIBERTY = /徒刑|拘役|管制|死刑|刑事责任|拘留/u;

function wordsOf({ place, range, lead }: FoundPenalty): string {
  const above = lead === null ? '' : slice(lead.document, bodyRange(lead.document, lead.section));
  return `${above}${slice(place.document, range)}`;
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
  const quotes = penaltyQuotes(group, limit - book.citations.length);
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

/** The clauses that the penalties refer to: how the deed is punished, where that is said elsewhere, and what the deed is. */
function referredLines(
  task: AnswerTask,
  { chosen, book, limit }: Parts & { readonly chosen: readonly FoundPenalty[] },
): readonly string[] {
  const clauses = [
    ...chosen.slice(0, 1).map((penalty) => () => measureQuotes(penalty)),
    ...conductsOf(chosen).map(
      (conduct) => () => conductQuotes(task, { conduct, limit: limit - book.citations.length }),
    ),
  ];
  return clauses.flatMap((read) => {
    const quotes = read();
    const texts = quotes.flatMap((quote) => {
      const { document, range } = quote;
      const isKnown = book.citations.some(
        ({ documentId, start, end }) =>
          documentId === document.id && start <= range.start && end >= range.end,
      );
      if (isKnown || book.citations.length >= limit) return [];
      const mark = book.mark({ ...quote, score: chosen[0]?.score ?? 0 });
      return listLines(document, range).map((line) => `${line}${mark}`);
    });
    const last = quotes.at(-1);
    if (last === undefined || texts.length === 0) return [];
    return [task.frame.referredClause(clauseWords(last), texts.join('\n'))];
  });
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
