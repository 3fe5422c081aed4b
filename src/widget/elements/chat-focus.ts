import type { DrawnHost } from './drawn-host.js';
import { hasMouse } from './take-over.js';
import type { WenceComposer } from './wence-composer.js';

/** Where the focus goes in a chat, each time once it is drawn. */
export class ChatFocus {
  readonly #host: DrawnHost;

  constructor(host: DrawnHost) {
    this.#host = host;
  }

  async to(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** @param typed what is put into the question box */
  async toComposer(typed = ''): Promise<void> {
    await this.#host.updateComplete;
    const composer = this.#host.renderRoot.querySelector<WenceComposer>('wence-composer');
    if (composer === null) return;
    await composer.updateComplete;
    if (typed !== '') composer.text = typed;
    composer.focus();
  }

  /** After a button that is gone once pressed. On a phone the question box would bring the keyboard up. */
  async afterPress(): Promise<void> {
    await (hasMouse() ? this.toComposer() : this.to('.log'));
  }
}
