import type { Conversation, ConversationSummary, Turn } from './turn.js';

/** A conversation without what was said in it. */
export type ConversationHead = Omit<Conversation, 'turns'>;

/** More would make the list long and the storage large; the one longest untouched goes first. */
export const MAX_CONVERSATIONS = 50;
/** The most turns that are kept of one conversation. */
export const MAX_TURNS = 200;

/** What became of what is kept, in this tab or another. */
export type StoreChange =
  | { readonly kind: 'saved'; readonly conversationKey: string }
  | { readonly kind: 'removed'; readonly conversationKey: string }
  | { readonly kind: 'cleared' };

/** The conversations of this browser. Several tabs may work with one at once. */
export interface ConversationStore {
  /** Whether conversations outlive the page; known once a first call has come back. */
  isLasting(): boolean;
  /** Newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** As it was last saved, turns that are or were under way too; null where there is none. */
  load(conversationKey: string): Promise<Conversation | null>;
  /** Adds one turn or replaces it; other turns, of other tabs too, stay as they are. */
  saveTurn(head: ConversationHead, turn: Turn): Promise<void>;
  remove(conversationKey: string): Promise<void>;
  clear(): Promise<void>;
  /** The server's ids of all that is kept. */
  conversationIds(): Promise<readonly string[]>;
  /** Calls back after changes made in other tabs until the returned function is called. */
  subscribe(onChange: (change: StoreChange) => void): () => void;
  /** Lets go of the storage; the next call takes it up again. */
  close(): void;
}
