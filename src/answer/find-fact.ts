import type { PolicyDocument } from '../outline/outline.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { AnswerTask } from './answer-task.js';
import { headingRange, slice, wholeRange } from './clause-text.js';
import { needsEvidence } from './evidence.js';
import { type ScoredSentence, scoreSentences } from './select-sentences.js';

/** Sections whose sentences are looked through for the fact. */
const SECTIONS_SEARCHED = 8;
/** What the section's own score weighs against its sentences' (each about 0–2). */
const SECTION_SHARE = 1.2;

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
