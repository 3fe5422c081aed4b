import { WenceError } from '../errors.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { DepartmentEntry } from '../retrieve/department-gazetteer.js';
import { documentsInRange } from '../retrieve/documents-in-range.js';
import {
  createFollowUps,
  type FollowUpAim,
  type StandaloneQuestion,
} from '../retrieve/follow-up.js';
import { BEYOND } from '../retrieve/follow-up-topic.js';
import {
  createQuestionReader,
  type InterpretedQuestion,
  type QuestionReader,
} from '../retrieve/interpret-question.js';
import type { PastTurn } from '../retrieve/past-turn.js';
import type { StandingNow } from '../retrieve/prefer-current.js';
import { type QuestionLanguage, questionLanguage } from '../retrieve/question-text.js';
import { pairsAsWords, type QuestionWords } from '../retrieve/question-words.js';
import type { RefusalFeatures } from '../retrieve/refusal-score.js';
import type { QuestionRepair } from '../retrieve/repair/repair-question.js';
import type { Retriever } from '../retrieve/retrieval.js';
import { createStandings, shanghaiDay } from '../retrieve/succession.js';
import type { Answer, Answerer, AskRequest } from './answer.js';
import { createAnswerStream } from './answer-stream.js';
import {
  type AnswerFloors,
  type AnswerTask,
  DEFAULT_MAX_CITATIONS,
  type Draft,
  type WindowSimilarity,
} from './answer-task.js';
import { printMarks } from './citation-book.js';
import { composeExtractive } from './compose-extractive.js';
import { composeFollowUp } from './compose-follow-up.js';
import { composeValidity } from './compose-validity.js';
import { type Conversations, memoryConversationLimits, type Turn } from './conversations.js';
import { currentHits, currentRange } from './current-documents.js';
import { frameFor } from './frame-for.js';
import type { GeneratedDraft, Generator } from './generate.js';
import { joinDrafts, type PartDraft } from './join-drafts.js';
import { createMemoryConversations } from './memory-conversations.js';
import { rankAimed } from './rank-aimed.js';
import { type RankedHits, rankHits } from './rank-hits.js';
import { refusalFeatures } from './refusal-features.js';
import { refuse } from './refuse.js';
import { withRepair } from './repaired-answer.js';
import { replayHistory } from './replay-history.js';
import { requireCited } from './require-cited.js';
import { type Scope, scopeOf } from './scope.js';
import { type SeparateQuestion, separateQuestions } from './separate-questions.js';
import { standingNotices } from './standing-notices.js';
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

/** Days that conversations in memory last; a process rarely runs longer. */
const MEMORY_DAYS = 1;

