import { createAccess, type SiteAccess } from '../ask/access.js';
import type { AskClient, QuestionFilter } from '../ask/ask-client.js';
import { createAskClient } from '../ask/http-ask-client.js';
import type { ChatSession } from '../conversation/chat-session.js';
import { createChatSession } from '../conversation/create-chat-session.js';
import { openConversationStore } from '../conversation/open-conversation-store.js';
import { createTabMemory } from '../conversation/tab-memory.js';
import type { Language } from '../words/words.js';

/** A chat with one server. */
export interface Connection {
  readonly server: string;
  readonly access: SiteAccess;
  readonly client: AskClient;
  readonly session: ChatSession;
}

/** Wires a chat with a server; asks nothing of it yet. */
export function connect({
  server,
  language,
  filter,
  onTokenNeeded,
}: {
  readonly server: string;
  readonly language: () => Language;
  readonly filter: () => QuestionFilter | undefined;
  readonly onTokenNeeded: () => void;
}): Connection {
  const access = createAccess({ baseUrl: server, onTokenNeeded });
  const client = createAskClient({ baseUrl: server, access, language });
  const store = openConversationStore({ baseUrl: server });
  const tabMemory = createTabMemory({ baseUrl: server });
  const session = createChatSession({ client, store, filter, tabMemory });
  return { server, access, client, session };
}
