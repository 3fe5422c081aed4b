import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Words } from '../words/words.js';
import { composerKey } from './composer-keys.js';
import { icon } from './icons.js';
import { hasMouse } from './take-over.js';

/** The longest question that the server takes, in UTF-16 code units. */
export const MAX_QUESTION_LENGTH = 1000;
/** From here on the length is shown. */
const COUNTED_FROM = 900;
const MAX_LINES = 8;

/**
 * The question box. Calls `onAsk` with what was typed; while `isBusy` its button calls `onStop` instead and
 * nothing is sent. What is typed stays until it was asked. Draws into its parent's tree.
 */
export class WenceComposer extends LitElement {
  static override properties = {
    words: { attribute: false },
    isBusy: { attribute: false },
    lastQuestion: { attribute: false },
    onAsk: { attribute: false },
    onStop: { attribute: false },
    text: { state: true },
  };

  declare words: Words;
  declare isBusy: boolean;
  /** What ↑ brings back. */
  declare lastQuestion: string;
  declare onAsk: (question: string) => void;
  declare onStop: () => void;
  /** What stands in the box. */
  declare text: string;

  #isComposing = false;

  constructor() {
    super();
    this.isBusy = false;
    this.lastQuestion = '';
    this.text = '';
  }

  override createRenderRoot() {
    return this;
  }

  override focus(options?: FocusOptions) {
    this.#box?.focus(options);
  }

  get #box(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  override render() {
    const { words, text } = this;
    const over = text.trim().length - MAX_QUESTION_LENGTH;
    const canSend = text.trim() !== '' && over <= 0;
    return html`
      <form class="composer" part="composer" @submit=${this.#submit}>
        <label class="unseen" for="question">${words.question}</label>
        <textarea
          id="question"
          rows="1"
          enterkeyhint="send"
          autocomplete="off"
          placeholder=${words.placeholder}
          aria-describedby="question-length"
          aria-invalid=${over > 0 ? 'true' : nothing}
          @input=${this.#input}
          @keydown=${this.#keyDown}
          @compositionstart=${() => this.#setComposing(true)}
          @compositionend=${() => this.#setComposing(false)}
        ></textarea>
        <span id="question-length" class="length ${over > 0 ? 'over' : ''}" aria-live="polite">${
          over > 0
            ? words.tooLong(over)
            : text.length > COUNTED_FROM
              ? words.counted(text.length, MAX_QUESTION_LENGTH)
              : nothing
        }</span>
        ${
          this.isBusy
            ? html`<button type="button" class="send" title=${words.stop} aria-label=${words.stop} @click=${() => this.onStop()}>${icon('stop')}</button>`
            : html`<button type="submit" class="send" title=${words.send} aria-label=${words.send} aria-disabled=${String(!canSend)}>${icon('send')}</button>`
        }
      </form>`;
  }

  override updated(changed: PropertyValues) {
    const box = this.#box;
    if (box !== null && box.value !== this.text) box.value = this.text;
    if (changed.has('text')) this.#fit();
    // The button under the finger was replaced by the other: what it had, it keeps.
    if (changed.has('isBusy') && this.#hadButtonFocus) {
      this.querySelector<HTMLElement>('.send')?.focus();
    }
  }

  #hadButtonFocus = false;

  override willUpdate(changed: PropertyValues) {
    if (changed.has('isBusy')) {
      this.#hadButtonFocus = this.querySelector('.send:focus') !== null;
    }
  }

  /** As high as its text, up to eight lines. `field-sizing` is not everywhere yet. */
  #fit() {
    const box = this.#box;
    if (box === null) return;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
    const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
    const most = Number.parseFloat(lineHeight) * MAX_LINES + padding;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, most)}px`;
    box.style.overflowY = box.scrollHeight > most ? 'auto' : 'hidden';
  }

  #setComposing(isComposing: boolean) {
    this.#isComposing = isComposing;
  }

  #input(event: Event) {
    if (event.target instanceof HTMLTextAreaElement) this.text = event.target.value;
  }

  #keyDown(event: KeyboardEvent) {
    const key = composerKey(event, { text: this.text, isComposing: this.#isComposing });
    if (key === null || (key === 'recall' && this.lastQuestion === '')) return;
    event.preventDefault();
    if (key === 'send') this.#send();
    else this.text = this.lastQuestion;
  }

  #submit(event: Event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    const question = this.text.trim();
    if (this.isBusy || question === '' || question.length > MAX_QUESTION_LENGTH) return;
    this.text = '';
    this.onAsk(question);
    // Without the keyboard there is room for the answer.
    if (hasMouse()) this.focus();
    else this.#box?.blur();
  }
}

if (customElements.get('wence-composer') === undefined) {
  customElements.define('wence-composer', WenceComposer);
}
