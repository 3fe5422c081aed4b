import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type AskClient, AskFailure, type DocumentDetail } from '../ask/ask-client.js';
import type { ReadTarget } from './turn-actions.js';

/** The document that is open beside the chat: fetched, shown, closed again. */
export class OpenDocument implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => AskClient | null;
  #loading: AbortController | undefined;

  /** What is to be seen; null while closed. */
  target: ReadTarget | null = null;
  document: DocumentDetail | null = null;
  /** The words of it that were quoted: the same object for as long as they are shown. */
  quote: { readonly start: number; readonly end: number } | null = null;
  failure: AskFailure | null = null;
  /** What opened it, and gets the focus back. */
  from: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost, client: () => AskClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** Moved on its page, the chat fetches what it was fetching. */
  hostConnected() {
    const isFetched = this.document !== null || this.failure !== null;
    if (this.target !== null && !isFetched) void this.open(this.target, this.from);
  }

  hostDisconnected() {
    this.#loading?.abort();
  }

  /** Opens a document at a place; rejects never, what fails stands in `failure`. */
  async open(target: ReadTarget, from: HTMLElement | null): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    if (target.documentId !== this.document?.id) this.document = null;
    this.target = target;
    this.from = from;
    const { start, end } = target;
    this.quote = start === undefined || end === undefined ? null : { start, end };
    this.failure = null;
    this.#host.requestUpdate();
    try {
      const document = await this.#client()?.document(target.documentId, loading.signal);
      if (!loading.signal.aborted) this.document = document ?? null;
    } catch (error) {
      if (loading.signal.aborted) return;
      this.failure =
        error instanceof AskFailure ? error : new AskFailure('server', { cause: error });
    }
    this.#host.requestUpdate();
  }

  close() {
    this.#loading?.abort();
    this.target = null;
    this.failure = null;
    this.#host.requestUpdate();
  }
}
