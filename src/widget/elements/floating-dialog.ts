import type { ReactiveController } from 'lit';
import type { DrawnHost } from './drawn-host.js';

/** Narrower than this, the floating chat fills the screen. */
const SHEET_QUERY = '(max-width: 640px)';

/** The dialog of a floating chat: over everything where it fills the screen, else beside the page. */
export class FloatingDialog implements ReactiveController {
  readonly #host: DrawnHost;
  readonly #isOpen: () => boolean;
  readonly #sheet = matchMedia(SHEET_QUERY);

  constructor(host: DrawnHost, isOpen: () => boolean) {
    this.#host = host;
    this.#isOpen = isOpen;
    host.addController(this);
  }

  hostConnected() {
    this.#sheet.addEventListener('change', this.show);
  }

  hostDisconnected() {
    this.#sheet.removeEventListener('change', this.show);
  }

  /** Whether the dialog is to be seen: a browser may close one without asking twice. */
  get isShown(): boolean {
    return this.#dialog?.open === true;
  }

  /** Shows it or hides it, as it should be; the focus stays where it is. */
  readonly show = () => {
    const dialog = this.#dialog;
    if (dialog === null) return;
    const focused = this.#host.shadowRoot?.activeElement;
    // Not by its attribute: the page behind would stay out of reach.
    dialog.close();
    if (!this.#isOpen()) return;
    if (this.#sheet.matches) dialog.showModal();
    else dialog.show();
    if (focused instanceof HTMLElement) focused.focus();
  };

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }
}
