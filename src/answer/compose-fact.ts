import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { openCitationBook } from './citation-book.js';
import { bodyRange, headingRange, isQuestionHeading, slice } from './clause-text.js';
import { clauseWords } from './clause-words.js';
import { answered } from './draft.js';
import { completedRange, fittestRange } from './fact-range.js';
import type { FoundFact } from './find-fact.js';
import { listLines } from './list-lines.js';
import { overlapOf } from './term-weights.js';

/** The fact in each of several documents, grouped and named. */
export function composeFacts(task: AnswerTask, facts: readonly FoundFact[]): Draft {
  const book = openCitationBook();
  const lines = [task.frame.acrossLead(facts.length)];
  for (const fact of facts) {
    const { place } = fact;
    const range = completedRange(fact);
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
  const range = fittestRange(task, fact);
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
  if (isQuestionHeading(section)) return [range];
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
