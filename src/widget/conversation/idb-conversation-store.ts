import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import {
  type ConversationHead,
  type ConversationStore,
  MAX_CONVERSATIONS,
  MAX_TURNS,
} from './conversation-store.js';
import {
  inOrder,
  isStoredConversation,
  STORED_SCHEMA,
  type StoredConversation,
  type StoredTurn,
  turnFrom,
} from './stored-turn.js';
import { createTabChannel } from './tab-channel.js';
import type { Turn } from './turn.js';

interface ChatDatabase extends DBSchema {
  conversations: {
    key: string;
    value: StoredConversation;
    indexes: { updatedAtMs: number };
  };
  /** Beside the conversations, so that two tabs in one of them write what each has, and no more. */
  turns: { key: [string, string]; value: StoredTurn };
}

type Database = IDBPDatabase<ChatDatabase>;

/**
 * Conversations in IndexedDB, which all tabs of a site share.
 * @param options.name tells one server's conversations from another's on the same site
 * @returns a store whose calls reject with the browser's reason where the storage fails
 */
export function createIdbConversationStore({ name }: { readonly name: string }): ConversationStore {
  const channel = createTabChannel(name);
  let opened: Promise<Database> | null = null;

  const letGo = () => {
    opened?.then(
      (database) => database.close(),
      () => undefined,
    );
    opened = null;
  };
  const open = () => {
    opened ??= openDatabase(name, letGo).catch((reason: unknown) => {
      opened = null;
      throw reason;
    });
    return opened;
  };

  return {
    isLasting: () => true,
    list: async () => {
      const kept = await (await open()).getAll('conversations');
      return kept
        .filter(isStoredConversation)
        .sort((a, b) => b.updatedAtMs - a.updatedAtMs)
        .map(({ key, title, startedAtMs, updatedAtMs, turnCount }) => ({
          key,
          title,
          startedAtMs,
          updatedAtMs,
          turnCount,
        }));
    },
    load: async (conversationKey) => {
      const transaction = (await open()).transaction(['conversations', 'turns']);
      const [kept, turns] = await Promise.all([
        transaction.objectStore('conversations').get(conversationKey),
        transaction.objectStore('turns').getAll(turnsOf(conversationKey)),
      ]);
      if (!isStoredConversation(kept)) return null;
      const { key, conversationId, startedAtMs } = kept;
      const whole = turns.map(turnFrom).filter((turn) => turn !== null);
      return { key, conversationId, startedAtMs, turns: inOrder(whole) };
    },
    saveTurn: async (head, turn) => {
      await saveTurn(await open(), head, turn);
      channel.tell({ kind: 'saved', conversationKey: head.key });
    },
    remove: async (conversationKey) => {
      const transaction = (await open()).transaction(['conversations', 'turns'], 'readwrite');
      await Promise.all([
        transaction.objectStore('conversations').delete(conversationKey),
        transaction.objectStore('turns').delete(turnsOf(conversationKey)),
        transaction.done,
      ]);
      channel.tell({ kind: 'removed', conversationKey });
    },
    clear: async () => {
      const transaction = (await open()).transaction(['conversations', 'turns'], 'readwrite');
      await Promise.all([
        transaction.objectStore('conversations').clear(),
        transaction.objectStore('turns').clear(),
        transaction.done,
      ]);
      channel.tell({ kind: 'cleared' });
    },
    conversationIds: async () => {
      const kept = await (await open()).getAll('conversations');
      return kept
        .filter(isStoredConversation)
        .map(({ conversationId }) => conversationId)
        .filter((id) => id !== null);
    },
    subscribe: channel.subscribe,
    close: () => {
      letGo();
      channel.close();
    },
  };
}

// Where storage is blocked, to look at `indexedDB` throws: that too is a rejection then.
async function openDatabase(name: string, letGo: () => void): Promise<Database> {
  return await openDB<ChatDatabase>(name, 1, {
    upgrade: (database) => {
      database
        .createObjectStore('conversations', { keyPath: 'key' })
        .createIndex('updatedAtMs', 'updatedAtMs');
      database.createObjectStore('turns', { keyPath: ['conversationKey', 'key'] });
    },
    // A newer version of the chat, or the browser's "delete site data", must not wait for this page.
    blocking: letGo,
    terminated: letGo,
  });
}

async function saveTurn(database: Database, head: ConversationHead, turn: Turn): Promise<void> {
  const transaction = database.transaction(['conversations', 'turns'], 'readwrite');
  const conversations = transaction.objectStore('conversations');
  const turns = transaction.objectStore('turns');
  await turns.put({
    schema: STORED_SCHEMA,
    conversationKey: head.key,
    key: turn.key,
    askedAtMs: turn.askedAtMs,
    turn,
  });
  const turnCount = await turns.count(turnsOf(head.key));
  // Two tabs may fill a conversation together. Not read otherwise: two hundred answers are megabytes.
  if (turnCount > MAX_TURNS) {
    const oldest = (await turns.getAll(turnsOf(head.key))).sort(
      (a, b) => a.askedAtMs - b.askedAtMs,
    );
    for (const { key } of oldest.slice(0, turnCount - MAX_TURNS)) {
      await turns.delete([head.key, key]);
    }
  }
  const before: unknown = await conversations.get(head.key);
  const known = isStoredConversation(before) ? before : null;
  await conversations.put({
    ...head,
    // A tab that opened the conversation before it was answered must not take its id away.
    conversationId: head.conversationId ?? known?.conversationId ?? null,
    schema: STORED_SCHEMA,
    title: known?.title ?? turn.question,
    // The list is by what was asked last, not by what was looked at or rated.
    updatedAtMs: Math.max(turn.askedAtMs, known?.updatedAtMs ?? 0),
    turnCount: Math.min(turnCount, MAX_TURNS),
  });
  const keys = await conversations.index('updatedAtMs').getAllKeys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MAX_CONVERSATIONS))) {
    await Promise.all([conversations.delete(key), turns.delete(turnsOf(key))]);
  }
  await transaction.done;
}

/** An array sorts after every string. */
function turnsOf(conversationKey: string): IDBKeyRange {
  return IDBKeyRange.bound([conversationKey], [conversationKey, []]);
}
