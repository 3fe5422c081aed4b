import { html, nothing } from 'lit';
import type { ChatState } from '../conversation/chat-session.js';
import type { Language, Words } from '../words/words.js';
import { icon } from './icons.js';
import type { TurnActions } from './turn-actions.js';
import { welcomeView } from './welcome.js';

/** What the parts of the chat are drawn from. */
export interface ChatView {
  readonly state: ChatState;
  readonly words: Words;
  readonly language: Language;
  readonly heading: string;
  readonly welcome: string;
  readonly mode: 'floating' | 'inline' | 'page';
  readonly actions: TurnActions;
  /** Whether the history stands beside the chat; else it is a drawer. */
  readonly isHistoryBeside: boolean;
  readonly isDrawerOpen: boolean;
  /** Whether the end of the conversation is out of sight. */
  readonly isAway: boolean;
  readonly onStartNew: () => void;
  readonly onToggleHistory: () => void;
  readonly onOpen: (conversationKey: string) => void;
  readonly onForget: (conversationKey: string | 'all') => void;
  readonly onClose: () => void;
  readonly onScroll: () => void;
  readonly onToEnd: () => void;
}

/** Title, new conversation, history, close. */
export function chatHeader(view: ChatView) {
  const { words, state, heading, mode } = view;
  return html`
    <div class="header" part="header">
      ${
        // A page's heading stands outside of what the reader may cover.
        mode === 'page'
          ? html`<div class="name" aria-hidden="true">${heading}</div>`
          : html`<h2 class="name">${heading}</h2>`
      }
      <button type="button" class="tool" title=${words.startNew} aria-label=${words.startNew} ?hidden=${state.conversation.turns.length === 0} @click=${view.onStartNew}>${icon('new')}<span>${words.startNew}</span></button>
      <button type="button" class="tool history-button" title=${words.history} aria-label=${words.history} aria-expanded=${String(view.isDrawerOpen)} ?hidden=${view.isHistoryBeside} @click=${view.onToggleHistory}>${icon('history')}<span>${words.history}</span></button>
      ${
        mode === 'floating'
          ? html`<button type="button" class="bare" title=${words.close} aria-label=${words.close} @click=${view.onClose}>${icon('close')}</button>`
          : nothing
      }
    </div>`;
}

/** The conversations of this browser, as a column or a drawer. */
export function historyPane(view: ChatView) {
  const { words, state, isDrawerOpen } = view;
  if (!view.isHistoryBeside && !isDrawerOpen) return nothing;
  return html`
    ${isDrawerOpen ? html`<div class="veil" @click=${view.onToggleHistory}></div>` : nothing}
    <nav class="history ${isDrawerOpen ? 'drawer' : ''}" aria-label=${words.history}>
      <div class="history-head">
        <span class="label">${words.history}</span>
        ${
          isDrawerOpen
            ? html`<button type="button" class="bare" title=${words.close} aria-label=${words.close} @click=${view.onToggleHistory}>${icon('close')}</button>`
            : nothing
        }
      </div>
      ${state.isHistoryKept ? nothing : html`<p class="quiet none">${words.historyNotKept}</p>`}
      <wence-history
        .words=${words}
        .language=${view.language}
        .history=${state.history}
        .currentKey=${state.conversation.key}
        .onOpen=${view.onOpen}
        .onForget=${view.onForget}
      ></wence-history>
    </nav>`;
}

/** What was asked and answered, or what an empty conversation shows. */
export function chatLog(view: ChatView) {
  const { words, state, actions, mode } = view;
  const { turns } = state.conversation;
  const headingLevel = mode === 'page' ? 2 : 3;
  const last = turns.length - 1;
  return html`
    <div class="log" role="log" aria-live="off" aria-label=${words.conversation} tabindex="0" @scroll=${view.onScroll}>
      ${state.hasBegunAnew ? html`<p class="quiet anew">${words.begunAnew}</p>` : nothing}
      ${
        turns.length === 0
          ? welcomeView({
              words,
              actions,
              headingLevel,
              welcome: view.welcome,
              overview: state.overview,
            })
          : turns.map(
              (turn, at) =>
                html`<wence-turn
                  class=${at === last ? 'last' : ''}
                  .turn=${turn}
                  .words=${words}
                  .actions=${actions}
                  .isLast=${at === last}
                  .headingLevel=${headingLevel}
                ></wence-turn>`,
            )
      }
    </div>
    <div class="latest">${
      view.isAway && turns.length > 0
        ? html`<button type="button" title=${words.toLatest} aria-label=${words.toLatest} @click=${view.onToEnd}>${icon('latest')}</button>`
        : nothing
    }</div>`;
}
