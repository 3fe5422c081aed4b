import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Answerer } from '../answer/answer.js';
import type { Conversations } from '../answer/conversations.js';
import type { BotHooks } from '../channels/assemble-bots.js';
import type { Settings } from '../config.js';
import type { SectionStore } from '../index/section-store.js';
import type { Logger } from '../logger.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { Retriever, SearchFilter } from '../retrieve/retrieval.js';
import type { Language } from './language.js';
import type { WidgetAssets } from './widget-assets.js';

/** How far the index has come, for people who wait. */
export interface LoadProgress {
  /** What is being done, in Chinese: 正在建立索引. */
  readonly message: string;
  readonly done: number;
  /** 0 where the amount is not known yet. */
  readonly total: number;
}

/** Whether questions can be answered. */
export type ServiceState =
  | { readonly kind: 'loading'; readonly progress: LoadProgress }
  | {
      readonly kind: 'ready';
      readonly answerer: Answerer;
      readonly search: Retriever;
      readonly store: SectionStore;
      /** The documents that a filter lets through; departments in any of their names. */
      readonly documentsIn: (filter: SearchFilter) => readonly PolicyDocument[];
      readonly conversations: Conversations;
    }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the HTTP stage is given. */
export interface AppDependencies {
  readonly settings: Settings;
  readonly state: () => ServiceState;
  readonly logger: Logger;
  /** The bots that are called over HTTP; none where left out. */
  readonly bots?: BotHooks | undefined;
  /** The real clock, never `WENCE_NOW`: it limits rates and ends sessions. */
  readonly now: () => Date;
  /** A fresh unguessable id for each request. */
  readonly newId: () => string;
  /** What browsers load, as `npm run build` made it. */
  readonly widget: WidgetAssets;
}

/** What every handler knows about its request. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    language: Language;
    /** Whom rate limits count: an API key (by its hash), a token (by its id) or an address. */
    caller: string;
    isHttps: boolean;
  };
}

export type AppContext = Context<AppEnv>;
