import type { LocatedSection, SectionStore } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { QuestionWords } from '../retrieve/question-words.js';
import type { RefusalModel } from '../retrieve/refusal-score.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { SubjectModel } from '../retrieve/subject.js';
import type { TextRange } from '../text/sentences.js';
import type { Citation, Notice } from './answer.js';
import type { FoundPenalty } from './find-penalties.js';
import type { Frame } from './frame.js';
import type { TermWeights } from './term-weights.js';

/** Cosine of the question with a run of sentences. */
export interface WindowSimilarity extends TextRange {
  readonly similarity: number;
}

/** Scores below which the documents do not bear on a question; fitted to the embedding model. */
export interface AnswerFloors {
  /**
   * Section's score under which it does not count as near, 0–1; an answer is refused below it where
   * there is no model.
   */
  readonly refuseBelow: number;
  /** The refusal score and the threshold under which an answer is refused. */
  readonly refusal?: RefusalModel & { readonly refuseBelow: number };
  /** Tells questions for official documents from others. */
  readonly subject?: SubjectModel;
}

/** What a question asks the penalty of, and what was found for it. */
export interface Deed {
  /** The question without the words that ask for a penalty. */
  readonly question: InterpretedQuestion;
  /** Sections that bear on the deed, best first. */
  readonly hits: readonly RetrievedSection[];
  /** The penalties for it, likeliest first. */
  readonly penalties: readonly FoundPenalty[];
  /** Log-odds, by the cross-encoder, that the likeliest of them answers the question; empty where none was read. */
  readonly readings: readonly number[];
}

/** One question on its way to an answer: all that composing may look at, nothing of it is changed. */
export interface AnswerTask {
  readonly question: InterpretedQuestion;
  readonly frame: Frame;
  readonly store: SectionStore;
  /** The documents that the request's filter leaves, in the index's order. */
  readonly documents: readonly PolicyDocument[];
  /** The documents that the question is steered to; empty where it names none. */
  readonly steered: readonly PolicyDocument[];
  /** Sections that bear on the question, best first. */
  readonly hits: readonly RetrievedSection[];
  /** The deed whose penalty the question asks for; null where it asks for none. */
  readonly deed: Deed | null;
  /** The question's unit vector; empty where nothing was searched. */
  readonly vector: Float32Array;
  /** Log-odds, by the cross-encoder, that what was found answers the question: the likeliest penalty, where one is asked for, and the first hits. Empty where none was read. */
  readonly readings: readonly number[];
  readonly floors: AnswerFloors;
  readonly weights: TermWeights;
  /** Cuts a question into words. */
  readonly wordsOf: QuestionWords;
  /** As the caller gave it; undefined where the caller left it to the composer. */
  readonly maxCitations: number | undefined;
  /** How close the runs of sentences of a section's own text are; empty where no vectors are at hand. */
  readonly similarities: (place: LocatedSection) => readonly WindowSimilarity[];
}

/** An answer before it is given an id and a time. */
export interface Draft {
  readonly kind: 'answered' | 'refused' | 'greeting';
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly notices: readonly Notice[];
  readonly nearest: readonly Citation[];
  readonly suggestions: readonly string[];
}

/** Citations of an answer where the request names no number (ask API). */
export const DEFAULT_MAX_CITATIONS = 6;
