import type { Answer } from '../answer/answer.js';
import type { SectionStore } from '../index/section-store.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import { findGold } from './gold.js';
import { DEFAULT_NOW, type LabelledQuestion } from './labelled-questions.js';
import {
  type Figures,
  type LabelledScore,
  meanScores,
  type QuestionScores,
  type QuestionTiming,
  timeFigures,
} from './labelled-scores.js';
import { scoreAnswer } from './score-labelled.js';

/** What labelled questions are put to. */
export interface LabelledParts {
  readonly store: SectionStore;
  /** Answers as if it were that day. */
  readonly ask: (question: string, now: Date) => Promise<Answer>;
  /** What the retriever finds for the question as understood on that day, best first. */
  readonly search: (question: string, now: Date) => Promise<readonly RetrievedSection[]>;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** One question with what became of it. */
export interface LabelledResult {
  readonly question: LabelledQuestion;
  readonly answer: Answer;
  readonly scores: QuestionScores;
}

/** How a set of labelled questions went. */
export interface LabelledEvaluation {
  readonly questions: number;
  /** Scores and times over all questions. */
  readonly figures: Figures;
  readonly byType: readonly TypeFigures[];
  readonly results: readonly LabelledResult[];
}

/** The scores of one kind of question. */
export interface TypeFigures {
  readonly type: string;
  readonly questions: number;
  readonly figures: Figures;
}

/** Scores that a single question must reach, and what they must be; the others are matters of degree. */
const REQUIRED: Readonly<Partial<Record<LabelledScore, number>>> = {
  'hit@1': 1,
  'hit@5': 1,
  'cited@1': 1,
  cited: 1,
  words: 1,
  all: 1,
  exact: 1,
  'refused-when-should': 1,
  'refused-when-should-not': 0,
  greeting: 1,
};

/**
 * Puts every question, one after the other, to the answerer and to search, and scores what comes.
 * The answer comes first, so that its times include embedding the question.
 *
 * @throws WenceError `invalid_evaluation_set` where the documents lack a gold clause
 */
export async function evaluateLabelled(
  questions: readonly LabelledQuestion[],
  { store, ask, search, onProgress, signal }: LabelledParts,
): Promise<LabelledEvaluation> {
  const gold = findGold(questions, store);
  const results: LabelledResult[] = [];
  for (const [index, question] of questions.entries()) {
    signal?.throwIfAborted();
    onProgress?.(index, questions.length);
    const now = noonOf(question.now ?? DEFAULT_NOW);
    const answer = await ask(question.question, now);
    const found = question.gold.length > 0 ? await search(question.question, now) : [];
    const places = found.map(({ document, section, start, end }) => ({
      documentId: document.id,
      sectionId: section.id,
      start,
      end,
    }));
    const judged = { question, gold: gold[index] ?? [], answer, found: places };
    results.push({ question, answer, scores: scoreAnswer(judged, store) });
  }
  onProgress?.(questions.length, questions.length);
  return {
    questions: questions.length,
    figures: { ...meanScores(results.map(({ scores }) => scores)), ...timesOf(results) },
    byType: figuresByType(results),
    results,
  };
}

/** The scores in which a question fell short; empty for one that went well. */
export function missedScores({ scores }: LabelledResult): readonly LabelledScore[] {
  return (Object.keys(scores) as LabelledScore[]).filter((name) => {
    const required = REQUIRED[name];
    return required !== undefined && scores[name] !== required;
  });
}

/** Noon in China, so that no time zone makes it another day. */
function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00+08:00`);
}

/** Times of what was searched and answered; a greeting or a lookup would only flatter them. */
function timesOf(results: readonly LabelledResult[]): Figures {
  return timeFigures(
    results
      .filter(({ answer }) => answer.kind !== 'greeting')
      .map(
        ({ answer: { timing } }): QuestionTiming => ({
          searchMs: timing.retrieveMs,
          answerMs: timing.totalMs,
        }),
      ),
  );
}

function figuresByType(results: readonly LabelledResult[]): readonly TypeFigures[] {
  const types = [...new Set(results.map(({ question }) => question.type))];
  return types.map((type) => {
    const some = results.filter(({ question }) => question.type === type);
    return { type, questions: some.length, figures: meanScores(some.map(({ scores }) => scores)) };
  });
}
