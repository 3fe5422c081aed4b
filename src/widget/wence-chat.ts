import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from 'lit';
import type { QuestionFilter } from './ask/ask-client.js';
import { serverAddress } from './ask/server-address.js';
import type { ChatState } from './conversation/chat-session.js';
import { accentColors } from './elements/accent-colors.js';
import { type ChatView, chatHeader, chatLog, historyPane } from './elements/chat-parts.js';
import { CitationCard } from './elements/citation-card.js';
import { isImeKey } from './elements/composer-keys.js';
import { type Connection, connect } from './elements/connection.js';
import { defaultServer } from './elements/default-server.js';
import { icon } from './elements/icons.js';
import { LogScroll } from './elements/log-scroll.js';
import { NewTurns } from './elements/new-turns.js';
import { OpenDocument } from './elements/open-document.js';
import { readColor } from './elements/read-color.js';
import { chatCss } from './elements/sheets.js';
import { hasMouse, takeOver } from './elements/take-over.js';
import type { ReadTarget, TurnActions } from './elements/turn-actions.js';
import type { WenceComposer } from './elements/wence-composer.js';
import './elements/wence-composer.js';
import './elements/wence-history.js';
import './elements/wence-turn.js';
import './reader/wence-reader.js';
import { copyText } from './words/clipboard.js';
import { answerAsText } from './words/copy-text.js';
import { chooseLanguage, type Language, type Words, wordsIn } from './words/words.js';

/** Narrower than this, the document covers the chat instead of standing beside it. */
const BESIDE_MIN_WIDTH_PX = 760;
/** From here on a page has room for the history beside the chat. */
const ROOMY_MIN_WIDTH_PX = 1080;
/** What the chat is on its page; a floating one is a dialog. */
const LANDMARKS: Readonly<Record<string, string>> = { page: 'main', inline: 'region' };
/** For an address that is none: nothing is reached there, and the chat says so. */
const NO_SERVER = 'about:invalid';
/** Narrower than this, the floating chat fills the screen. */
const SHEET_QUERY = '(max-width: 640px)';

/**
 * `<wence-chat>`: the chat as an element for any page.
 *
 * ```html
 * <script src="https://wence.example/widget.js" defer></script>
 * <wence-chat heading="政策问答" color="#0b5cad" token-url="/wence-token"></wence-chat>
 * ```
 *
 * Attributes, each a property too: `mode`, `server`, `heading`, `welcome`, `color`, `theme`, `language`,
 * `department`, `token`, `token-url` (`tokenUrl`).
 *
 * A page's own style may set `--wence-accent` (as `color`), `--wence-font`, `--wence-font-size` (16px) and
 * `--wence-z-index` on the element, and reach the parts `launcher`, `panel`, `header` and `composer` by
 * `::part()`. Nothing else of its style comes in, and none goes out.
 *
 * @fires wence-open - The floating chat was opened.
 * @fires wence-close - It was closed.
 * @fires wence-answer - An answer is whole; `detail` is `{ kind, id }`, never its words.
 * @fires wence-token-needed - The server asks for a token, or for another: set `token` then.
 */
export class WenceChat extends LitElement {
  static override properties = {
    mode: { reflect: true },
    server: {},
    heading: {},
    welcome: {},
    color: {},
    theme: { reflect: true },
    language: {},
    department: {},
    token: {},
    tokenUrl: { attribute: 'token-url' },
    isOpen: { state: true },
    isHistoryOpen: { state: true },
    width: { state: true },
    isAway: { state: true },
    said: { state: true },
  };

  static override styles = unsafeCSS(chatCss);

  /** `floating` (a button at the bottom right; default), `inline` (where the element stands), `page` (all of it). */
  declare mode: 'floating' | 'inline' | 'page';
  /** Address of the server; default: where the script came from. */
  declare server: string;
  declare heading: string;
  declare welcome: string;
  /** Any CSS colour for buttons, links and marks; made darker or lighter where letters would be hard to read. */
  declare color: string;
  declare theme: 'auto' | 'light' | 'dark';
  /** `zh` or `en`; default: the page's language, else the browser's. */
  declare language: '' | Language;
  /** Departments to look in, separated by commas; default: all. */
  declare department: string;
  /** A short-lived token from `POST /api/tokens`; may be replaced at any time. */
  declare token: string;
  /** An address on the page's own site that replies `{ token, expiresAt }`. */
  declare tokenUrl: string;

