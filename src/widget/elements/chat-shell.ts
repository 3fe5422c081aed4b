import { html, nothing } from 'lit';
import type { ChatView } from './chat-view.js';
import { icon } from './icons.js';
import { welcomeView } from './welcome.js';

/** What the chat is on its page; a floating one is a dialog. */
const LANDMARKS: Readonly<Record<string, string>> = { page: 'main', inline: 'region' };

/** All of the chat: history, conversation, question box, and the document that is open beside them. */
export function chatShell(view: ChatView, card: unknown) {
  const { words, state, mode, heading } = view;
  return html`
    <div class="shell" role=${LANDMARKS[mode] ?? nothing} aria-label=${mode === 'inline' ? heading : nothing}>
      ${
        // Outside of what the document may cover: a page has one heading, always.
        mode === 'page' ? html`<h1 class="unseen">${heading}</h1>` : nothing
      }
      ${historyPane(view)}
      <div class="chat" ?inert=${view.isCovered}>
        ${header(view)}${log(view)}
        ${state.isOffline ? html`<p class="offline">${words.offline}</p>` : nothing}
        <wence-composer
          .words=${words}
          .isBusy=${state.isBusy}
          .lastQuestion=${state.conversation.turns.at(-1)?.question ?? ''}
          .onAsk=${view.onAsk}
          .onStop=${view.onStop}
        ></wence-composer>
      </div>
      ${reader(view)}${card}
    </div>`;
}

function reader({ state, mode, reading, words, actions, onCloseReader }: ChatView) {
  const { target, document, failure, quote, from } = reading;
  if (target === null) return nothing;
  // On another site, who reads here may not be let into the server's pages.
  const { overview } = state;
  const isLeftOut =
    mode !== 'page' && overview !== null && 'pages' in overview && overview.pages !== 'open';
  return html`<wence-reader
    .document=${document}
    .failure=${failure}
    .quote=${quote}
    .sectionId=${target.sectionId ?? null}
    .href=${isLeftOut ? '' : (actions.href(target.url) ?? '')}
    .words=${words}
    @wence-close=${onCloseReader}
    @wence-retry=${() => void reading.open(target, from)}
  ></wence-reader>`;
}

/** Title, new conversation, history, close. */
function header(view: ChatView) {
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
function historyPane(view: ChatView) {
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
function log(view: ChatView) {
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
