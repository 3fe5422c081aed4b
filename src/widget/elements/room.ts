import type { ReactiveController } from 'lit';
import type { DrawnHost } from './drawn-host.js';

/** Narrower than this, the document covers the chat instead of standing beside it. */
const READER_MIN_WIDTH_PX = 760;
/** From here on a page has room for the history beside the chat. */
const HISTORY_MIN_WIDTH_PX = 1080;

/** What there is room for beside the chat. Draws its host anew when that changes. */
export class Room implements ReactiveController {
  readonly #host: DrawnHost;
  readonly #box: () => Element;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #observed: Element | null = null;
  #widthPx = 0;

  /** @param box what the chat has to itself; may be another from time to time */
  constructor(host: DrawnHost, box: () => Element) {
    this.#host = host;
    this.#box = box;
    host.addController(this);
  }

  get isForReader(): boolean {
    return this.#widthPx >= READER_MIN_WIDTH_PX;
  }

  get isForHistory(): boolean {
    return this.#widthPx >= HISTORY_MIN_WIDTH_PX;
  }

  hostConnected() {
    this.#observed = this.#box();
    this.#sizes.observe(this.#observed);
  }

  hostUpdated() {
    if (this.#box() === this.#observed) return;
    this.hostDisconnected();
    this.hostConnected();
  }

  hostDisconnected() {
    this.#sizes.disconnect();
  }

  #measure() {
    const before = [this.isForReader, this.isForHistory];
    this.#widthPx = this.#box().clientWidth;
    if (before[0] !== this.isForReader || before[1] !== this.isForHistory) {
      this.#host.requestUpdate();
    }
  }
}
