import { randomUUID } from 'node:crypto';
import type { Answerer } from './answer/answer.js';
import type { AnswerFloors } from './answer/answer-task.js';
import { createAnswerer } from './answer/answerer.js';
import type { Conversations } from './answer/conversations.js';
import type { Generator } from './answer/generate.js';
import { type BuildIndexSettings, type LoadedIndex, openIndex } from './compose/open-index.js';
import type { Embedder } from './embed/embedder.js';
import type { BuildReport } from './index/fs-build-index.js';
import type { SectionStore } from './index/section-store.js';
import type { PolicyDocument } from './outline/outline.js';
import type { Calibration } from './retrieve/calibration.js';
import type { DepartmentEntry } from './retrieve/department-gazetteer.js';
import { documentsInRange } from './retrieve/documents-in-range.js';
import { readModelCalibration } from './retrieve/fs-calibration.js';
import { createQuestionReader } from './retrieve/interpret-question.js';
import type { RefusalFeatures } from './retrieve/refusal-score.js';
import type { Retriever, SearchFilter } from './retrieve/retrieval.js';
import { createRetriever } from './retrieve/retrieve.js';
import { createClauseSearch } from './retrieve/search-clauses.js';

export { checkConversationsFile, conversationsFile } from './answer/libsql-conversations-file.js';
export { openBots, openPlatformCall } from './compose/open-bots.js';
export { openConversations, openMemoryConversations } from './compose/open-conversations.js';
export {
  type BuildIndexSettings,
  buildIndex,
  type LoadedIndex,
  loadIndex,
  openIndex,
  withLexicon,
} from './compose/open-index.js';
export { openGenerator, tryLanguageModel } from './compose/open-language-model.js';
export { readCorpusFolder, readDocumentFile } from './corpus/fs-corpus.js';
export { readModelFolder } from './embed/fs-model-folder.js';
export { openXenovaWorkerEmbedder as openEmbedder } from './embed/xenova-worker-embedder.js';
export { cachedEmbedder } from './eval/fs-embedding-cache.js';
export { readEvaluationSet, replaceFile } from './eval/fs-eval-files.js';
export { isComplete, readManifest } from './index/fs-index-files.js';
export { readerHash } from './index/fs-reader-hash.js';
export { readModelCalibration } from './retrieve/fs-calibration.js';
export { readDepartments } from './retrieve/fs-departments.js';

/** A loaded index that answers questions. */
export interface OpenWence {
  readonly answerer: Answerer;
  readonly search: Retriever;
  readonly store: SectionStore;
  /** The documents that a filter lets through; departments in any of their names. */
  readonly documentsIn: (filter: SearchFilter) => readonly PolicyDocument[];
  readonly embedder: Embedder;
  readonly report: BuildReport;
  /** The refusal score and the threshold in use. */
  readonly refusal: Calibration['refusal'];
  readonly close: () => Promise<void>;
}

/**
 * Brings the index up to date, loads it, and puts retrieval and answers on top.
 *
 * @throws WenceError as `buildIndex` and `loadIndex` do
 */
export async function openWence(
  settings: Omit<BuildIndexSettings, 'now'> & {
    /** What "今年" is counted from. */
    readonly today: () => Date;
    /** Refusal score under which an answer is refused; the calibration's where null or left out. */
    readonly refuseBelow?: number | null;
    /** Where conversations are kept; in memory unless told. */
    readonly conversations?: Conversations;
    /** Departments and aliases besides those known. */
    readonly departments?: readonly DepartmentEntry[];
    /** Told what the refusal score looks at, for each question that is searched for. */
    readonly onRefusalFeatures?: (features: RefusalFeatures) => void;
    /** Puts answers into other words; they are quotations without it. */
    readonly generator?: Generator | undefined;
  },
): Promise<OpenWence> {
  const index = await openIndex(settings);
  const { store, embedder, report } = index;
  try {
    const fitted = await readModelCalibration(settings.modelDir, embedder);
    const refuseBelow = settings.refuseBelow ?? fitted.refusal.refuseBelow;
    const refusal = { ...fitted.refusal, refuseBelow };
    const { search: retriever, answerer } = answererOver(index, {
      calibration: { ...fitted, refusal },
      today: settings.today,
      ...(settings.conversations === undefined ? {} : { conversations: settings.conversations }),
      ...(settings.generator === undefined ? {} : { generator: settings.generator }),
      ...(settings.departments === undefined ? {} : { departments: settings.departments }),
      ...(settings.onRefusalFeatures === undefined
        ? {}
        : { onRefusalFeatures: settings.onRefusalFeatures }),
    });
    const reader = createQuestionReader(store.documents, {
      departments: settings.departments ?? [],
    });
    const search = createClauseSearch({ store, retriever, reader, now: settings.today });
    const documentsIn = (filter: SearchFilter) =>
      documentsInRange(store.documents, { filter, departments: reader.departments });
    const close = () => embedder.close();
    return { answerer, search, store, documentsIn, embedder, report, refusal, close };
  } catch (error) {
    if (settings.embedder === undefined) {
      await embedder.close();
    }
    throw error;
  }
}

/** Retrieval and answers over a loaded index, by the numbers of a calibration. */
export function answererOver(
  { wordsOf, repair, ...index }: Omit<LoadedIndex, 'manifest'>,
  {
    calibration,
    today,
    ...further
  }: {
    readonly calibration: Pick<Calibration, 'fusion' | 'background' | 'refusal' | 'subject'>;
    readonly today: () => Date;
    readonly conversations?: Conversations;
    readonly generator?: Generator;
    readonly departments?: readonly DepartmentEntry[];
    readonly onRefusalFeatures?: (features: RefusalFeatures) => void;
  },
): Pick<OpenWence, 'answerer' | 'search'> {
  const { store, vectors } = index;
  const search = createRetriever({ ...index, calibration });
  const answerer = createAnswerer({
    store,
    retriever: search,
    vectors,
    floors: floorsOf(calibration),
    wordsOf,
    ...(index.embedder.crossEncoder === undefined
      ? {}
      : { crossEncoder: index.embedder.crossEncoder }),
    ...(repair === undefined ? {} : { repair }),
    now: today,
    newId: (prefix) => prefix + randomUUID(),
    clockMs: () => performance.now(),
    ...further,
  });
  return { answerer, search };
}

function floorsOf({
  refusal: { nearAbove, ...refusal },
  subject,
}: Pick<Calibration, 'refusal' | 'subject'>): AnswerFloors {
  return {
    refuseBelow: nearAbove,
    refusal,
    ...(subject === undefined ? {} : { subject }),
  };
}
