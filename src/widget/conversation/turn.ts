import type { Answer, Citation, Notice } from '../../answer/answer.js';
import type { FailureKind } from '../ask/ask-client.js';

/** A question and what became of it. What streams in stands in `text`, `citations`, `notices`; `answer` once it is whole. */
export interface Turn {
  /** Unique in its conversation. */
  readonly key: string;
  readonly question: string;
  /** Milliseconds since 1970. */
  readonly askedAtMs: number;
  readonly state: TurnState;
  /** How the question was understood; equal to `question` where nothing changed, or not known yet. */
  readonly interpretedQuestion: string;
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly notices: readonly Notice[];
  /** The whole answer, in the state `done`. */
  readonly answer: Answer | null;
  readonly rating: 'up' | 'down' | null;
}

export type TurnState =
  /** Asked, nothing came yet. `isSlow` after a few seconds. */
  | { readonly kind: 'waiting'; readonly isSlow: boolean }
  /** The index is loading: asked again by itself; the server's words and the seconds until then. */
  | { readonly kind: 'preparing'; readonly message: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'streaming' }
  | { readonly kind: 'done' }
  /** Stopped by its reader; what had come stays. */
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly message: string;
      readonly retryAfterSeconds: number | null;
      readonly requestId: string | null;
    };

/** A conversation of this browser. */
export interface Conversation {
  /** This browser's own name for it. */
  readonly key: string;
  /** The server's id, once it has answered. */
  readonly conversationId: string | null;
  readonly startedAtMs: number;
  readonly turns: readonly Turn[];
}

/** A conversation in the history list. */
export interface ConversationSummary {
  readonly key: string;
  /** Its first question. */
  readonly title: string;
  readonly startedAtMs: number;
  readonly updatedAtMs: number;
  readonly turnCount: number;
}
