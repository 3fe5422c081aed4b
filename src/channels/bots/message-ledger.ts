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
  /** Composed: `parts` are to be sent; `answerId` is the answer's that they show, where they show one. */
  answered(key: string, parts: readonly string[], answerId?: string): Promise<void>;
  /** The answer that a message got, as long as its key is kept; undefined where it got none. */
  answerOf(key: string): Promise<string | undefined>;
  sent(key: string, sentParts: number): Promise<void>;
  failed(key: string): Promise<void>;
  /** Answered, or given up: its words and addresses are erased, its key stays until it expires. */
  finish(key: string): Promise<void>;
  conversationOf(sender: Sender): Promise<BotConversation | undefined>;
  remember(sender: Sender, conversation: BotConversation): Promise<void>;
  forget(sender: Sender): Promise<void>;
}

/** How much is kept, and for how long. What is owed is never dropped. */
export interface LedgerLimits {
  /** Time after its claim at which a finished message's key is forgotten. */
  readonly keyMs: number;
  /** Keys of finished messages; the oldest give way. */
  readonly keys: number;
  /** Time after its last answer at which a sender's conversation is forgotten. */
  readonly conversationMs: number;
  /** Senders with a conversation; the one that was silent longest gives way. */
  readonly conversations: number;
}

/** What a ledger is told: its limits and a clock. */
export interface LedgerOptions {
  readonly limits: LedgerLimits;
  /** The real clock in milliseconds since 1970, never `WENCE_NOW`. */
  readonly clockMs: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Platforms repeat a message within minutes, DingTalk's time gate may be an hour; readers rate an answer days later. */
const KEY_DAYS = 7;
/** Some hundred bytes each. */
const MOST_KEYS = 100_000;
const MOST_CONVERSATIONS = 50_000;

/** The product's limits; how many days a conversation is kept is a setting. */
export function ledgerLimits(conversationDays: number): LedgerLimits {
  return {
    keyMs: KEY_DAYS * DAY_MS,
    keys: MOST_KEYS,
    conversationMs: conversationDays * DAY_MS,
    conversations: MOST_CONVERSATIONS,
  };
}

/** A sender as a key of one text; no two senders share it. */
export function senderKey({ platform, bot, chat, user }: Sender): string {
  return JSON.stringify([platform, bot, chat, user]);
}
