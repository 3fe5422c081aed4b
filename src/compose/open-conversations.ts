import { randomUUID } from 'node:crypto';
import {
  type Conversations,
  conversationLimits,
  memoryConversationLimits,
} from '../answer/conversations.js';
import { openLibsqlConversations } from '../answer/libsql-conversations.js';
import { conversationsFile } from '../answer/libsql-conversations-file.js';
import { createMemoryConversations } from '../answer/memory-conversations.js';
import { steadyConversations } from '../answer/steady-conversations.js';

/** Conversations for as long as they are open. */
export interface OpenConversations {
  readonly conversations: Conversations;
  readonly close: () => void;
}

/** Conversations in memory, gone with the process. */
export function openMemoryConversations(expiryDays: number): OpenConversations {
  const limits = memoryConversationLimits(expiryDays);
  const conversations = createMemoryConversations({ ...conversationOptions(expiryDays), limits });
  return { conversations, close: () => undefined };
}

/**
 * Conversations in a file under `dataDir`; in memory where that cannot be used, now or later, so
 * that questions are answered all the same.
 */
export function openConversations(settings: {
  readonly dataDir: string;
  readonly expiryDays: number;
  /** Told of a file that cannot be used (a WenceError, in words for people), and of every later failure. */
  readonly onProblem: (error: unknown) => void;
}): OpenConversations {
  const { dataDir, expiryDays, onProblem } = settings;
  const options = conversationOptions(expiryDays);
  const second = openMemoryConversations(expiryDays);
  try {
    const first = openLibsqlConversations(conversationsFile(dataDir), options);
    return {
      conversations: steadyConversations(first, { second: second.conversations, onProblem }),
      close: () => first.close(),
    };
  } catch (error) {
    onProblem(error);
    return second;
  }
}

function conversationOptions(expiryDays: number) {
  return {
    limits: conversationLimits(expiryDays),
    clockMs: () => Date.now(),
    newId: () => `c_${randomUUID()}`,
  };
}
