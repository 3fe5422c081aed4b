import { html, nothing, type ReactiveController } from 'lit';
import type { Citation } from '../../answer/answer.js';
import type { DrawnHost } from './drawn-host.js';
import { placeCard } from './place-card.js';

const SHOW_AFTER_MS = 120;
/** Time to move the pointer from the mark onto the card (WCAG 2.2, 1.4.13: hoverable). */
const HIDE_AFTER_MS = 250;

/** The card that says what a citation mark stands for: one for the whole chat, beside the mark last pointed at. */
export class CitationCard implements ReactiveController {
  readonly #host: DrawnHost;
  #shown: { readonly citation: Citation; readonly mark: HTMLElement } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: DrawnHost) {
    this.#host = host;
    host.addController(this);
  }

  get isShown(): boolean {
    return this.#shown !== null;
  }

  hostDisconnected() {
    this.hide();
  }

  /** Its mark may be gone, as with a new conversation, or elsewhere. */
  hostUpdated() {
    this.place();
  }

  /** Shows it for a mark: at once where the mark has the focus, else after the pointer has rested there. */
  point(citation: Citation, mark: HTMLElement) {
    clearTimeout(this.#timer);
    if (this.#shown?.mark === mark) return;
    const isFocused = mark.matches(':focus');
    const waitMs = isFocused || this.isShown ? 0 : SHOW_AFTER_MS;
    this.#timer = setTimeout(() => this.#show({ citation, mark }), waitMs);
  }

  /** Hides it, unless the pointer goes onto the card meanwhile. */
  unpoint() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), HIDE_AFTER_MS);
  }

  hide() {
    clearTimeout(this.#timer);
    if (this.#shown === null) return;
    this.#shown.mark.removeAttribute('aria-describedby');
    this.#shown = null;
    this.#host.requestUpdate();
  }

  render() {
    if (this.#shown === null) return nothing;
    const { documentTitle, headingPath, address, quote } = this.#shown.citation;
    return html`
      <div
        class="card"
        id="card"
        role="tooltip"
        @pointerenter=${() => clearTimeout(this.#timer)}
        @pointerleave=${() => this.unpoint()}
      >
        <p class="card-title"><bdi>${documentTitle}</bdi> <bdi class="card-address">${address}</bdi></p>
        <p class="card-path">${headingPath.map((step) => html`<span><bdi>${step}</bdi></span>`)}</p>
        <blockquote><bdi>${quote}</bdi></blockquote>
      </div>`;
  }

  #show(shown: { readonly citation: Citation; readonly mark: HTMLElement }) {
    this.hide();
    if (!shown.mark.isConnected) return;
    this.#shown = shown;
    shown.mark.setAttribute('aria-describedby', 'card');
    this.#host.requestUpdate();
  }

  /** Puts it beside its mark; called again where that has moved. Without its mark it goes. */
  place() {
    const card = this.#host.renderRoot.querySelector<HTMLElement>('#card');
    if (card === null || this.#shown === null) return;
    const { mark } = this.#shown;
    if (!mark.isConnected) return this.hide();
    const log = mark.closest('.log')?.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    if (log && (box.bottom < log.top || box.top > log.bottom)) return this.hide();
    card.style.left = '0';
    card.style.top = '0';
    // Not the window's corner where the page has transformed what holds the chat.
    const origin = card.getBoundingClientRect();
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeCard(box, { card: origin, view });
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  }
}