  /** Whether the floating chat is open. */
  declare isOpen: boolean;
  declare isHistoryOpen: boolean;
  declare width: number;
  declare isAway: boolean;
  /** What who cannot see it is told. */
  declare said: string;

  readonly #card = new CitationCard(this);
  readonly #reading = new OpenDocument(this, () => this.#connection?.client ?? null);
  readonly #scroll = new LogScroll(() => this.renderRoot.querySelector('.log'));
  readonly #sizes = new ResizeObserver(() => this.#measure());
  readonly #sheet = matchMedia(SHEET_QUERY);
  readonly #actions: TurnActions = {
    ask: (question) => {
      this.#ask(question);
      void this.#focusAfterPress();
    },
    retry: (key) => {
      this.#connection?.session.retry(key);
      void this.#focusAfterPress();
    },
    rate: async (key, rating) => this.#connection?.session.rate(key, rating),
    copy: (key) => this.#copy(key),
    href: (url) => serverAddress(url, this.#server),
    read: (target, from) => {
      this.#card.hide();
      this.isHistoryOpen = false;
      void this.#reading.open(target, from);
      void this.#focusReader();
    },
    point: (citation, mark) => this.#card.point(citation, mark),
    unpoint: () => this.#card.unpoint(),
    say: (words) => this.#say(words),
  };

  #connection: Connection | null = null;
  #unsubscribe: () => void = () => undefined;
  readonly #news = new NewTurns();
  /** What was typed before the script came. */
  #typed = '';

  constructor() {
    super();
    this.mode = 'floating';
    this.server = '';
    this.heading = '';
    this.welcome = '';
    this.color = '';
    this.theme = 'auto';
    this.language = '';
    this.department = '';
    this.token = '';
    this.tokenUrl = '';
    this.isOpen = false;
    this.isHistoryOpen = false;
    this.width = 0;
    this.isAway = false;
    this.said = '';
  }

  /** Opens the floating chat. */
  open() {
    if (this.mode !== 'floating' || this.isOpen) return;
    this.isOpen = true;
    this.#begin();
    this.#tell('wence-open');
    void this.#focusComposer();
  }

