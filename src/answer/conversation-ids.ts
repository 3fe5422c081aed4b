import { createRecentlyUsed } from '../embed/recently-used.js';

/** Conversations remembered; the one that was silent longest gives way. An id takes some hundred bytes. */
const MOST_CONVERSATIONS = 10_000;

/** Which conversation an answer belongs to. */
export interface ConversationIds {
  /** The caller's own id where it was given out here before, else a new one. */
  resolve(asked: string | undefined): string;
}

/**
 * Ids of the conversations that this process has begun: an unknown or forgotten one starts anew.
 *
 * @param newId - makes a fresh id
 */
export function createConversationIds(newId: () => string): ConversationIds {
  const begun = createRecentlyUsed<true>(MOST_CONVERSATIONS);
  return {
    resolve(asked) {
      if (asked !== undefined && begun.get(asked) !== undefined) return asked;
      const id = newId();
      begun.set(id, true);
      return id;
    },
  };
}
