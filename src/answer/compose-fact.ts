import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { headingLabel, openCitationBook } from './citation-book.js';
import {
  bodyRange,
  contentRange,
  headingRange,
  leadsIntoList,
  slice,
  wholeRange,
} from './clause-text.js';
import { answered } from './draft.js';
import { needsEvidence } from './evidence.js';
import { listLines } from './list-lines.js';
import { type ScoredSentence, scoreSentences } from './select-sentences.js';
import { bestSpan } from './select-span.js';
import { overlapOf } from './term-weights.js';

/** Sections whose sentences are looked through for the fact. */
const SECTIONS_SEARCHED = 8;
/** What the section's own score weighs against its sentences' (each about 0–2). */
const SECTION_SHARE = 1.2;
/** A sentence that continues the one before it, of which it then is the completion. */
const CONTINUES =
  /^(?:其中|但是?[，,]?|同时|否则|不足|超过|上述|前款|以上|该|此|其|具体|即|并|逾期)/u;
/** A whole list that completes its lead-in; a longer one is left to its link. */
const LONGEST_LIST = 1200;

/** The sentence that holds the fact, found. */
export interface FoundFact {
  readonly place: RetrievedSection;
  readonly sentence: ScoredSentence;
  readonly next: ScoredSentence | undefined;
}

/** The best sentence for a fact among the best sections; undefined where no section has any. */
export function findFact(task: AnswerTask): FoundFact | undefined {
  const highest = task.hits[0]?.score ?? 0;
  let found: FoundFact | undefined;
  let foundScore = Number.NEGATIVE_INFINITY;
  let highestGrasp = 0;
  // Figures stand side by side: only the words tell which is asked for.
  const fitOf = ({ score, standing }: ScoredSentence) =>
    needsEvidence(task.question.answerKind) ? score : standing;
  for (const [rank, place] of task.hits.slice(0, SECTIONS_SEARCHED).entries()) {
    if (place.score < task.floors.refuseBelow) break;
    const sentences = scoreSentences(place, task);
    const standing = highest === 0 ? 0 : place.score / highest / (1 + RANK_DECAY * rank);
    let best: number | undefined;
    for (const [index, sentence] of sentences.entries()) {
      highestGrasp = Math.max(highestGrasp, sentence.grasp);
      if (needsEvidence(task.question.answerKind) && !isAnswer(task, sentence, place)) continue;
      const before = sentences[best ?? -1];
      if (before === undefined || fitOf(sentence) > fitOf(before)) best = index;
    }
    const sentence = sentences[best ?? -1];
    if (best === undefined || sentence === undefined) continue;
    const score = sentence.score + SECTION_SHARE * standing;
    if (score > foundScore) {
      found = { place, sentence, next: sentences[best + 1] };
      foundScore = score;
    }
  }
  if (found === undefined || !needsEvidence(task.question.answerKind)) return found;
  // A telephone number stands under a label of few words: the section has to be the one asked about.
  const isLabelled = task.question.answerKind.kind === 'contact' && found.place === task.hits[0];
  const isMeant =
    found.sentence.evidence === 'exact' ||
    isLabelled ||
    found.sentence.grasp >= highestGrasp * LEAST_GRASP_SHARE;
  return isMeant ? found : undefined;
}

/** A figure, date or name answers only where its sentence is about what is asked. */
function isAnswer(task: AnswerTask, sentence: ScoredSentence, place: RetrievedSection): boolean {
  // A question in another script shares no words with the text: then its nearness has to do.
  const sharesScript = [...task.question.terms].some((term) => /\p{Script=Han}/u.test(term));
  const isNear = place.score >= 1 - (1 - task.floors.refuseBelow) * FAR;
  return (
    sentence.evidence === 'exact' ||
    (isPenalty(task) &&
      sentence.evidence === 'given' &&
      sentence.overlap >= LEAST_PENALTY_OVERLAP) ||
    (sentence.evidence !== 'none' && (!sharesScript || isNear || sentence.grasp >= LEAST_GRASP))
  );
}

/** A fine is asked for in everyday words, and the clause that sets one names the deed in its own: one shared word has to do. */
function isPenalty({ question: { answerKind } }: AnswerTask): boolean {
  return answerKind.kind === 'number' && answerKind.noun?.startsWith('罚') === true;
}
const LEAST_PENALTY_OVERLAP = 0.35;

/**
 * Least share of what is asked about that the sentence of a figure and its headings hold, words
 * that no document has included: 职工医保报销比例 is not answered by some other percentage.
 */
const LEAST_GRASP = 0.2;
/** A section in this upper part of the scores above the floor is near enough without shared words. */
const FAR = 0.4;
/** A figure's sentence holds this share of what the most apt sentence holds; else that one is meant, and gives no figure. */
const LEAST_GRASP_SHARE = 0.6;
/** What each place further down the ranking takes off a section's standing. */
const RANK_DECAY = 0.06;

