import type { Answer, AskRequest } from '../answer/answer.js';
import type { SectionStore } from '../index/section-store.js';
import type { DepartmentEntry } from '../retrieve/department-gazetteer.js';
import { createQuestionReader } from '../retrieve/interpret-question.js';
import type { RetrievedSection, Retriever } from '../retrieve/retrieval.js';
import { findGold, type ShownPlace } from './gold.js';
import { DEFAULT_NOW, type LabelledQuestion } from './labelled-questions.js';
import {
  type Figures,
  type LabelledScore,
  meanScores,
  type QuestionScores,
  type QuestionTiming,
  timeFigures,
} from './labelled-scores.js';
import { type RefusalPoint, refusalCurve, type ScoredQuestion } from './refusal-curve.js';
import { scoreAnswer } from './score-labelled.js';

/** What labelled questions are put to. */
export interface LabelledParts {
  readonly store: SectionStore;
  /** Answers as if it were that day. */
  readonly ask: (request: AskRequest, now: Date) => Promise<Answer>;
  readonly retriever: Retriever;
  /** Departments besides those known, as the answerer was given them. */
  readonly departments?: readonly DepartmentEntry[];
  /** The refusal score of an answer, 0–1, as the refusal curve counts it; no curve is drawn without. */
  readonly refusalScoreOf?: (answer: Answer) => number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Search results that are looked at: as deep as nDCG@10 counts. */
const SEARCH_LIMIT = 10;

/** One question with what became of it. */
export interface LabelledResult {
  readonly question: LabelledQuestion;
  readonly answer: Answer;
  /** What search found, best first. */
  readonly found: readonly RetrievedSection[];
  readonly scores: QuestionScores;
  /** Null where it is not known. */
  readonly refusalScore: number | null;
}

/** How a set of labelled questions went. */
export interface LabelledEvaluation {
  readonly questions: number;
  /** Scores and times over all questions. */
  readonly figures: Figures;
  readonly byType: readonly TypeFigures[];
  readonly results: readonly LabelledResult[];
  /** What other thresholds would have done; empty where scores are not known, or all questions are of one kind. */
  readonly refusalCurve: readonly RefusalPoint[];
}

/** The scores of one kind of question. */
interface TypeFigures {
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
 * Puts every question, one after the other, to the answerer and, as understood on its day, to
 * search, and scores what comes.
 * The answer comes first, so that its times include embedding the question.
 *
 * @throws WenceError `invalid_evaluation_set` where the documents lack a gold clause
 */
export async function evaluateLabelled(
  questions: readonly LabelledQuestion[],
  { store, ask, retriever, departments = [], refusalScoreOf, onProgress, signal }: LabelledParts,
): Promise<LabelledEvaluation> {
  const gold = findGold(questions, store);
  const reader = createQuestionReader(store.documents, { departments });
  const results: LabelledResult[] = [];
  for (const [index, question] of questions.entries()) {
    signal?.throwIfAborted();
    onProgress?.(index, questions.length);
    const now = noonOf(question.now ?? DEFAULT_NOW);
    const answer = await askInTurn(question, { ask, now });
    // A follow-up is searched as it was understood; its own words say too little.
    const understood = question.turns.length > 0 ? answer.interpretedQuestion : question.question;
    const { searchText } = reader.read(understood, now);
    const { sections: found } = await retriever.retrieve(searchText, { limit: SEARCH_LIMIT });
    const judged = { question, gold: gold[index] ?? [], answer, found: found.map(placeOf) };
    const refusalScore = refusalScoreOf?.(answer) ?? null;
    results.push({ question, answer, found, scores: scoreAnswer(judged, store), refusalScore });
  }
  onProgress?.(questions.length, questions.length);
  return {
    questions: questions.length,
    figures: { ...meanScores(results.map(({ scores }) => scores)), ...timesOf(results) },
    byType: figuresByType(results),
    results,
    refusalCurve: refusalCurve(results.flatMap(scoredQuestion)),
  };
}

function scoredQuestion({ question, refusalScore }: LabelledResult): readonly ScoredQuestion[] {
  if (refusalScore === null || question.expect === 'greeting') return [];
  return [{ isAnswerable: question.expect === 'answered', score: refusalScore }];
}

/** Asks what was asked before it, then the question, in one conversation. */
async function askInTurn(
  { question, turns }: LabelledQuestion,
  { ask, now }: Pick<LabelledParts, 'ask'> & { readonly now: Date },
): Promise<Answer> {
  let conversation: { readonly conversationId?: string } = {};
  for (const turn of turns) {
    const { conversationId } = await ask({ question: turn, ...conversation }, now);
    conversation = { conversationId };
  }
  return ask({ question, ...conversation }, now);
}

/** The scores in which a question fell short; empty for one that went well. */
export function missedScores({ scores }: LabelledResult): readonly LabelledScore[] {
  return (Object.keys(scores) as LabelledScore[]).filter((name) => {
    const required = REQUIRED[name];
    return required !== undefined && scores[name] !== required;
  });
}

function placeOf({ document, section, start, end }: RetrievedSection): ShownPlace {
  return { documentId: document.id, sectionId: section.id, start, end };
}

/** Noon in China, so that the day is the same wherever it is asked. */
function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00+08:00`);
}

/** Times of what was answered or refused; greetings, which search nothing, would only flatter. */
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
