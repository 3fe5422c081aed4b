import type { Answer, AnswerEvent } from '../../answer/answer.js';
import type { Section } from '../../outline/outline.js';

/** What the empty chat shows of the documents. */
export interface Overview {
  readonly documentCount: number;
  /** Newest first. */
  readonly years: readonly number[];
  readonly departments: readonly string[];
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly year: number | null;
    readonly department: string | null;
  }[];
  readonly samples: readonly string[];
  /** Who may open the server's own pages: `open` is everybody. */
  readonly pages?: string | undefined;
}

/** A document as `GET /api/documents/{id}` gives it. */
export interface DocumentDetail {
  readonly id: string;
  readonly title: string;
  readonly department: string | null;
  readonly year: number | null;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  readonly source: string;
  readonly text: string;
  readonly outline: readonly Section[];
}

/** What a site narrows the chat to. */
export interface QuestionFilter {
  readonly departments?: readonly string[];
  readonly years?: readonly number[];
}

/** One question as the widget asks it. */
export interface WidgetQuestion {
  readonly question: string;
  readonly conversationId?: string;
  readonly filter?: QuestionFilter;
}

/** The ask API as the widget uses it. Every failure is an `AskFailure`; an abort rejects with the signal's reason. */
export interface AskClient {
  /** The answer, its pieces told as they come. */
  ask(
    question: WidgetQuestion,
    options: { readonly signal: AbortSignal; readonly onEvent: (event: AnswerEvent) => void },
  ): Promise<Answer>;
  /** Narrowed to the filter's departments where it has some. */
  overview(signal: AbortSignal, filter?: QuestionFilter): Promise<Overview>;
  document(id: string, signal: AbortSignal): Promise<DocumentDetail>;
  rate(
    answerId: string,
    rating: { readonly value: 'up' | 'down'; readonly comment?: string },
  ): Promise<void>;
  forget(conversationId: string): Promise<void>;
}

/** Why a call failed, in the kinds that a person can do something about. */
export type FailureKind =
  /** This device has no network. */
  | 'offline'
  /** The server does not answer, or the connection broke. */
  | 'unreachable'
  /** The index is still loading; `message` has the progress. */
  | 'not-ready'
  | 'rate-limited'
  /** No key, or a token that ended and could not be renewed. */
  | 'unauthorized'
  | 'not-found'
  /** The question itself was refused: too long, empty. */
  | 'invalid'
  /** Anything else: the server's message, with its request id. */
  | 'server';

/** A call that failed. */
export class AskFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    options: {
      /** The server's words for it, in its language; empty where there are none. */
      readonly message?: string;
      /** Seconds after which another try makes sense. */
      readonly retryAfterSeconds?: number | null;
      readonly requestId?: string | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(options.message ?? '', { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.requestId = options.requestId ?? null;
  }

  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;
}
