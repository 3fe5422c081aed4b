import type { ReactiveController } from 'lit';
import type { AskClient } from '../ask/ask-client.js';
import { BackButton } from './back-button.js';
import type { ChatFocus } from './chat-focus.js';
import { CitationCard } from './citation-card.js';
import type { DrawnHost } from './drawn-host.js';
import { OpenDocument } from './open-document.js';
import { Room } from './room.js';
import type { ReadTarget } from './turn-actions.js';

/** What stands beside the conversation or over it: a citation's card, a document, the history. */
export class Panels implements ReactiveController {
  readonly card: CitationCard;
  readonly reading: OpenDocument;
  readonly #host: DrawnHost;
  readonly #focus: ChatFocus;
  readonly #isPage: () => boolean;
  readonly #room: Room;
  readonly #back: BackButton;
  #isHistoryOpen = false;

  constructor(
    host: DrawnHost & Element,
    options: {
      readonly focus: ChatFocus;
      readonly client: () => AskClient | null;
      readonly mode: () => 'floating' | 'inline' | 'page';
    },
  ) {
    this.#host = host;
    this.#focus = options.focus;
    this.#isPage = () => options.mode() === 'page';
    this.card = new CitationCard(host);
    this.reading = new OpenDocument(host, options.client);
    this.#room = new Room(host, () =>
      options.mode() === 'floating' ? document.documentElement : host,
    );
    this.#back = new BackButton(host, () => this.uncover());
    host.addController(this);
  }

  hostUpdated() {
    if (this.#isPage()) this.#back.follow(this.isCovered);
  }

  get isReaderBeside(): boolean {
    return this.#room.isForReader;
  }

  get isHistoryBeside(): boolean {
    return this.#isPage() && this.#room.isForHistory && this.reading.target === null;
  }

  get isDrawerOpen(): boolean {
    return this.#isHistoryOpen && !this.isHistoryBeside;
  }

  /** Whether something stands over the conversation, so that it cannot be reached. */
  get isCovered(): boolean {
    return (this.reading.target !== null && !this.isReaderBeside) || this.isDrawerOpen;
  }

  /** Closes what stands over the rest; false where there is nothing to close. */
  uncover(): boolean {
    if (this.card.isShown) this.card.hide();
    else if (this.isDrawerOpen) this.toggleHistory();
    else if (this.reading.target !== null) void this.closeReader();
    else return false;
    return true;
  }

  /** Closes all of it, for another conversation. */
  clear() {
    this.#isHistoryOpen = false;
    this.reading.close();
  }

  read(target: ReadTarget, from: HTMLElement) {
    this.card.hide();
    this.#isHistoryOpen = false;
    void this.reading.open(target, from);
    void this.#focus.to('wence-reader');
  }

  readonly closeReader = async () => {
    const { from } = this.reading;
    this.reading.close();
    await this.#host.updateComplete;
    if (from?.isConnected) from.focus();
    else await this.#focus.toComposer();
    this.card.hide();
  };

  readonly toggleHistory = () => {
    this.#isHistoryOpen = !this.#isHistoryOpen;
    this.#host.requestUpdate();
    void this.#focus.to(this.#isHistoryOpen ? '.history button' : '.history-button');
  };
}
