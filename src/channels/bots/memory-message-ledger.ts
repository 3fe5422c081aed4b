import type { BotMessage } from './bot-message.js';
import {
  type BotConversation,
  type LedgerOptions,
  type MessageLedger,
  type OwedMessage,
  senderKey,
} from './message-ledger.js';

interface Entry {
  readonly claimedAtMs: number;
  /** Null once it is finished. */
  owed: OwedMessage | null;
  answerId: string | undefined;
}

/** A ledger in this process' memory: what was answered is forgotten when it ends. */
export function createMemoryMessageLedger({ limits, clockMs }: LedgerOptions): MessageLedger {
  // In the order of claims and of last answers: a Map keeps the order of insertion.
  const entries = new Map<string, Entry>();
  const conversations = new Map<
    string,
    { readonly touchedMs: number; readonly value: BotConversation }
  >();

  const dropOld = (): void => {
    let surplus = entries.size - limits.keys;
    for (const [key, { owed, claimedAtMs }] of entries) {
      surplus -= 1;
      if (surplus < 0 && claimedAtMs > clockMs() - limits.keyMs) return;
      if (owed === null) entries.delete(key);
    }
  };
  const change = (key: string, update: (owed: OwedMessage) => OwedMessage | null): void => {
    const entry = entries.get(key);
    if (entry === undefined || entry.owed === null) return;
    entry.owed = update(entry.owed);
  };
  const claim = (message: BotMessage): boolean => {
    dropOld();
    if (entries.has(message.key)) return false;
    const owed: OwedMessage = { message, progress: { kind: 'claimed' }, failedTries: 0 };
    entries.set(message.key, { claimedAtMs: clockMs(), owed, answerId: undefined });
    return true;
  };

  return {
    claim: (message) => Promise.resolve(claim(message)),
    release(key) {
      if (entries.get(key)?.owed !== null) entries.delete(key);
      return Promise.resolve();
    },
    owed: () =>
      Promise.resolve([...entries.values()].flatMap(({ owed }) => (owed === null ? [] : [owed]))),
    answered(key, parts, answerId) {
      const entry = entries.get(key);
      if (entry !== undefined) entry.answerId = answerId;
      change(key, (owed) => ({
        ...owed,
        progress: { kind: 'answered', parts: [...parts], sentParts: 0 },
      }));
      return Promise.resolve();
    },
    answerOf: (key) => Promise.resolve(entries.get(key)?.answerId),
    sent(key, sentParts) {
      change(key, (owed) => ({
        ...owed,
        progress:
          owed.progress.kind === 'answered' ? { ...owed.progress, sentParts } : owed.progress,
      }));
      return Promise.resolve();
    },
    failed(key) {
      change(key, (owed) => ({ ...owed, failedTries: owed.failedTries + 1 }));
      return Promise.resolve();
    },
    finish(key) {
      change(key, () => null);
      return Promise.resolve();
    },
    conversationOf(sender) {
      const kept = conversations.get(senderKey(sender));
      const isFresh = kept !== undefined && kept.touchedMs > clockMs() - limits.conversationMs;
      return Promise.resolve(isFresh ? kept.value : undefined);
    },
    remember(sender, value) {
      const key = senderKey(sender);
      conversations.delete(key);
      conversations.set(key, { touchedMs: clockMs(), value });
      const [silent] = conversations.keys();
      if (conversations.size > limits.conversations && silent !== undefined) {
        conversations.delete(silent);
      }
      return Promise.resolve();
    },
    forget(sender) {
      conversations.delete(senderKey(sender));
      return Promise.resolve();
    },
  };
}
