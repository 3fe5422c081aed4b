import { describe, expect, it } from 'vitest';
import { newTurn } from '../../../src/widget/conversation/change-turn.js';
import type { ChatState } from '../../../src/widget/conversation/chat-session.js';
import { keptHistory } from '../../../src/widget/conversation/kept-history.js';
import { createMemoryConversationStore } from '../../../src/widget/conversation/memory-conversation-store.js';
import { observedState } from '../../../src/widget/conversation/observed-state.js';

const turn = newTurn({ key: 't', question: '招商重点是什么', askedAtMs: 1 });

describe('the kept history', () => {
  it('does not bring back what was forgotten while it was still being saved', async () => {
    const store = createMemoryConversationStore();
    let saved: () => void = () => undefined;
    const slow = {
      ...store,
      saveTurn: async (...call: Parameters<typeof store.saveTurn>) => {
        await new Promise<void>((resolve) => {
          saved = resolve;
        });
        await store.saveTurn(...call);
      },
    };
    const observed = observedState<ChatState>({
      conversation: { key: 'k', conversationId: null, startedAtMs: 1, turns: [turn] },
      isBusy: false,
      history: [],
      overview: null,
      isOffline: false,
      hasBegunAnew: false,
      isHistoryKept: true,
    });
    const kept = keptHistory(slow, observed);
    kept.save('t');
    const removed = kept.remove('k');
    await Promise.resolve();
    saved();
    await removed;
    expect(await store.list()).toEqual([]);
    expect(observed.current.history).toEqual([]);
  });
});
