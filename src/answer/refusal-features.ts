import type { AskedWord } from '../retrieve/question-words.js';
import type { RefusalFeatures } from '../retrieve/refusal-score.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import { subjectScore } from '../retrieve/subject.js';
import { normaliseForMatching } from '../text/normalise.js';
import { searchTerms } from '../text/terms.js';
import type { AnswerTask } from './answer-task.js';
import { namesPlace } from './names-place.js';
import { oddsApart } from './odds.js';

/** Sections looked at for words; the crowd that the best stands out from begins at the fifth. */
const NEAREST = 10;
const CROWD_FROM = 4;
/** Lengths between which a question's length counts. */
const SHORTEST = 6;
const LONGEST = 40;
/**
 * Length as it counts where it is no measure: of a question in another language, and at most of a
 * Chinese one on another subject, which many words bring no nearer to the documents.
 */
const NEUTRAL_LENGTH = 15;
/** Log-odds beyond which a reading counts no more; of 2,000 questions three read higher or lower. */
export const MOST_READING = 6;
const HAN = /\p{Script=Han}/u;
/** Letters that spell sounds: a question in them is longer than the same one in Chinese. */
const SYLLABLES = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const FIGURE = /\d+(?:\.\d+)?|[a-z]{2,}/gu;

/** What the refusal score looks at, for one question and what was found; null where nothing was. */
export function refusalFeatures(
  task: Pick<
    AnswerTask,
    'readings' | 'question' | 'hits' | 'weights' | 'wordsOf' | 'vector' | 'floors'
  >,
): RefusalFeatures | null {
  const { question, hits, weights } = task;
  const [best] = hits;
  if (best === undefined) return null;
  const isForeign = !HAN.test(question.question);
  const words = task.wordsOf(question.matter).map((asked) => weighed(asked, task));
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  const clause = wordsOfClause(best);
  const around = hits.slice(0, NEAREST).map(wordsOfClause).join(' ');
  const missing = words.filter((word) => !isHeld(word, clause));
  const unheard = missing.filter((word) => !isHeld(word, around));
  const shareOf = (some: readonly WeighedWord[]) =>
    total === 0 ? 0 : some.reduce((sum, { weight }) => sum + weight, 0) / total;
  const crowd = hits.slice(CROWD_FROM, NEAREST);
  const others = crowd.length > 0 ? crowd : hits.slice(-1);
  const otherSubject = shortOfSubject(task);
  const figures = isForeign ? [] : (normaliseForMatching(question.matter).match(FIGURE) ?? []);
  return {
    relevance: oddsApart(best.score, 0.5),
    reading: readingOf(task.readings),
    margin: oddsApart(best.score, meanScore(others)),
    held: words.length === 0 ? 0.5 : 1 - shareOf(missing),
    missingWord: Math.max(0, ...missing.map(({ rarity }) => rarity / weights.most)),
    unheard: shareOf(unheard),
    missingFigure: figures.every((figure) => clause.includes(figure)) ? 0 : 1,
    missingPlace: question.places.every(
      ({ place }) => clause.includes(place) || namesPlace(best.document, place),
    )
      ? 0
      : 1,
    otherSubject,
    foreign: isForeign ? 1 : 0,
    length: isForeign
      ? Math.log(NEUTRAL_LENGTH)
      : lengthOf(question.plain, otherSubject > 0 ? NEUTRAL_LENGTH : LONGEST),
  };
}

/** The best of what was read. */
function readingOf(readings: readonly number[]): number {
  return readings.length === 0
    ? 0
    : Math.max(-MOST_READING, Math.min(MOST_READING, Math.max(...readings)));
}

function lengthOf(question: string, longest: number): number {
  const most = SYLLABLES.test(question) ? LONGEST : longest;
  return Math.log(Math.min(most, Math.max(SHORTEST, [...question].length)));
}

function shortOfSubject({
  vector,
  floors: { subject },
}: Pick<AnswerTask, 'vector' | 'floors'>): number {
  return subject === undefined || vector.length !== subject.weights.length
    ? 0
    : Math.max(0, subject.floor - subjectScore(vector, subject));
}

interface WeighedWord extends AskedWord {
  /** As much as its terms weigh in search. */
  readonly weight: number;
  /** The mean of them. */
  readonly rarity: number;
}

/** A word that stands for others weighs as the commonest of them: that is the easiest to be found by. */
function weighed(asked: AskedWord, { weights }: Pick<AnswerTask, 'weights'>): WeighedWord {
  const spellings = asked.others.length > 0 ? asked.others : [asked.word];
  const [lightest] = spellings
    .map((word) => {
      const terms = searchTerms(word);
      const weight = terms.reduce((sum, term) => sum + weights.weight(term), 0);
      return { weight, rarity: weight / Math.max(1, terms.length) };
    })
    .sort((a, b) => a.weight - b.weight);
  return { ...asked, weight: lightest?.weight ?? 0, rarity: lightest?.rarity ?? 0 };
}

function isHeld({ word, others }: AskedWord, text: string): boolean {
  return text.includes(word) || others.some((other) => text.includes(other));
}

/** A clause with its headings, its document's title and issuer, normalised. */
function wordsOfClause({ document, path, start, end }: RetrievedSection): string {
  const headings = path.map(({ title }) => title).join(' ');
  return normaliseForMatching(
    `${document.title} ${document.metadata.issuer ?? ''} ${headings} ${document.text.slice(start, end)}`,
  );
}

function meanScore(hits: readonly RetrievedSection[]): number {
  return hits.reduce((sum, { score }) => sum + score, 0) / Math.max(1, hits.length);
}
