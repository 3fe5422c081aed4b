import type { ChatState } from './chat-session.js';
import type { ConversationStore } from './conversation-store.js';
import { removeKept } from './forget-conversations.js';
import type { ObservedState } from './observed-state.js';

/** What a session keeps in its store, and what it shows of it. */
export interface KeptHistory {
  /** Reads the list of conversations anew; never rejects. */
  refresh(): Promise<void>;
  /** Saves a turn as it is now; what fails only shows in `isHistoryKept`. */
  save(turnKey: string): void;
  /**
   * Removes one conversation, or all.
   * @returns the server's ids of what was removed
   */
  remove(conversationKey: string | 'all'): Promise<readonly string[]>;
  /** Once all that was begun is done. */
  settled(): Promise<unknown>;
}

export function keptHistory(
  store: ConversationStore,
  observed: Pick<ObservedState<ChatState>, 'current' | 'patch'>,
): KeptHistory {
  /** Saving and forgetting, one after the other: what is forgotten must not come back. */
  let storing: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = storing.then(work);
    storing = result.catch(() => undefined);
    return result;
  };

  const refresh = async () => {
    try {
      const history = await store.list();
      observed.patch({ history, isHistoryKept: store.isLasting() });
    } catch {
      observed.patch({ isHistoryKept: false });
    }
  };

  return {
    refresh,
    save: (turnKey) => {
      const { turns, ...head } = observed.current.conversation;
      const turn = turns.find(({ key }) => key === turnKey);
      if (turn === undefined) return;
      inTurn(() => store.saveTurn(head, turn).then(refresh)).catch(() =>
        observed.patch({ isHistoryKept: false }),
      );
    },
    remove: async (conversationKey) => {
      const ids = await inTurn(() => removeKept(conversationKey, store));
      await refresh();
      return ids;
    },
    settled: () => storing,
  };
}
