import type { AskFailure, Overview } from '../ask/ask-client.js';
import type { Conversation, ConversationSummary } from './turn.js';

/** All that the chat shows. A new object for each change; parts that did not change are the same objects. */
export interface ChatState {
  readonly conversation: Conversation;
  /** Whether an answer is under way: the send button stops it then. */
  readonly isBusy: boolean;
  /** Newest first. */
  readonly history: readonly ConversationSummary[];
  readonly overview: Overview | AskFailure | null;
  readonly isOffline: boolean;
  /** Whether the conversation was begun by itself because the one before was full. */
  readonly hasBegunAnew: boolean;
  /** Whether the browser keeps conversations; else they go with the page. */
  readonly isHistoryKept: boolean;
}

/** A chat without its looks: asks, keeps, and says what there is to show. Knows nothing of elements. */
export interface ChatSession {
  readonly state: ChatState;
  /** Calls back after every change until the returned function is called. */
  subscribe(onChange: () => void): () => void;
  /** Loads the overview and the history; called when the chat first becomes visible. */
  start(): void;
  /** Asks; ignored while busy or where nothing but blanks is asked. */
  ask(question: string): void;
  /** Ends the answer under way; what has come stays. */
  stop(): void;
  /** Asks a failed or stopped turn again, in its place. */
  retry(turnKey: string): void;
  /** Rates an answer; rejects with an `AskFailure` and undoes it where it could not be said. */
  rate(
    turnKey: string,
    rating: { readonly value: 'up' | 'down'; readonly comment?: string },
  ): Promise<void>;
  startNew(): void;
  /** Shows an earlier conversation, to go on with. */
  open(conversationKey: string): Promise<void>;
  /**
   * Forgets one conversation, or all: once it comes back nothing is left of it here. The server is told
   * too, as far as it can be reached. Rejects where the browser's storage does not let go.
   */
  forget(conversationKey: string | 'all'): Promise<void>;
  /** Stops what is under way and lets go of everything. `start` may follow. */
  close(): void;
}