/** Where a named document says when it takes effect; it says so once, wherever the search looked. */
export function findCommencement(
  task: AnswerTask,
  document: PolicyDocument,
): FoundFact | undefined {
  const { answerKind } = task.question;
  if (answerKind.kind !== 'date' || !answerKind.isCommencement) return undefined;
  const places = task.store.chunks
    .filter(({ documentId }) => documentId === document.id)
    .map(({ sectionId }) => task.store.section(document.id, sectionId));
  for (const place of places.reverse()) {
    if (place === undefined) continue;
    const sentence = scoreSentences(place, task).find(({ evidence }) => evidence === 'exact');
    const { start, end } = place.section;
    const features = { cosine: 0, coverage: 0 };
    if (sentence !== undefined) {
      return { place: { ...place, start, end, score: 1, features }, sentence, next: undefined };
    }
  }
  return undefined;
}

/** Sections that are looked through for the sentence that says what a word means. */
const SECTIONS_DEFINING = 12;

/** The sentence that says what the question asks the meaning of (`特色农业（指…）`); undefined where none does. */
export function findDefinition(task: AnswerTask): FoundFact | undefined {
  const { subject } = task.question;
  if (subject === null) return undefined;
  const words = subject.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const defines = new RegExp(
    `${words}[”"]?(?:[（(，,]?(?:是指|系指|指的是|指|即)|[（(]?(?:主要|具体)?包括)(?!导|示|挥|引|出|令|定)`,
    'u',
  );
  for (const place of task.hits.slice(0, SECTIONS_DEFINING)) {
    if (place.score < task.floors.refuseBelow) break;
    const sentences = scoreSentences(place, task);
    const index = sentences.findIndex(({ range }) => defines.test(slice(place.document, range)));
    const sentence = sentences[index];
    if (sentence !== undefined) return { place, sentence, next: undefined };
  }
  return undefined;
}

/** The fact in each of several documents, grouped and named. */
export function composeFacts(task: AnswerTask, facts: readonly FoundFact[]): Draft {
  const book = openCitationBook();
  const lines = [task.frame.acrossLead(facts.length)];
  for (const fact of facts) {
    const { place } = fact;
    const range = completed(fact);
    const mark = book.mark({ ...place, range, score: place.score });
    lines.push(task.frame.documentHeading(place.document.title));
    lines.push(`${listLines(place.document, range).join('\n')}${mark}`);
  }
  return answered(task, { lines, book });
}

/** A fact: its sentence first, whole, then at most what completes it. */
export function composeFact(task: AnswerTask, fact: FoundFact): Draft {
  const { place } = fact;
  const { document } = place;
  const book = openCitationBook();
  const range = fittest(task, fact);
  const parts = headingParts(task, fact, range);
  const quote = parts
    .map((part) => {
      const mark = book.mark({ ...place, range: part, score: place.score });
      return `${listLines(document, part).join('\n')}${part === parts.at(-1) ? '' : mark}`;
    })
    .join('\n');
  const last = parts.at(-1) ?? range;
  const mark = book.mark({ ...place, range: last, score: place.score });
  const line = task.frame.fact(quote, { title: document.title, clause: clauseWords(place), mark });
  return answered(task, { lines: [line], book });
}

/**
 * The heading goes before the sentence where it holds words of the question that the sentence lacks
 * (办好第六届市长咨委会年会); in one piece where the one follows the other.
 */
function headingParts(
  task: AnswerTask,
  { place, sentence }: FoundFact,
  range: TextRange,
): readonly TextRange[] {
  const { document, section } = place;
  const heading = headingRange(document, section);
  if (isQuestion(section)) return [range];
  if (section.title === '' || range.start < heading.end) return [range];
  const { terms } = task.question;
  const { weights } = task;
  const titleText = normaliseForMatching(section.title);
  const sentenceText = normaliseForMatching(slice(document, sentence.range));
  const both = overlapOf(terms, { weights, text: `${titleText} ${sentenceText}` });
  if (both - overlapOf(terms, { weights, text: sentenceText }) < HEADING_ADDS) return [range];
  const follows = bodyRange(document, section).start === range.start;
  return follows ? [{ start: heading.start, end: range.end }] : [heading, range];
}

/** A heading adds to a sentence when it holds this much more of the question. */
const HEADING_ADDS = 0.2;
/** A neighbour that answers nearly as well is part of the answer while both stay short. */
const NEARLY_AS_GOOD = 0.85;
const SHORT_PAIR = 220;

/** Address and title of a clause, as the line that says where a fact stands has them. */
function clauseWords({ section }: LocatedSection): string {
  const heading = headingLabel(section);
  if (section.title === '' || heading === section.address) return section.address;
  return section.address.endsWith(section.label)
    ? `${section.address}${section.title}`
    : `${section.address} ${section.title}`;
}

