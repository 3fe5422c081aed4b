import type { AskedWord } from '../retrieve/question-words.js';
import { searchTerms } from '../text/terms.js';
import type { AnswerTask } from './answer-task.js';

/** What a word in a heading counts for the sentences under it. */
const CONTEXT_SHARE = 0.5;

const HAN = /\p{Script=Han}/u;

type Asking = Pick<AnswerTask, 'question' | 'weights' | 'wordsOf'>;

/** A word of the question and how much it says. */
interface WeighedWord extends AskedWord {
  readonly weight: number;
}

/** A question is read once, however many sentences are held against it. */
const read = new WeakMap<AnswerTask['question'], readonly WeighedWord[]>();

/**
 * Share of the question's words that a sentence and its headings hold, 0–1 by weight, words that no
 * passage has included. Pairs of characters across two words (`职要` of 辞职要提前) are no words: counted
 * as lacking they make a short everyday question look as if it asked about something else.
 */
export function graspedWords(
  task: Asking,
  { text, context }: { readonly text: string; readonly context: string },
): number {
  let total = 0;
  let held = 0;
  for (const { word, others, weight } of wordsIn(task)) {
    total += weight;
    const isIn = (words: string) =>
      words.includes(word) || others.some((other) => words.includes(other));
    if (isIn(text)) held += weight;
    else if (isIn(context)) held += weight * CONTEXT_SHARE;
  }
  return total === 0 ? 0 : held / total;
}

function wordsIn(task: Asking): readonly WeighedWord[] {
  const { question, wordsOf } = task;
  const known = read.get(question);
  if (known !== undefined) return known;
  // A foreign word stands for many that each mean something else in a text: held against it they say nothing.
  const asked = HAN.test(question.matter) ? wordsOf(question.matter) : [];
  const words = asked.map((word) => ({ ...word, weight: weighed(word, task) }));
  read.set(question, words);
  return words;
}

/**
 * A word weighs as its commonest spelling, which is the easiest to be held, and once however long it is:
 * a row of single characters (`每个月能拿`) is cut as one word.
 */
function weighed({ word, others }: AskedWord, { weights }: Asking): number {
  const spellings = [word, ...others].map((spelling) => {
    const terms = searchTerms(spelling);
    return terms.reduce((sum, term) => sum + weights.weight(term), 0) / Math.max(1, terms.length);
  });
  return Math.min(...spellings);
}