/**
 * Answers questions in the documents' own words. A question goes through the steps below, each a
 * file of its own; this one only strings them together.
 */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { store } = parts;
  const reader = createQuestionReader(store.documents, parts);
  const weights = createTermWeights(store);
  const followUps = createFollowUps({ store, reader });
  const standings = createStandings(store.documents);
  const standingOf: StandingNow = (document) => standings(document, shanghaiDay(parts.now()));
  const conversations =
    parts.conversations ??
    createMemoryConversations({
      limits: memoryConversationLimits(MEMORY_DAYS),
      clockMs: parts.clockMs,
      newId: () => parts.newId('c_'),
    });

  /** The steps from the words of a question to a draft; nothing is remembered. */
  const answerOne = async (asked: Asked): Promise<Made> => {
    const standalone = followUps.resolve(asked.question, { turns: asked.turns, now: parts.now() });
    const [first, ...others] =
      standalone.aim === null && asked.isPart !== true
        ? separateQuestions(standalone.question)
        : [];
    // Each of them cites at least one clause: where fewer are wanted, they are answered as one.
    const isEach =
      others.length > 0 && others.length < (asked.maxCitations ?? DEFAULT_MAX_CITATIONS);
    if (first !== undefined && isEach) return answerEach(asked, [first, ...others]);
    return await withRepair(standalone.question, {
      // What a follow-up aims at was put into words here, and spelled right.
      repair: standalone.aim === null ? parts.repair : undefined,
      language: questionLanguage(asked.question),
      answer: (question) => answerStandalone(asked, { ...standalone, question }),
    });
  };

  /** The steps from a question that stands alone and is spelled right. */
  const answerStandalone = async (asked: Asked, standalone: StandaloneQuestion): Promise<Made> => {
    const read = readQuestion(reader, { asked, standalone, now: parts.now() });
    const aimed = await answerAimed(asked, { aim: standalone.aim, question: read });
    if (aimed !== null) return aimed;
    const range = rangeOf(asked, standalone.aim).documents;
    const { question, documents, scope } = currentRange(
      {
        question: read,
        documents: range,
        scope: scopeOf(read, { documents: range, departments: reader.departments }),
      },
      standingOf,
    );
    const needsSearch = !['greeting', 'thanks', 'capabilities'].includes(question.intent);
    const retrieveStartedMs = parts.clockMs();
    const found = needsSearch
      ? await rankHits(question, {
          retriever: parts.retriever,
          scope,
          documents,
          isWhole: documents.length === store.documents.length,
          floors: parts.floors,
        })
      : NOTHING_RANKED;
    const ranked = currentHits(found, { question, standingOf });
    const retrieveMs = parts.clockMs() - retrieveStartedMs;
    const task = taskOf(parts, {
      asked: { ...asked, documents },
      question,
      scope,
      ranked,
      weights,
    });
    if (parts.onRefusalFeatures !== undefined) {
      const features = refusalFeatures(task);
      if (features !== null) parts.onRefusalFeatures(features);
    }
    const options = { scope, isElsewhere: ranked.isElsewhere };
    const draft =
      documents.length === 0 && needsSearch
        ? refuse(task, { reason: task.frame.refusals.emptyFilter() })
        : requireCited(
            task,
            composeValidity(task, { scope, standingOf }) ?? composeExtractive(task, options),
          );
    return { draft, task, understood: interpreted(question, draft, store), retrieveMs };
  };

  /** A follow-up from the clauses that it aims at; null where they give no answer. */
  const answerAimed = async (
    asked: Asked,
    followUp: { readonly aim: FollowUpAim | null; readonly question: InterpretedQuestion },
  ): Promise<Made | null> => {
    const { documents } = asked;
    const { aim, question } = followUp;
    if (aim === null || documents.length === 0) return null;
    const { language } = question;
    const asks =
      aim.kind === 'within' ? { ...reader.read(aim.words, parts.now()), language } : question;
    const scope = scopeOf(asks, { documents, departments: reader.departments });
    const retrieveStartedMs = parts.clockMs();
    const ranked = await rankAimed(asks, {
      retriever: parts.retriever,
      scope,
      documents,
      isWhole: documents.length === store.documents.length,
      floors: parts.floors,
      aim,
      store,
    });
    const retrieveMs = parts.clockMs() - retrieveStartedMs;
    const task = taskOf(parts, { asked, question: asks, scope, ranked, weights });
    const draft = composeFollowUp(task, {
      scope,
      isElsewhere: ranked.isElsewhere,
      aim,
      isAddressed: question.intent === 'address',
    });
    if (draft === null) return null;
    const beyond = aim.kind === 'beyond' ? BEYOND[language] : '';
    return { draft, understood: interpreted(question, draft, store) + beyond, retrieveMs };
  };

  /** Several questions asked at once: each for itself, the answers put together. */
  const answerEach = async (
    asked: Asked,
    questions: readonly [SeparateQuestion, ...SeparateQuestion[]],
  ): Promise<Made> => {
    const limit = asked.maxCitations ?? DEFAULT_MAX_CITATIONS;
    const maxCitations = Math.max(1, Math.floor(limit / questions.length));
    const answerPart = async (
      { asked: words, question }: SeparateQuestion,
      documents: Asked['documents'],
    ): Promise<PartAnswer> => {
      const part = { ...asked, documents, question, turns: [], maxCitations, isPart: true };
      return { ...(await answerOne(part)), asked: words };
    };
    const [first, ...others] = questions;
    const answers: [PartAnswer, ...PartAnswer[]] = [await answerPart(first, asked.documents)];
    // What is asked of the first question's matter is looked for where that was found, then everywhere.
    const cited = new Set(answers[0].draft.citations.map(({ documentId }) => documentId));
    const sources = asked.documents.filter(({ id }) => cited.has(id));
    for (const other of others) {
      const near =
        other.leansOnFirst && sources.length > 0 ? await answerPart(other, sources) : undefined;
      const isFound = near !== undefined && near.draft.kind === 'answered';
      answers.push(isFound ? near : await answerPart(other, asked.documents));
    }
    const frame = frameFor(questionLanguage(asked.question));
    return {
      draft: joinDrafts(answers, (words) => frame.partLead(words)),
      understood: answers.map(({ understood }) => understood).join(' '),
      retrieveMs: answers.reduce((sum, { retrieveMs }) => sum + retrieveMs, 0),
    };
  };

  /** In a language model's words where there is one and the clauses bear it out. */
  const worded = async (
    { draft, task }: Made,
    options: Parameters<Generator['generate']>[1],
  ): Promise<GeneratedDraft> =>
    parts.generator === undefined || task === undefined
      ? { draft, engine: 'extractive' }
      : parts.generator.generate({ task, draft }, options);

  const toldStandings = ({ citations }: Draft, language: QuestionLanguage) =>
    standingNotices(citations, { store, standingOf, frame: frameFor(language) });

  return {
    async ask(request, { signal, onEvent } = {}) {
      const startedMs = parts.clockMs();
      const stream = createAnswerStream(onEvent);
      const documents = requestedDocuments(store, { request, reader });
      const conversation = await conversations.open(request.conversationId);
      const { question, maxCitations } = request;
      const needsHistory = request.history !== undefined && followUps.leansOnHistory(question);
      const turns = needsHistory
        ? await replayHistory(request.history ?? [], async (earlier, before) => {
            signal?.throwIfAborted();
            const made = await answerOne({
              question: earlier,
              turns: before,
              documents,
              maxCitations,
            });
            return pastTurn(made.understood, made.draft);
          })
        : conversation.turns.map((turn) => ({ ...turn, question: turn.interpretedQuestion }));
      // Nobody reads it any more; the model's time is others'.
      signal?.throwIfAborted();
      const made = await answerOne({ question, turns, documents, maxCitations });
      const head = {
        id: parts.newId('a_'),
        conversationId: conversation.id,
        interpretedQuestion: made.understood,
      };
      const { draft, engine } = await worded(made, {
        signal,
        say: (text, citations) => {
          stream.meta(head);
          stream.say(text, citations);
        },
      });
      const answer: Answer = {
        ...answerOf(draft),
        notices: [...draft.notices, ...toldStandings(draft, questionLanguage(question))],
        ...head,
        question,
        engine,
        timing: { retrieveMs: made.retrieveMs, totalMs: parts.clockMs() - startedMs },
      };
      signal?.throwIfAborted();
      await conversations.record(conversation.id, turnOf(answer));
      stream.finish(answer);
      return answer;
    },
  };
}

