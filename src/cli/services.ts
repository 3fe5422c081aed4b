import type { Answerer } from '../answer/answer.js';
import type { Conversations } from '../answer/conversations.js';
import type { Bots, BotsParts } from '../channels/assemble-bots.js';
import type { BotReply } from '../channels/bots/delivery.js';
import type { Settings } from '../config.js';
import type { UnreadableFile } from '../corpus/source-file.js';
import type { LoadProgress } from '../http/app-env.js';
import type { SectionStore } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { Retriever, SearchFilter } from '../retrieve/retrieval.js';

/** One step of long work, as the server shows it to those who wait. */
export type Progress = LoadProgress;

/** How a long piece of work is watched and stopped. */
export interface WorkOptions {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** What building or updating an index did. */
export interface IndexSummary {
  readonly documents: number;
  readonly sections: number;
  readonly chunks: number;
  /** Chunks whose vectors were computed now, and those taken over from the old index. */
  readonly embedded: number;
  readonly reused: number;
  readonly skipped: readonly UnreadableFile[];
}

/** An index that answers. */
interface OpenWence {
  readonly answerer: Answerer;
  readonly search: Retriever;
  readonly store: SectionStore;
  readonly documentsIn: (filter: SearchFilter) => readonly PolicyDocument[];
  readonly conversations: Conversations;
  /** Files that were left out. */
  readonly skipped: readonly UnreadableFile[];
  readonly close: () => Promise<void>;
}

/** A report to print: for people, or as data. */
export interface Report {
  readonly text: string;
  readonly data: unknown;
  /** Bars that were not reached, in words; empty when all is well. */
  readonly failures: readonly string[];
}

/** One line of `wence doctor`. */
export interface Finding {
  readonly subject: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** What to do; absent when all is well. */
  readonly advice?: string;
}

/** What the commands need of the rest of the program; tests put fakes in its place. */
export interface Services {
  buildIndex(
    settings: Settings,
    options: WorkOptions & { readonly rebuild: boolean; readonly keepGoing: boolean },
  ): Promise<IndexSummary>;
  /** Brings the index up to date and opens it. */
  open(
    settings: Settings,
    options: WorkOptions & {
      readonly keepGoing: boolean;
      /** Given where conversations are to be kept in a file: told where that fails, and they are kept in memory. */
      readonly onConversationProblem?: (error: unknown) => void;
      /** Told in words of what keeps the language model from answering; no key is in them. */
      readonly onModelProblem?: (message: string) => void;
    },
  ): Promise<OpenWence>;
  /**
   * The bots that the settings name; null where there are none.
   * @throws WenceError `invalid_setting` where their messages cannot be kept
   */
  openBots(settings: Settings, parts: Pick<BotsParts, 'service' | 'logger'>): Promise<Bots | null>;
  /**
   * Sends an answer or a text to a group, and says how many messages it made.
   * @throws WenceError `invalid_request`; DeliveryError where the platform does not take it
   */
  pushToGroup(
    settings: Settings,
    message: { readonly group: string; readonly reply: BotReply },
  ): Promise<number>;
  /** @throws WenceError `unreadable_file` */
  readDocuments(path: string): Promise<readonly PolicyDocument[]>;
  evaluate(
    settings: Settings,
    options: WorkOptions & {
      readonly dir: string;
      readonly bars: readonly string[];
      /** File that an HTML report is written to. */
      readonly html?: string | undefined;
      /** File of an earlier run to compare with. */
      readonly baseline?: string | undefined;
      /** File that this run is saved to, for a later `baseline`. */
      readonly save?: string | undefined;
    },
  ): Promise<Report>;
  calibrate(
    settings: Settings,
    options: WorkOptions & { readonly dirs: readonly string[] },
  ): Promise<Report>;
  diagnose(settings: Settings): Promise<readonly Finding[]>;
  /** Checks the bots that are set up, and writes a line to each WeCom group where `sendTest` says so. */
  diagnoseBots(
    settings: Settings,
    options: { readonly sendTest: boolean },
  ): Promise<readonly Finding[]>;
  /** Whether this program answers at its host and port. */
  isServing(settings: Pick<Settings, 'host' | 'port'>): Promise<boolean>;
}
