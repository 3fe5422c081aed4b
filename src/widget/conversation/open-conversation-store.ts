import type { ConversationStore } from './conversation-store.js';
import { createIdbConversationStore } from './idb-conversation-store.js';
import { createMemoryConversationStore } from './memory-conversation-store.js';

/** Some browsers never answer where storage is blocked. */
const OPEN_TIMEOUT_MS = 3_000;

/**
 * This browser's conversations with one server: in IndexedDB, or in memory where that cannot be opened.
 * Opens nothing before the first call.
 */
export function openConversationStore({
  baseUrl,
}: {
  readonly baseUrl: string;
}): ConversationStore {
  const lasting = createIdbConversationStore({ name: `wence:${new URL(baseUrl).href}` });
  let chosen: Promise<ConversationStore> | null = null;
  let isLasting = true;

  const store = () => {
    chosen ??= canOpen(lasting).then((opens) => {
      isLasting = opens;
      return opens ? lasting : createMemoryConversationStore();
    });
    return chosen;
  };

  return {
    isLasting: () => isLasting,
    list: async () => (await store()).list(),
    load: async (conversationKey) => (await store()).load(conversationKey),
    saveTurn: async (head, turn) => (await store()).saveTurn(head, turn),
    remove: async (conversationKey) => (await store()).remove(conversationKey),
    clear: async () => (await store()).clear(),
    conversationIds: async () => (await store()).conversationIds(),
    subscribe: lasting.subscribe,
    close: lasting.close,
  };
}

async function canOpen(store: ConversationStore): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), OPEN_TIMEOUT_MS);
  });
  const opens = store.list().then(
    () => true,
    () => false,
  );
  const canBeOpened = await Promise.race([opens, tooLong]);
  clearTimeout(timer);
  return canBeOpened;
}
