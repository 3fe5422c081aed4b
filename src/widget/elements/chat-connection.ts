import type { ReactiveController } from 'lit';
import { createAccess, type SiteAccess } from '../ask/access.js';
import type { AskClient, QuestionFilter } from '../ask/ask-client.js';
import { createAskClient } from '../ask/http-ask-client.js';
import type { ChatSession } from '../conversation/chat-session.js';
import { createChatSession } from '../conversation/create-chat-session.js';
import { openConversationStore } from '../conversation/open-conversation-store.js';
import { createTabMemory } from '../conversation/tab-memory.js';
import type { Language } from '../words/words.js';
import type { DrawnHost } from './drawn-host.js';

/** What a chat asks its server with. */
export interface ConnectionSettings {
  readonly server: string;
  readonly token: string;
  readonly tokenUrl: string;
  readonly language: () => Language;
  readonly filter: () => QuestionFilter | undefined;
  readonly onTokenNeeded: () => void;
}

/** An element's chat with one server: rests while the page or the element is away, and goes on when it is back. */
export class ChatConnection implements ReactiveController {
  readonly #host: DrawnHost;
  #unsubscribe: () => void = () => undefined;

  /** All four are null until it begins. */
  server: string | null = null;
  access: SiteAccess | null = null;
  client: AskClient | null = null;
  session: ChatSession | null = null;

  constructor(host: DrawnHost) {
    this.#host = host;
    host.addController(this);
  }

  begin({
    server,
    token,
    tokenUrl,
    language,
    filter,
    onTokenNeeded,
  }: ConnectionSettings): ChatSession {
    this.server = server;
    this.access = createAccess({ baseUrl: server, onTokenNeeded });
    this.access.setToken(token);
    this.access.setTokenUrl(tokenUrl);
    this.client = createAskClient({ baseUrl: server, access: this.access, language });
    this.session = createChatSession({
      client: this.client,
      store: openConversationStore({ baseUrl: server }),
      filter,
      tabMemory: createTabMemory({ baseUrl: server }),
    });
    this.#unsubscribe = this.session.subscribe(() => this.#host.requestUpdate());
    this.session.start();
    this.#host.requestUpdate();
    return this.session;
  }

  end() {
    this.#unsubscribe();
    this.#rest();
    this.server = null;
    this.access = null;
    this.client = null;
    this.session = null;
  }

  hostConnected() {
    window.addEventListener('pagehide', this.#rest);
    window.addEventListener('pageshow', this.#comeBack);
    this.session?.start();
  }

  hostDisconnected() {
    window.removeEventListener('pagehide', this.#rest);
    window.removeEventListener('pageshow', this.#comeBack);
    // Moving the element on its page takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#rest();
    });
  }

  readonly #rest = () => {
    this.session?.close();
  };

  readonly #comeBack = (event: PageTransitionEvent) => {
    if (event.persisted) this.session?.start();
  };
}
