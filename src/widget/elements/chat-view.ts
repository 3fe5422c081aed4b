import type { ChatState } from '../conversation/chat-session.js';
import type { Language, Words } from '../words/words.js';
import type { OpenDocument } from './open-document.js';
import type { TurnActions } from './turn-actions.js';

/** What the parts of the chat are drawn from. */
export interface ChatView {
  readonly state: ChatState;
  readonly words: Words;
  readonly language: Language;
  readonly heading: string;
  readonly welcome: string;
  readonly mode: 'floating' | 'inline' | 'page';
  readonly actions: TurnActions;
  readonly reading: OpenDocument;
  /** Whether something stands over the chat, so that it cannot be reached. */
  readonly isCovered: boolean;
  /** Whether the history stands beside the chat; else it is a drawer. */
  readonly isHistoryBeside: boolean;
  readonly isDrawerOpen: boolean;
  /** Whether the end of the conversation is out of sight. */
  readonly isAway: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  readonly onStartNew: () => void;
  readonly onToggleHistory: () => void;
  readonly onOpen: (conversationKey: string) => void;
  readonly onForget: (conversationKey: string | 'all') => void;
  readonly onCloseReader: () => void;
  readonly onClose: () => void;
  readonly onScroll: () => void;
  readonly onToEnd: () => void;
}