  /** Closes the floating chat; what was said in it stays. */
  close() {
    if (this.mode !== 'floating' || !this.isOpen) return;
    this.isOpen = false;
    this.#card.hide();
    this.#tell('wence-close');
    void this.updateComplete.then(() => this.#find('.launcher')?.focus());
  }

  /** Asks a question, opening the floating chat for it. Ignored while an answer is under way. */
  ask(question: string) {
    this.open();
    this.#begin();
    this.#ask(question);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#observeSize();
    this.#sheet.addEventListener('change', this.#showPanel);
    window.addEventListener('pagehide', this.#leave);
    window.addEventListener('pageshow', this.#comeBack);
    // Put back on the page, it goes on where it ended when it was taken off.
    this.#connection?.session.start();
    if (this.mode !== 'floating' || this.isOpen) this.#begin();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#sheet.removeEventListener('change', this.#showPanel);
    window.removeEventListener('pagehide', this.#leave);
    window.removeEventListener('pageshow', this.#comeBack);
    // Moving the element on its page takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  override willUpdate(changed: PropertyValues<this>) {
    // A framework may set what it has to say only after the element stands on the page.
    if (this.#connection !== null && this.#connection.server !== this.#server) this.#disconnect();
    if (this.isConnected && (this.mode !== 'floating' || this.isOpen)) this.#begin();
    if (changed.has('mode')) this.#observeSize();
    if (changed.has('token')) this.#connection?.access.setToken(this.token);
    if (changed.has('tokenUrl')) this.#connection?.access.setTokenUrl(this.tokenUrl || null);
  }

  override render() {
    const words = this.#words;
    const heading = this.heading === '' ? words.heading : this.heading;
    const state = this.#connection?.session.state;
    const content = state === undefined ? nothing : this.#panel(this.#view(state, heading));
    const classes = `root ${this.mode} ${this.#isBeside ? 'beside' : 'covered'} ${
      this.#reading.target === null ? '' : 'reading'
    }`;
    return html`
      <div class=${classes} lang=${this.#language === 'zh' ? 'zh-CN' : 'en'} @keydown=${this.#keyDown}>
        ${
          this.mode === 'floating'
            ? html`
              <button type="button" class="launcher" part="launcher" aria-haspopup="dialog" aria-expanded=${String(this.isOpen)} aria-label=${words.launch} title=${heading} ?hidden=${this.isOpen} @click=${() => this.open()}>${icon('chat')}</button>
              <dialog class="panel" part="panel" aria-label=${heading} @cancel=${this.#cancel} @close=${this.#closedByBrowser}>${content}</dialog>`
            : html`<div class="panel" part="panel">${content}</div>`
        }
        <div class="unseen" role="status">${this.said}</div>
      </div>`;
  }

  #panel(view: ChatView) {
    const { words, state } = view;
    const { target } = this.#reading;
    const isCovered = (target !== null && !this.#isBeside) || view.isDrawerOpen;
    return html`
      <div class="shell" role=${LANDMARKS[view.mode] ?? nothing} aria-label=${view.mode === 'inline' ? view.heading : nothing}>
        ${
          // Outside of what the document may cover: a page has one heading, always.
          view.mode === 'page' ? html`<h1 class="unseen">${view.heading}</h1>` : nothing
        }
        ${historyPane(view)}
        <div class="chat" ?inert=${isCovered}>
          ${chatHeader(view)}${chatLog(view)}
          ${state.isOffline ? html`<p class="offline">${words.offline}</p>` : nothing}
          <wence-composer
            .words=${words}
            .isBusy=${state.isBusy}
            .lastQuestion=${state.conversation.turns.at(-1)?.question ?? ''}
            .onAsk=${this.#ask}
            .onStop=${this.#stop}
          ></wence-composer>
        </div>
        ${target === null ? nothing : this.#reader(target)}
        ${this.#card.render()}
      </div>`;
  }

  #reader(target: ReadTarget) {
    const { document, failure, quote, from } = this.#reading;
    const { sectionId, url } = target;
    return html`<wence-reader
      .document=${document}
      .failure=${failure}
      .quote=${quote}
      .sectionId=${sectionId ?? null}
      .href=${serverAddress(url, this.#server) ?? ''}
      .language=${this.#language}
      .canClose=${true}
      @wence-close=${this.#closeReader}
      @wence-retry=${() => void this.#reading.open(target, from)}
    ></wence-reader>`;
  }

  #view(state: ChatState, heading: string): ChatView {
    return {
      state,
      heading,
      words: this.#words,
      language: this.#language,
      welcome: this.welcome,
      mode: this.mode,
      actions: this.#actions,
      isHistoryBeside: this.#isHistoryBeside,
      isDrawerOpen: this.#isDrawerOpen,
      isAway: this.isAway,
      onStartNew: this.#startNew,
      onToggleHistory: this.#toggleHistory,
      onOpen: this.#openConversation,
      onForget: this.#forget,
      onClose: this.#close,
      onScroll: this.#scrolled,
      onToEnd: this.#toEnd,
    };
  }

  override updated(changed: PropertyValues<this>) {
    if (changed.has('isOpen') || changed.has('mode')) this.#showPanel();
    if (changed.has('color') || changed.has('theme')) this.#paint();
    this.#tellNews();
    const isAway = this.#scroll.isAwayFromEnd;
    if (isAway !== this.isAway) this.isAway = isAway;
  }

  // What there is

  /** What the chat says, in its language. */
  get #words(): Words {
    return wordsIn(this.#language);
  }

  get #server(): string {
    try {
      return this.server === '' ? defaultServer : new URL(this.server, location.href).href;
    } catch {
      return NO_SERVER;
    }
  }

  get #language(): Language {
    return chooseLanguage(this.language, document.documentElement.lang, navigator.language);
  }

  get #filter(): QuestionFilter | undefined {
    const departments = this.department
      .split(/[,，、]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return departments.length === 0 ? undefined : { departments };
  }

  get #isBeside(): boolean {
    return this.width >= BESIDE_MIN_WIDTH_PX;
  }

  get #isHistoryBeside(): boolean {
    const isRoomy = this.mode === 'page' && this.width >= ROOMY_MIN_WIDTH_PX;
    return isRoomy && this.#reading.target === null;
  }

  get #isDrawerOpen(): boolean {
    return this.isHistoryOpen && !this.#isHistoryBeside;
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  // Beginning and end

  #begin() {
    if (this.#connection !== null) return;
    const connection = connect({
      server: this.#server,
      language: () => this.#language,
      filter: () => this.#filter,
      onTokenNeeded: () => this.#tell('wence-token-needed'),
    });
    this.#connection = connection;
    connection.access.setToken(this.token);
    connection.access.setTokenUrl(this.tokenUrl || null);
    this.#unsubscribe = connection.session.subscribe(() => this.requestUpdate());
    connection.session.start();
    if (this.mode === 'page') this.#takeOverPage();
    this.requestUpdate();
  }

  #takeOverPage() {
    const { asked, typed, wantsFocus } = takeOver(this);
    if (asked !== '') this.#ask(asked);
    this.#typed = typed;
    if (wantsFocus || typed !== '') void this.#focusComposer();
  }

  #disconnect() {
    this.#unsubscribe();
    this.#connection?.session.close();
    this.#connection = null;
    this.#reading.close();
  }

  readonly #leave = () => {
    this.#connection?.session.close();
  };

  readonly #comeBack = (event: PageTransitionEvent) => {
    if (event.persisted) this.#connection?.session.start();
  };

  #tell(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  // Asking

  readonly #ask = (question: string) => {
    this.#connection?.session.ask(question);
  };

  readonly #stop = () => {
    this.#connection?.session.stop();
  };

  readonly #startNew = () => {
    this.#connection?.session.startNew();
    this.isHistoryOpen = false;
    this.#reading.close();
    void this.#focusComposer();
  };

  readonly #openConversation = async (key: string) => {
    this.isHistoryOpen = false;
    this.#reading.close();
    await this.#connection?.session.open(key);
    void this.#focusComposer();
  };

  readonly #forget = async (key: string | 'all') => {
    try {
      await this.#connection?.session.forget(key);
      this.#say(this.#words.forgotten);
    } catch {
      this.#say(this.#words.forgetFailed);
    }
  };

  async #copy(key: string): Promise<boolean> {
    const turns = this.#connection?.session.state.conversation.turns ?? [];
    const turn = turns.find((each) => each.key === key);
    if (turn === undefined) return false;
    const text = answerAsText(turn, { baseUrl: this.#server });
    return await copyText(text, this.#find('.panel') ?? undefined);
  }

  /** Shows and says what is new. */
  #tellNews() {
    const conversation = this.#connection?.session.state.conversation;
    if (conversation === undefined) return;
    if (this.mode === 'page') this.#nameTab(conversation.turns[0]?.question ?? '');
    const news = this.#news.look(conversation, this.#words);
    if (news === null) return;
    const turn = this.#find('wence-turn.last');
    if (news.isOtherTurn && turn !== null) void this.#toTurn(turn);
    else this.#scroll.grown();
    if (news.said !== null) this.#say(news.said);
    const answer = news.answered?.answer;
    if (answer) this.#tell('wence-answer', { kind: answer.kind, id: answer.id });
  }

  async #toTurn(turn: HTMLElement) {
    if (turn instanceof LitElement) await turn.updateComplete;
    this.#scroll.toTurn(turn);
  }

  #nameTab(question: string) {
    const heading = this.heading === '' ? this.#words.heading : this.heading;
    const title = question === '' ? heading : `${question} · ${heading}`;
    if (document.title !== title) document.title = title;
  }

  /** A live region tells a change only: the same words again need another text. */
  #say(words: string) {
    this.said = words === this.said ? `${words}\u00a0` : words;
  }

  // Panels and focus

  /** Shows or hides the dialog: over everything where it fills the screen, else beside the page. */
  readonly #showPanel = () => {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null) return;
    const focused = this.shadowRoot?.activeElement;
    // Not by its attribute: the page behind would stay out of reach.
    dialog.close();
    if (!this.isOpen) return;
    if (this.#sheet.matches) dialog.showModal();
    else dialog.show();
    if (focused instanceof HTMLElement) focused.focus();
  };

  /** A browser may close a dialog without asking twice. */
  #closedByBrowser() {
    const isShown = this.renderRoot.querySelector('dialog')?.open === true;
    if (!isShown) this.close();
  }

  #cancel(event: Event) {
    event.preventDefault();
    this.#escape();
  }

  #keyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || isImeKey(event)) return;
    if (this.#escape()) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Closes what is uppermost; false where there is nothing to close. */
  #escape(): boolean {
    if (this.#card.isShown) this.#card.hide();
    else if (this.#isDrawerOpen) this.#toggleHistory();
    else if (this.#reading.target !== null) this.#closeReader();
    else if (this.mode === 'floating' && this.isOpen) this.close();
    else return false;
    return true;
  }

  readonly #closeReader = () => {
    const { target, from } = this.#reading;
    if (target === null) return;
    this.#reading.close();
    void this.updateComplete.then(() => {
      if (from?.isConnected) from.focus();
      else void this.#focusComposer();
      this.#card.hide();
    });
  };

  /** The button that was pressed is gone. On a phone the question box would bring the keyboard up. */
  async #focusAfterPress() {
    if (hasMouse()) return await this.#focusComposer();
    await this.updateComplete;
    this.#find('.log')?.focus();
  }

  async #focusReader() {
    await this.updateComplete;
    this.#find('wence-reader')?.focus();
  }

  async #focusComposer() {
    await this.updateComplete;
    const composer = this.renderRoot.querySelector<WenceComposer>('wence-composer');
    if (composer === null) return;
    await composer.updateComplete;
    if (this.#typed !== '') {
      composer.text = this.#typed;
      this.#typed = '';
    }
    composer.focus();
  }

  readonly #toggleHistory = () => {
    this.isHistoryOpen = !this.isHistoryOpen;
    void this.updateComplete.then(() =>
      this.#find(this.isHistoryOpen ? '.history button' : '.history-button')?.focus(),
    );
  };

  readonly #scrolled = () => {
    this.#card.place();
    this.#scroll.scrolled();
    this.isAway = this.#scroll.isAwayFromEnd;
  };

  readonly #toEnd = () => {
    this.#scroll.toEnd();
    void this.#focusComposer();
  };

  readonly #close = () => {
    this.close();
  };

  #observeSize() {
    this.#sizes.disconnect();
    this.#sizes.observe(this.mode === 'floating' ? document.documentElement : this);
  }

  #measure() {
    this.width = this.mode === 'floating' ? window.innerWidth : this.clientWidth;
  }

  /** The site's colour, if it has a wish. */
  #paint() {
    const root = this.#find('.root');
    const wish = this.color || getComputedStyle(this).getPropertyValue('--wence-accent').trim();
    const color = readColor(wish);
    if (root === null) return;
    const shades = color === null ? null : accentColors(color);
    const properties = {
      '--w-fill-wish': shades?.fill,
      '--w-on-fill-wish': shades?.onFill,
      '--w-accent-light': shades?.onLight,
      '--w-accent-dark': shades?.onDark,
      '--w-ground-light': shades?.lightGround,
      '--w-ground-dark': shades?.darkGround,
    };
    // A value of nothing takes the property away.
    for (const [name, value] of Object.entries(properties))
      root.style.setProperty(name, value ?? '');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wence-chat': WenceChat;
  }
}

// The script may be on a page twice.
if (customElements.get('wence-chat') === undefined) customElements.define('wence-chat', WenceChat);
