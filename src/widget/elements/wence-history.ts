import { html, LitElement, nothing } from 'lit';
import type { ConversationSummary } from '../conversation/turn.js';
import type { Language, Words } from '../words/words.js';
import { icon } from './icons.js';
import { timeWords } from './time-words.js';

/** The conversations of this browser: to open, to delete one, to delete all after asking once more. Draws into its parent's tree. */
export class WenceHistory extends LitElement {
  static override properties = {
    words: { attribute: false },
    language: { attribute: false },
    history: { attribute: false },
    currentKey: { attribute: false },
    onOpen: { attribute: false },
    onForget: { attribute: false },
    isAsking: { state: true },
  };

  declare words: Words;
  declare language: Language;
  declare history: readonly ConversationSummary[];
  declare currentKey: string;
  declare onOpen: (key: string) => void;
  declare onForget: (key: string | 'all') => void;
  /** Whether it has to be said once more that all shall go. */
  declare isAsking: boolean;

  constructor() {
    super();
    this.history = [];
    this.currentKey = '';
    this.isAsking = false;
  }

  override createRenderRoot() {
    return this;
  }

  override render() {
    const { words, history } = this;
    if (history.length === 0) return html`<p class="quiet none">${words.noHistory}</p>`;
    return html`
      <ul class="conversations">
        ${history.map((summary) => this.#row(summary))}
      </ul>
      <div class="forget-all">
        ${
          this.isAsking
            ? html`<p id="forget-sure">${words.forgetAllSure}</p>
              <button type="button" class="plain danger" aria-describedby="forget-sure" @click=${this.#forgetAll}>${words.forgetAllYes}</button>
              <button type="button" class="plain cancel" @click=${() => this.#askFirst(false)}>${words.cancel}</button>`
            : html`<button type="button" class="plain all" @click=${() => this.#askFirst(true)}>${words.forgetAll}</button>`
        }
      </div>`;
  }

  #row({ key, title, updatedAtMs, turnCount }: ConversationSummary) {
    const { words, language } = this;
    const when = timeWords(updatedAtMs, { nowMs: Date.now(), language });
    return html`<li>
      <button
        type="button"
        class="conversation"
        aria-current=${key === this.currentKey ? 'true' : nothing}
        @click=${() => this.onOpen(key)}
      >
        <span class="title"><bdi>${title}</bdi></span>
        <span class="quiet">${when} · ${words.turnCount(turnCount)}</span>
      </button>
      <button
        type="button"
        class="bare"
        title=${words.forget(title)}
        aria-label=${words.forget(title)}
        @click=${(event: Event) => this.#forget(key, event)}
      >${icon('remove')}</button>
    </li>`;
  }

  /** The row that comes up in its place has the focus then; after the last, the one before. */
  #forget(key: string, event: Event) {
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    if (row?.nextElementSibling === null) {
      row.previousElementSibling?.querySelector<HTMLElement>('.bare')?.focus();
    }
    this.onForget(key);
  }

  async #askFirst(isAsking: boolean) {
    this.isAsking = isAsking;
    await this.updateComplete;
    this.querySelector<HTMLElement>(isAsking ? '.cancel' : '.all')?.focus();
  }

  #forgetAll() {
    this.isAsking = false;
    this.onForget('all');
  }
}

if (customElements.get('wence-history') === undefined) {
  customElements.define('wence-history', WenceHistory);
}
