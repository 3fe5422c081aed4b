import { serverAddress } from '../ask/server-address.js';
import { copyText } from '../words/clipboard.js';
import { answerAsText } from '../words/copy-text.js';
import type { Words } from '../words/words.js';
import type { Announcer } from './announcer.js';
import type { ChatConnection } from './chat-connection.js';
import type { ChatFocus } from './chat-focus.js';
import type { ChatView } from './chat-view.js';
import type { LogScroll } from './log-scroll.js';
import type { Panels } from './panels.js';
import type { TurnActions } from './turn-actions.js';

/** The parts of a chat that its buttons work on. */
export interface ChatParts {
  readonly connection: ChatConnection;
  readonly panels: Panels;
  readonly focus: ChatFocus;
  readonly scroll: LogScroll;
  readonly announcer: Announcer;
  readonly words: () => Words;
  readonly baseUrl: () => string;
  /** Where a field for copying may be put. */
  readonly panel: () => Node | null;
}

/** What can be done in a chat, but for opening and closing it. */
export type ChatCommands = Pick<
  ChatView,
  | 'actions'
  | 'onAsk'
  | 'onStop'
  | 'onStartNew'
  | 'onToggleHistory'
  | 'onOpen'
  | 'onForget'
  | 'onCloseReader'
  | 'onToEnd'
>;

export function chatCommands(parts: ChatParts): ChatCommands {
  const { connection, panels, focus, announcer } = parts;
  const actions: TurnActions = {
    ask: (question) => {
      connection.session?.ask(question);
      void focus.afterPress();
    },
    retry: (key) => {
      connection.session?.retry(key);
      void focus.afterPress();
    },
    rate: async (key, rating) => connection.session?.rate(key, rating),
    copy: async (key) => {
      const { turns = [] } = connection.session?.state.conversation ?? {};
      const turn = turns.find((each) => each.key === key);
      if (turn === undefined) return false;
      const text = answerAsText(turn, { baseUrl: parts.baseUrl() });
      return await copyText(text, parts.panel() ?? undefined);
    },
    href: (url) => serverAddress(url, parts.baseUrl()),
    read: (target, from) => panels.read(target, from),
    point: (citation, mark) => panels.card.point(citation, mark),
    unpoint: () => panels.card.unpoint(),
    say: announcer.say,
  };
  return {
    actions,
    onAsk: (question) => connection.session?.ask(question),
    onStop: () => connection.session?.stop(),
    onStartNew: () => {
      connection.session?.startNew();
      panels.clear();
      void focus.toComposer();
    },
    onToggleHistory: panels.toggleHistory,
    onOpen: async (key) => {
      panels.clear();
      await connection.session?.open(key);
      void focus.toComposer();
    },
    onForget: async (key) => {
      try {
        await connection.session?.forget(key);
        announcer.say(parts.words().forgotten);
      } catch {
        announcer.say(parts.words().forgetFailed);
      }
    },
    onCloseReader: panels.closeReader,
    onToEnd: () => {
      parts.scroll.toEnd();
      void focus.toComposer();
    },
  };
}
