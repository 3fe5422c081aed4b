import type { BotMessage, Sender } from './bot-message.js';

/** How far a message has come. */
export type MessageProgress =
  | { readonly kind: 'claimed' }
  /** Composed, not wholly sent: the parts, and how many of them the platform took. */
  | { readonly kind: 'answered'; readonly parts: readonly string[]; readonly sentParts: number };

/** A message that is still owed an answer. */
export interface OwedMessage {
  readonly message: BotMessage;
  readonly progress: MessageProgress;
  /** Tries to deliver that failed so far. */
  readonly failedTries: number;
}

/** What was said last between a user and a bot. */
export interface BotConversation {
  readonly conversationId: string;
  /** The answer that 有用 and 没用 speak of. */
  readonly answerId: string;
}

/**
 * Which messages were answered, kept across restarts. A claim is one atomic insert. Every implementation
 * passes tests/contracts/message-ledger.
 */
export interface MessageLedger {
  /** Claims a message; false where its key was claimed before, whatever became of it. */
  claim(message: BotMessage): Promise<boolean>;
  /** Gives a claim back, so that the platform's next try counts as the first. */
  release(key: string): Promise<void>;
  /** Messages without a finished answer, oldest first. */
  owed(): Promise<readonly OwedMessage[]>;
  answered(key: string, parts: readonly string[]): Promise<void>;
  sent(key: string, sentParts: number): Promise<void>;
  failed(key: string): Promise<void>;
  /** Answered, or given up: its words and addresses are erased, its key stays until it expires. */
  finish(key: string): Promise<void>;
  conversationOf(sender: Sender): Promise<BotConversation | undefined>;
  remember(sender: Sender, conversation: BotConversation): Promise<void>;
  forget(sender: Sender): Promise<void>;
}
