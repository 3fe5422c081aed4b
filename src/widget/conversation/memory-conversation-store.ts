import {
  type ConversationHead,
  type ConversationStore,
  MAX_CONVERSATIONS,
  MAX_TURNS,
} from './conversation-store.js';
import { inOrder } from './stored-turn.js';
import type { Conversation, Turn } from './turn.js';

/** Conversations as long as the page lives, where the browser keeps none: private windows, blocked storage. */
export function createMemoryConversationStore(): ConversationStore {
  const kept = new Map<string, Conversation>();
  const lastAskedAt = ({ turns }: Conversation) => turns.at(-1)?.askedAtMs ?? 0;
  const newestFirst = () => [...kept.values()].sort((a, b) => lastAskedAt(b) - lastAskedAt(a));
  const titles = new Map<string, string>();

  const save = (head: ConversationHead, turn: Turn) => {
    const before = kept.get(head.key);
    const others = (before?.turns ?? []).filter(({ key }) => key !== turn.key);
    kept.set(head.key, {
      ...head,
      conversationId: head.conversationId ?? before?.conversationId ?? null,
      turns: inOrder([...others, turn]).slice(-MAX_TURNS),
    });
    if (!titles.has(head.key)) titles.set(head.key, turn.question);
    for (const { key } of newestFirst().slice(MAX_CONVERSATIONS)) {
      kept.delete(key);
      titles.delete(key);
    }
  };

  return {
    isLasting: () => false,
    list: () =>
      Promise.resolve(
        newestFirst().map((conversation) => ({
          key: conversation.key,
          title: titles.get(conversation.key) ?? '',
          startedAtMs: conversation.startedAtMs,
          updatedAtMs: lastAskedAt(conversation),
          turnCount: conversation.turns.length,
        })),
      ),
    load: (conversationKey) => Promise.resolve(kept.get(conversationKey) ?? null),
    saveTurn: (head, turn) => {
      save(head, turn);
      return Promise.resolve();
    },
    remove: (conversationKey) => {
      kept.delete(conversationKey);
      titles.delete(conversationKey);
      return Promise.resolve();
    },
    clear: () => {
      kept.clear();
      titles.clear();
      return Promise.resolve();
    },
    conversationIds: () =>
      Promise.resolve(
        [...kept.values()].map(({ conversationId }) => conversationId).filter((id) => id !== null),
      ),
    subscribe: () => () => undefined,
    // What the page holds goes with the page.
    close: () => undefined,
  };
}
