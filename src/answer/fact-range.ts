import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask } from './answer-task.js';
import { contentRange, isQuestionHeading, leadsIntoList, slice } from './clause-text.js';
import type { FoundFact } from './find-fact.js';
import type { ScoredSentence } from './select-sentences.js';
import { bestSpan } from './select-span.js';
import { withFellows } from './with-fellows.js';

/** A sentence that continues the one before it, of which it then is the completion. */
const CONTINUES =
  /^(?:其中|但是?[，,]?|同时|否则|不足|超过|上述|前款|以上|该|此|其|具体|即|并|逾期)/u;
/** A whole list that completes its lead-in; a longer one is left to its link. */
const LONGEST_LIST = 1200;
/** A neighbour that answers nearly as well is part of the answer while both stay short. */
const NEARLY_AS_GOOD = 0.85;
const SHORT_PAIR = 220;
/** An answer under a question is quoted whole up to this length. */
const LONGEST_REPLY = 400;

/**
 * The sentence first and what completes it best, with the statements beside it that give the same of
 * others; a list or reply that is quoted whole stays whole.
 */
export function fittestRange(task: AnswerTask, fact: FoundFact): TextRange {
  const { place, sentence } = fact;
  const whole = completedRange(fact);
  const isFromSentence = whole.start === sentence.range.start;
  const isPair = isFromSentence && whole.end === fact.next?.range.end;
  const isAlone = isFromSentence && whole.end === sentence.range.end;
  if (!isPair && !isAlone) return whole;
  const fromSentence = (run: readonly ScoredSentence[]) =>
    run[0]?.range.start === sentence.range.start;
  return withFellows(task, fact, bestSpan(task, place, fromSentence) ?? whole);
}

/** The sentence of a fact with at most what completes it: the next one, the list or the reply that it is part of. */
export function completedRange({ place, sentence, next }: FoundFact): TextRange {
  const { document, section } = place;
  const reply = contentRange(document, section);
  if (isQuestionHeading(section) && reply.end - reply.start <= LONGEST_REPLY) return reply;
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