/** A heading that asks: its text is the answer, and says nothing without it. */
function isQuestion({ title, label }: Section): boolean {
  return /[？?]$/u.test(title) || /^问/u.test(label);
}

/** An answer under a question is quoted whole up to this length. */
const LONGEST_REPLY = 400;

function completed({ place, sentence, next }: FoundFact): TextRange {
  const { document, section } = place;
  const reply = contentRange(document, section);
  if (isQuestion(section) && reply.end - reply.start <= LONGEST_REPLY) return reply;
  if (next === undefined && leadsIntoList(place)) {
    const whole = { start: sentence.range.start, end: contentRange(document, section).end };
    if (whole.end - whole.start <= LONGEST_LIST) return whole;
  }
  const words = next === undefined ? '' : slice(document, next.range);
  if (next === undefined || next.overlap === 0) return withItemLeadIn(place, sentence.range);
  const pair = { start: sentence.range.start, end: next.range.end };
  const isNearlyAsGood =
    next.standing >= sentence.standing * NEARLY_AS_GOOD && pair.end - pair.start <= SHORT_PAIR;
  const completes =
    /[：:]$/u.test(slice(document, sentence.range)) ||
    CONTINUES.test(words) ||
    (next.overlap > sentence.overlap && next.evidence === sentence.evidence) ||
    isNearlyAsGood;
  return completes ? pair : withItemLeadIn(place, sentence.range);
}

/**
 * The sentence first and what completes it best, with the statements beside it that give the same of
 * others; a list or reply that is quoted whole stays whole.
 */
function fittest(task: AnswerTask, fact: FoundFact): TextRange {
  const { place, sentence } = fact;
  const whole = completed(fact);
  const isFromSentence = whole.start === sentence.range.start;
  const isPair = isFromSentence && whole.end === fact.next?.range.end;
  const isAlone = isFromSentence && whole.end === sentence.range.end;
  if (!isPair && !isAlone) return whole;
  const fromSentence = (run: readonly ScoredSentence[]) =>
    run[0]?.range.start === sentence.range.start;
  return withFellows(task, fact, bestSpan(task, place, fromSentence) ?? whole);
}

/**
 * A run with the statements of its paragraph right before and behind it that hold as much of the question
 * and the figure asked for too: the rule before its exception, the amount of each holder. As it is where
 * that grows long.
 */
function withFellows(
  task: AnswerTask,
  { place, sentence }: FoundFact,
  range: TextRange,
): TextRange {
  if (!needsEvidence(task.question.answerKind) || sentence.evidence === 'none') return range;
  const statements = scoreSentences(place, task);
  const isFellow = (index: number, beside: number) => {
    const statement = statements[index];
    if (statement === undefined) return false;
    const gap = {
      start: Math.min(beside, statement.range.end),
      end: Math.max(beside, statement.range.start),
    };
    return (
      statement.evidence === sentence.evidence &&
      statement.overlap >= sentence.overlap * FELLOW_SHARE &&
      !slice(place.document, gap).includes('\n')
    );
  };
  let first = statements.findIndex(({ range: { start } }) => start === range.start);
  let last = statements.findIndex(({ range: { end } }) => end === range.end);
  if (first < 0 || last < 0) return range;
  while (isFellow(first - 1, statements[first]?.range.start ?? 0)) first -= 1;
  while (isFellow(last + 1, statements[last]?.range.end ?? 0)) last += 1;
  const grown = {
    start: statements[first]?.range.start ?? range.start,
    end: statements[last]?.range.end ?? range.end,
  };
  return grown.end - grown.start <= LONGEST_WITH_FELLOWS ? grown : range;
}

/** What a statement beside the found one holds of the question, as a share of that one's, to answer it too. */
const FELLOW_SHARE = 0.75;
/** Characters read at a glance, as in `select-span.ts`. */
const LONGEST_WITH_FELLOWS = 250;

/** A section that is all heading is its own sentence. */
export function headingFact(place: RetrievedSection): FoundFact {
  const heading = headingRange(place.document, place.section);
  const range = heading.end > heading.start ? heading : wholeRange(place.document, place.section);
  return {
    place,
    next: undefined,
    sentence: {
      range,
      score: 0,
      standing: 0,
      overlap: 0,
      grasp: 0,
      evidence: 'given',
      similarity: undefined,
    },
  };
}

function withItemLeadIn(place: RetrievedSection, range: TextRange): TextRange {
  const parent = place.path.at(-2);
  if (parent === undefined || place.section.title !== '') return range;
  const above = { ...place, section: parent, path: place.path.slice(0, -1) };
  if (!leadsIntoList(above)) return range;
  const whole = contentRange(place.document, parent);
  return whole.end - whole.start <= SHORT_LIST ? whole : range;
}

/** An item of a list this short is quoted with the list, so that its lead-in is read with it. */
const SHORT_LIST = 300;
