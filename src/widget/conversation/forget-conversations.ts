import { type AskClient, AskFailure } from '../ask/ask-client.js';
import type { ConversationStore } from './conversation-store.js';

/**
 * Removes one conversation, or all, from a store.
 * @returns the server's ids of what was removed
 */
export async function removeKept(
  conversationKey: string | 'all',
  store: ConversationStore,
): Promise<readonly string[]> {
  if (conversationKey === 'all') {
    const ids = await store.conversationIds().catch(() => []);
    await store.clear();
    return ids;
  }
  const kept = await store.load(conversationKey).catch(() => null);
  await store.remove(conversationKey);
  return kept?.conversationId == null ? [] : [kept.conversationId];
}

/** Has the server forget conversations, one after the other, as far as it can be reached. */
export async function forgetOnServer(
  conversationIds: Iterable<string>,
  client: Pick<AskClient, 'forget'>,
): Promise<void> {
  for (const conversationId of conversationIds) {
    try {
      await client.forget(conversationId);
    } catch (error) {
      // One more that is not reached would only take as long again.
      if (error instanceof AskFailure && /^(?:offline|unreachable)$/.test(error.kind)) return;
    }
  }
}
