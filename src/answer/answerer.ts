import { WenceError } from '../errors.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { DepartmentEntry } from '../retrieve/department-gazetteer.js';
import { documentsInRange } from '../retrieve/documents-in-range.js';
import {
  createQuestionReader,
  type InterpretedQuestion,
  type QuestionReader,
} from '../retrieve/interpret-question.js';
import type { Retriever } from '../retrieve/retrieval.js';
import type { Answer, Answerer, AskRequest } from './answer.js';
import type { AnswerFloors, AnswerTask, Draft, WindowSimilarity } from './answer-task.js';
import { printMarks } from './citation-book.js';
import { composeExtractive } from './compose-extractive.js';
import { createConversationIds } from './conversation-ids.js';
import { frameFor } from './frame-for.js';
import { type RankedHits, rankHits } from './rank-hits.js';
import { refuse } from './refuse.js';
import { type Scope, scopeOf } from './scope.js';
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
  /** Where given, the vectors of sentence windows help to choose the sentence to quote. */
  readonly vectors?: Pick<VectorIndex, 'windowSimilarities'>;
  /** Further departments and their aliases, as from a settings file. */
  readonly departments?: readonly DepartmentEntry[];
}

/** Answers questions in the documents' own words; no language model takes part. */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { store } = parts;
  const reader = createQuestionReader(store.documents, parts);
  const weights = createTermWeights(store);
  const conversations = createConversationIds(() => parts.newId('c_'));
  return {
    async ask(request) {
      const startedMs = parts.clockMs();
      const documents = requestedDocuments(store, { request, reader });
      const question = reader.read(request.question, parts.now());
      const scope = scopeOf(question, { documents, departments: reader.departments });
      const needsSearch = !['greeting', 'thanks', 'capabilities'].includes(question.intent);
      const retrieveStartedMs = parts.clockMs();
      const ranked = needsSearch
        ? await rankHits(question, {
            retriever: parts.retriever,
            scope,
            documents,
            isWhole: documents.length === store.documents.length,
            floors: parts.floors,
          })
        : { hits: [], vector: new Float32Array(0), isElsewhere: false };
      const retrieveMs = parts.clockMs() - retrieveStartedMs;
      const task = taskOf(parts, { request, question, scope, ranked, documents, weights });
      const draft =
        documents.length === 0 && needsSearch
          ? refuse(task, { reason: task.frame.refusals.emptyFilter() })
          : composeExtractive(task, { scope, isElsewhere: ranked.isElsewhere });
      const conversationId = conversations.resolve(request.conversationId);
      return finished(parts, {
        request,
        question,
        draft,
        conversationId,
        retrieveMs,
        startedMs,
      });
    },
  };
}

/** @throws WenceError `not_found` naming the documents that there are not */
function requestedDocuments(
  store: SectionStore,
  { request, reader }: { readonly request: AskRequest; readonly reader: QuestionReader },
): readonly PolicyDocument[] {
  const { documentIds = [], departments = [], years = [] } = request.filter ?? {};
  const unknown = documentIds.filter((id) => store.document(id) === undefined);
  if (unknown.length > 0) {
    throw new WenceError('not_found', `没有这些文件：${unknown.join('、')}`, {
      details: unknown.map((id) => ({ field: 'filter.documentIds', message: `没有文件 ${id}` })),
    });
  }
  const filter = { documentIds, departments, years };
  return documentsInRange(store.documents, { filter, departments: reader.departments });
}

interface TaskParts {
  readonly request: AskRequest;
  readonly question: InterpretedQuestion;
  readonly scope: Scope;
  readonly ranked: RankedHits;
  readonly documents: readonly PolicyDocument[];
  readonly weights: TermWeights;
}

function taskOf(parts: AnswererParts, made: TaskParts): AnswerTask {
  const { store, vectors, floors } = parts;
  const { request, question, scope, ranked, documents, weights } = made;
  return {
    question,
    frame: frameFor(question.language),
    store,
    documents,
    steered: scope.steered,
    hits: ranked.hits,
    floors,
    weights,
    maxCitations: request.maxCitations,
    similarities: ({ document, section }) =>
      vectors === undefined || ranked.vector.length === 0
        ? []
        : windowsOf(store, {
            vectors,
            vector: ranked.vector,
            documentId: document.id,
            sectionId: section.id,
          }),
  };
}

function windowsOf(
  store: SectionStore,
  place: {
    readonly vectors: Pick<VectorIndex, 'windowSimilarities'>;
    readonly vector: Float32Array;
    readonly documentId: string;
    readonly sectionId: string;
  },
): readonly WindowSimilarity[] {
  return store.chunksOf(place.documentId, place.sectionId).flatMap((ordinal) => {
    const windows = store.chunks[ordinal]?.windows ?? [];
    const similarities = place.vectors.windowSimilarities(place.vector, ordinal);
    return windows.flatMap((window, index) => {
      const similarity = similarities[index];
      return similarity === undefined ? [] : [{ ...window, similarity }];
    });
  });
}

function finished(
  parts: AnswererParts,
  made: {
    readonly request: AskRequest;
    readonly question: InterpretedQuestion;
    readonly draft: Draft;
    readonly conversationId: string;
    readonly retrieveMs: number;
    readonly startedMs: number;
  },
): Answer {
  const { request, question, draft } = made;
  return {
    id: parts.newId('a_'),
    conversationId: made.conversationId,
    kind: draft.kind,
    question: request.question,
    interpretedQuestion: interpreted(question, draft, parts.store),
    text: printMarks(draft.text),
    citations: [...draft.citations],
    notices: [...draft.notices],
    nearest: [...draft.nearest],
    suggestions: [...draft.suggestions],
    engine: 'extractive',
    timing: { retrieveMs: made.retrieveMs, totalMs: parts.clockMs() - made.startedMs },
  };
}

/** The question with 今年 and its like replaced by the year that was answered for. */
function interpreted(question: InterpretedQuestion, draft: Draft, store: SectionStore): string {
  const relative = question.years.filter(({ kind }) => kind === 'relative');
  if (relative.length === 0) return question.question;
  const answeredYear = store.document(draft.citations[0]?.documentId ?? '')?.metadata.year;
  let text = question.plain;
  for (const { text: word, year } of relative) {
    const shown = year === question.thisYear ? (answeredYear ?? year) : year;
    text = text.replace(word, question.language === 'en' ? String(shown) : `${shown}年`);
  }
  return text;
}
