import type { LocatedSection } from '../index/section-store.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { headingLabel, openCitationBook } from './citation-book.js';
import { contentRange, headingRange, leadsIntoList, slice, wholeRange } from './clause-text.js';
import { answered } from './draft.js';
import { needsEvidence } from './evidence.js';
import { listLines } from './list-lines.js';
import { type ScoredSentence, scoreSentences } from './select-sentences.js';

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
  const best = task.hits[0]?.score ?? 0;
  let found: FoundFact | undefined;
  let foundScore = Number.NEGATIVE_INFINITY;
  for (const place of task.hits.slice(0, SECTIONS_SEARCHED)) {
    if (place.score < task.floors.refuseBelow) break;
    const sentences = scoreSentences(place, task);
    const standing = best === 0 ? 0 : place.score / best;
    for (const [index, sentence] of sentences.entries()) {
      if (needsEvidence(task.question.answerKind) && sentence.evidence === 'none') continue;
      const score = sentence.score + SECTION_SHARE * standing;
      if (score > foundScore) {
        found = { place, sentence, next: sentences[index + 1] };
        foundScore = score;
      }
    }
  }
  return found;
}

/** A fact: its sentence first, whole, then at most what completes it. */
export function composeFact(task: AnswerTask, fact: FoundFact): Draft {
  const { place } = fact;
  const { document } = place;
  const book = openCitationBook();
  const range = completed(fact);
  const mark = book.mark({ ...place, range, score: place.score });
  const quote = listLines(document, range).join('\n');
  const line = task.frame.fact(quote, { title: document.title, clause: clauseWords(place), mark });
  return answered(task, { lines: [line], book });
}

/** Address and title of a clause, as the line that says where a fact stands has them. */
export function clauseWords({ section }: LocatedSection): string {
  const heading = headingLabel(section);
  if (section.title === '' || heading === section.address) return section.address;
  return section.address.endsWith(section.label)
    ? `${section.address}${section.title}`
    : `${section.address} ${section.title}`;
}

function completed({ place, sentence, next }: FoundFact): TextRange {
  const { document, section } = place;
  if (next === undefined && leadsIntoList(place)) {
    const whole = { start: sentence.range.start, end: contentRange(document, section).end };
    if (whole.end - whole.start <= LONGEST_LIST) return whole;
  }
  const words = next === undefined ? '' : slice(document, next.range);
  const completes =
    next !== undefined &&
    (/[：:]$/u.test(slice(document, sentence.range)) ||
      (CONTINUES.test(words) && next.overlap > 0) ||
      (next.overlap > sentence.overlap && next.evidence === sentence.evidence));
  if (!completes || next === undefined || next.overlap === 0) {
    return withItemLeadIn(place, sentence.range);
  }
  return { start: sentence.range.start, end: next.range.end };
}

/** A section that is all heading is its own sentence. */
export function headingFact(place: RetrievedSection): FoundFact {
  const heading = headingRange(place.document, place.section);
  const range = heading.end > heading.start ? heading : wholeRange(place.document, place.section);
  return { place, next: undefined, sentence: { range, score: 0, overlap: 0, evidence: 'given' } };
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
