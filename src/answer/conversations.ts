import type { CitedClause } from '../retrieve/past-turn.js';

/** One question of a conversation and its answer, as far as later questions and feedback need them. */
export interface Turn {
  readonly answerId: string;
  readonly question: string;
  /** The question as it was understood: it stands alone. */
  readonly interpretedQuestion: string;
  /** The clauses cited, in the order of their marks. */
  readonly cited: readonly CitedClause[];
}

/** A conversation as it is found, or just begun. */
export interface OpenConversation {
  readonly id: string;
  /** Oldest first. */
  readonly turns: readonly Turn[];
}

/** What a reader thinks of an answer. */
export interface Feedback {
  readonly value: 'up' | 'down';
  readonly comment?: string | undefined;
}

/**
 * Conversations kept by the server, each under an unguessable id. Whoever has the id has the
 * conversation; nothing else finds it. Every implementation passes tests/contracts/conversations.
 */
export interface Conversations {
  /** The conversation of that id; where there is none or it has expired, a new one under a new id. */
  open(id: string | undefined): Promise<OpenConversation>;
  /** Adds a turn at the end, the oldest giving way. Nothing happens where the conversation was forgotten meanwhile. */
  record(id: string, turn: Turn): Promise<void>;
  /** Forgets a conversation with its turns and their feedback; also where there is none. */
  forget(id: string): Promise<void>;
  /** Keeps what a reader thinks of an answer, in place of what was kept before; false where there is no such answer. */
  rate(answerId: string, feedback: Feedback): Promise<boolean>;
  /** What was kept of an answer; undefined where nothing was. */
  feedbackOn(answerId: string): Promise<Feedback | undefined>;
}

/** How much is kept, and for how long. */
export interface ConversationLimits {
  /** Turns of one conversation. */
  readonly turns: number;
  /** Conversations; the one that was silent longest gives way. */
  readonly conversations: number;
  /** Time after its last question at which a conversation is forgotten. */
  readonly expiryMs: number;
  /** About what all of it may take in a file; beyond, those that were silent longest give way. */
  readonly bytes: number;
}

/** What a store of conversations is told: its limits, a clock and how ids are made. */
export interface ConversationOptions {
  readonly limits: ConversationLimits;
  /** The real clock in milliseconds since 1970, never `WENCE_NOW`. */
  readonly clockMs: () => number;
  readonly newId: () => string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A turn takes some hundred bytes, one that is made to be large some ten thousand. */
const MOST_TURNS = 50;
const MOST_CONVERSATIONS = 10_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** Memory must hold the largest turns too: 20 000 of them stay about a hundred megabytes. */
const MOST_TURNS_IN_MEMORY = 20;
const MOST_CONVERSATIONS_IN_MEMORY = 1000;

/** The product's limits; how many days are kept is a setting. */
export function conversationLimits(expiryDays: number): ConversationLimits {
  return {
    turns: MOST_TURNS,
    conversations: MOST_CONVERSATIONS,
    expiryMs: expiryDays * DAY_MS,
    bytes: MOST_BYTES,
  };
}

/** The same for a process' own memory. */
export function memoryConversationLimits(expiryDays: number): ConversationLimits {
  return {
    ...conversationLimits(expiryDays),
    turns: MOST_TURNS_IN_MEMORY,
    conversations: MOST_CONVERSATIONS_IN_MEMORY,
  };
}
