import type { TextRange } from '../text/sentences.js';
import type { AnswerTask } from './answer-task.js';
import { slice } from './clause-text.js';
import { needsEvidence } from './evidence.js';
import type { FoundFact } from './find-fact.js';
import { scoreSentences } from './select-sentences.js';

/**
 * A run with the statements of its paragraph right before and behind it that hold as much of the question
 * and the figure asked for too: the rule before its exception, the amount of each holder. As it is where
 * that grows long.
 */
export function withFellows(
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
