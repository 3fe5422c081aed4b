import type { ReactiveController } from 'lit';
import type { DrawnHost } from './drawn-host.js';

const MARK = 'wence-covered';

/**
 * The browser's “back” closes what covers the chat, as on a phone one expects of a sheet. For as long as
 * something covers it the page has one step more in the browser's history; for our own page only.
 */
export class BackButton implements ReactiveController {
  readonly #close: () => void;
  /** A reload keeps the step, but not what covered the chat: it is taken back then. */
  #hasStep = isStep();

  constructor(host: DrawnHost, close: () => void) {
    this.#close = close;
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('popstate', this.#wentBack);
  }

  hostDisconnected() {
    window.removeEventListener('popstate', this.#wentBack);
  }

  /** Called whenever the chat was drawn. */
  follow(isCovered: boolean) {
    if (isCovered === this.#hasStep) return;
    this.#hasStep = isCovered;
    if (isCovered) history.pushState({ [MARK]: true }, '');
    else if (isStep()) history.back();
  }

  readonly #wentBack = () => {
    if (!this.#hasStep || isStep()) return;
    this.#hasStep = false;
    this.#close();
  };
}

function isStep(): boolean {
  const { state } = history;
  return typeof state === 'object' && state !== null && MARK in state;
}
