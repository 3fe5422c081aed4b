import type { ConversationOptions, Conversations, Feedback, Turn } from './conversations.js';

interface Kept {
  readonly turns: Turn[];
  touchedMs: number;
}

/** Conversations in this process' memory: gone when it ends. */
export function createMemoryConversations(options: ConversationOptions): Conversations {
  const { limits, clockMs, newId } = options;
  // In the order of their last question: a Map keeps the order of insertion.
  const kept = new Map<string, Kept>();
  const feedback = new Map<string, Feedback>();

  const drop = (id: string): void => {
    for (const { answerId } of kept.get(id)?.turns ?? []) feedback.delete(answerId);
    kept.delete(id);
  };
  const touch = (id: string, conversation: Kept): void => {
    conversation.touchedMs = clockMs();
    kept.delete(id);
    kept.set(id, conversation);
  };
  const dropSurplus = (): void => {
    for (const [id, { touchedMs }] of kept) {
      const isOver = kept.size > limits.conversations;
      if (!isOver && touchedMs > clockMs() - limits.expiryMs) return;
      drop(id);
    }
  };

  return {
    open(asked) {
      dropSurplus();
      const known = asked === undefined ? undefined : kept.get(asked);
      if (asked !== undefined && known !== undefined) {
        touch(asked, known);
        return Promise.resolve({ id: asked, turns: [...known.turns] });
      }
      const id = newId();
      touch(id, { turns: [], touchedMs: 0 });
      dropSurplus();
      return Promise.resolve({ id, turns: [] });
    },
    record(id, turn) {
      const conversation = kept.get(id);
      if (conversation !== undefined) {
        conversation.turns.push(turn);
        for (const { answerId } of conversation.turns.splice(
          0,
          conversation.turns.length - limits.turns,
        )) {
          feedback.delete(answerId);
        }
        touch(id, conversation);
      }
      return Promise.resolve();
    },
    forget(id) {
      drop(id);
      return Promise.resolve();
    },
    rate(answerId, given) {
      dropSurplus();
      const isKnown = [...kept.values()].some(({ turns }) =>
        turns.some((turn) => turn.answerId === answerId),
      );
      if (isKnown) feedback.set(answerId, given);
      return Promise.resolve(isKnown);
    },
    feedbackOn: (answerId) => Promise.resolve(feedback.get(answerId)),
  };
}
