import type { CrossEncoder } from '../embed/cross-encoder.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { DepartmentEntry } from '../retrieve/department-gazetteer.js';
import { createQuestionReader, type QuestionReader } from '../retrieve/interpret-question.js';
import type { StandingNow } from '../retrieve/prefer-current.js';
import type { QuestionWords } from '../retrieve/question-words.js';
import type { RefusalFeatures } from '../retrieve/refusal-score.js';
import type { QuestionRepair } from '../retrieve/repair/repair-question.js';
import type { Retriever } from '../retrieve/retrieval.js';
import { createStandings, shanghaiDay } from '../retrieve/succession.js';
import type { AnswerFloors } from './answer-task.js';
import type { Conversations } from './conversations.js';
import type { Generator } from './generate.js';
import { createPenalties, type PenaltiesIn } from './penalties.js';
import { createTermWeights, type TermWeights } from './term-weights.js';

/** What an answerer is made of. */
export interface AnswererParts {
  readonly store: SectionStore;
  readonly retriever: Retriever;
  /** Fitted to the embedding model: from its calibration. */
  readonly floors: AnswerFloors;
  /** The moment that 今年 is understood from. */
  readonly now: () => Date;
  /** A fresh id for an answer (`a_…`) or a conversation (`c_…`). */
  readonly newId: (prefix: 'a_' | 'c_') => string;
  /** A clock in milliseconds that only goes forward. */
  readonly clockMs: () => number;
  /** Where conversations are kept; this process' memory unless told. */
  readonly conversations?: Conversations;
  /** Where given, the vectors of sentence windows help to choose the sentence to quote. */
  readonly vectors?: Pick<VectorIndex, 'windowSimilarities'>;
  /** Where given, reads the best sections with the question: what the refusal score heeds most. */
  readonly crossEncoder?: CrossEncoder;
  /** Further departments and their aliases, as from a settings file. */
  readonly departments?: readonly DepartmentEntry[];
  /** Cuts a question into words; pairs of characters where left out. */
  readonly wordsOf?: QuestionWords;
  /** Puts answers into a language model's words where the clauses bear them out; quotations stay as they are without it. */
  readonly generator?: Generator;
  /** Undoes slips of the keyboard; questions are taken as typed where left out. */
  readonly repair?: QuestionRepair;
  /** Told what the refusal score looks at, for each question that is searched for: what calibration is fitted to. */
  readonly onRefusalFeatures?: (features: RefusalFeatures) => void;
}

/** The parts with what is read from their documents once, for every step. */
export interface DraftingParts extends AnswererParts {
  readonly reader: QuestionReader;
  readonly weights: TermWeights;
  readonly standingOf: StandingNow;
  readonly penaltiesIn: PenaltiesIn;
}

/** Reads from the documents what every question needs. */
export function draftingParts(parts: AnswererParts): DraftingParts {
  const { store, now } = parts;
  const standings = createStandings(store.documents);
  return {
    ...parts,
    reader: createQuestionReader(store.documents, parts),
    weights: createTermWeights(store),
    penaltiesIn: createPenalties(),
    standingOf: (document) => standings(document, shanghaiDay(now())),
  };
}