/** A draft with the question as it was understood, before it is given an id and a time. */
interface Made {
  readonly draft: Draft;
  /** What the draft was composed for; none where it is put together of several, or quotes what a follow-up points at. */
  readonly task?: AnswerTask;
  readonly understood: string;
  readonly retrieveMs: number;
}

type PartAnswer = Made & PartDraft;

const NOTHING_RANKED: RankedHits = { hits: [], vector: new Float32Array(0), isElsewhere: false };

/** What clauses were asked and did not say is looked for in the rest of their documents. */
function rangeOf(asked: Asked, aim: FollowUpAim | null): Pick<Asked, 'documents'> {
  if (aim?.kind !== 'within') return asked;
  const ids = new Set(aim.clauses.map(({ document }) => document.id));
  return { documents: asked.documents.filter(({ id }) => ids.has(id)) };
}

/** A question with what it is asked against. */
interface Asked {
  readonly question: string;
  /** What was asked before it, oldest first. */
  readonly turns: readonly PastTurn[];
  /** The documents that the request's filter leaves. */
  readonly documents: readonly PolicyDocument[];
  readonly maxCitations: AskRequest['maxCitations'];
  /** Whether it is one of several questions asked at once. */
  readonly isPart?: boolean;
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

/** Reads the question as it stands alone; it is answered in the language of the words as typed. */
function readQuestion(
  reader: QuestionReader,
  made: { readonly asked: Asked; readonly standalone: StandaloneQuestion; readonly now: Date },
): InterpretedQuestion {
  const { asked, standalone, now } = made;
  const question = reader.read(standalone.question, now);
  return standalone.question === asked.question
    ? question
    : { ...question, language: questionLanguage(asked.question) };
}

interface TaskParts {
  readonly asked: Asked;
  readonly question: InterpretedQuestion;
  readonly scope: Scope;
  readonly ranked: RankedHits;
  readonly weights: TermWeights;
}

function taskOf(parts: AnswererParts, made: TaskParts): AnswerTask {
  const { store, vectors, floors } = parts;
  const { asked, question, scope, ranked, weights } = made;
  return {
    question,
    frame: frameFor(question.language),
    store,
    documents: asked.documents,
    steered: scope.steered,
    hits: ranked.hits,
    vector: ranked.vector,
    floors,
    weights,
    wordsOf: parts.wordsOf ?? pairsAsWords,
    maxCitations: asked.maxCitations,
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

function answerOf(
  draft: Draft,
): Omit<Answer, 'id' | 'conversationId' | 'question' | 'interpretedQuestion' | 'timing'> {
  return {
    kind: draft.kind,
    text: printMarks(draft.text),
    citations: [...draft.citations],
    notices: [...draft.notices],
    nearest: [...draft.nearest],
    suggestions: [...draft.suggestions],
    engine: 'extractive',
  };
}

function turnOf({ id, question, interpretedQuestion, citations }: Answer): Turn {
  return { ...pastTurn(question, { citations }), answerId: id, interpretedQuestion };
}

function pastTurn(question: string, { citations }: Pick<Draft, 'citations'>): PastTurn {
  const cited = citations.map(({ documentId, sectionId }) => ({ documentId, sectionId }));
  return { question, cited };
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
