import type { Answer, AskOptions, AskRequest } from './answer/answer.js';
import { askRequestSchema } from './answer/answer.js';
import { openWence } from './compose.js';
import { readSettings } from './config.js';
import { WenceEmbeddings } from './embed/langchain-embeddings.js';
import { WenceError } from './errors.js';
import type { BuildProgress, BuildReport } from './index/fs-build-index.js';
import type { PolicyDocument } from './outline/outline.js';
import type { DepartmentEntry } from './retrieve/department-gazetteer.js';
import { WenceRetriever } from './retrieve/langchain-retriever.js';
import type { Retrieval, SearchFilter } from './retrieve/retrieval.js';

export type {
  Answer,
  AnswerEvent,
  AskOptions,
  AskRequest,
  Citation,
  Notice,
} from './answer/answer.js';
export { WenceEmbeddings } from './embed/langchain-embeddings.js';
export { type ErrorCode, type ErrorDetail, WenceError } from './errors.js';
export type { BuildProgress, BuildReport } from './index/fs-build-index.js';
export type {
  DocumentMetadata,
  DocumentValidity,
  PolicyDocument,
  RepealedDocument,
  Section,
  SectionKind,
} from './outline/outline.js';
export type { DepartmentEntry } from './retrieve/department-gazetteer.js';
export {
  type SectionMetadata,
  WenceRetriever,
  type WenceRetrieverInput,
} from './retrieve/langchain-retriever.js';
export type {
  Retrieval,
  RetrievalFeatures,
  RetrievedSection,
  SearchFilter,
} from './retrieve/retrieval.js';

/** Settings of a program that embeds Wence; folders are relative to the working folder. */
export interface WenceOptions {
  /** Folder of the documents; `corpus` unless told. */
  readonly corpusDir?: string;
  /** Folder of the index, built or updated where it is missing or stale; `index` unless told. */
  readonly indexDir?: string;
  /** A model's folder, or its name among the bundled models; the bundled one unless told. */
  readonly model?: string;
  /** Departments and their aliases besides those that the documents name. */
  readonly departments?: readonly DepartmentEntry[];
  /** What 今年 is counted from; the real clock unless told. */
  readonly now?: () => Date;
  /** Leaves out files that cannot be read instead of failing; the report names them. */
  readonly keepGoing?: boolean;
  /** Called while the index is brought up to date. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Stops bringing the index up to date; the old index stays. */
  readonly signal?: AbortSignal;
}

/** An open index that answers in-process, without a server. */
export interface Wence {
  readonly documents: readonly PolicyDocument[];
  /** What bringing the index up to date did. */
  readonly report: BuildReport;
  /** @throws WenceError `invalid_request` naming the field, `not_found` naming ids of `filter` that there are not */
  ask(request: AskRequest, options?: AskOptions): Promise<Answer>;
  /** Retrieval alone: sections, best first; 10 unless told. */
  search(
    question: string,
    options?: { readonly limit?: number; readonly filter?: SearchFilter },
  ): Promise<Retrieval>;
  /** The same retrieval for LangChain programs. */
  asRetriever(options?: {
    readonly limit?: number;
    readonly filter?: SearchFilter;
  }): WenceRetriever;
  /** The same model for LangChain programs. */
  asEmbeddings(): WenceEmbeddings;
  /** Stops the model's thread; nothing can be asked afterwards. */
  close(): Promise<void>;
}

/**
 * Brings the index up to date and opens it.
 *
 * @throws WenceError `invalid_setting`, `unreadable_file`, `invalid_model`, `invalid_index`
 */
export async function createWence(options: WenceOptions = {}): Promise<Wence> {
  const { corpusDir, indexDir, modelDir } = readSettings({
    environment: {},
    flags: {
      WENCE_CORPUS: options.corpusDir,
      WENCE_INDEX: options.indexDir,
      WENCE_MODEL: options.model,
    },
    workingDir: process.cwd(),
  });
  const { answerer, search, store, embedder, report, close } = await openWence({
    corpusDir,
    indexDir,
    modelDir,
    today: options.now ?? (() => new Date()),
    departments: options.departments ?? [],
    keepGoing: options.keepGoing ?? false,
    onProgress: options.onProgress,
    signal: options.signal,
  });
  return {
    documents: store.documents,
    report,
    ask: async (request, options) => answerer.ask(validRequest(request), options),
    search: (question, { limit = 10, filter = {} } = {}) =>
      search.retrieve(question, { limit, filter }),
    asRetriever: (retrieverOptions = {}) =>
      new WenceRetriever({ retriever: search, ...retrieverOptions }),
    asEmbeddings: () => new WenceEmbeddings(embedder),
    close,
  };
}

function validRequest(request: AskRequest): AskRequest {
  const parsed = askRequestSchema.safeParse(request);
  if (!parsed.success) {
    const details = parsed.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      message,
    }));
    const reasons = details.map(({ field, message }) => `${field}: ${message}`).join('；');
    throw new WenceError('invalid_request', `问题的格式不对：${reasons}`, { details });
  }
  return parsed.data;
}
