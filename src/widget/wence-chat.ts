import { html, nothing, type PropertyDeclarations, type PropertyValues, unsafeCSS } from 'lit';
import type { ChatState } from './conversation/chat-session.js';
import { Announcer } from './elements/announcer.js';
import { chatCommands } from './elements/chat-commands.js';
import { ChatConnection } from './elements/chat-connection.js';
import { ChatFocus } from './elements/chat-focus.js';
import { ChatSettings } from './elements/chat-settings.js';
import { chatShell } from './elements/chat-shell.js';
import type { ChatView } from './elements/chat-view.js';
import { isImeKey } from './elements/composer-keys.js';
import { FloatingDialog } from './elements/floating-dialog.js';
import { icon } from './elements/icons.js';
import { LogScroll } from './elements/log-scroll.js';
import { paintAccent } from './elements/paint-accent.js';
import { Panels } from './elements/panels.js';
import { chatCss } from './elements/sheets.js';
import { takeOver } from './elements/take-over.js';
import './elements/wence-composer.js';
import './elements/wence-history.js';
import './elements/wence-turn.js';
import './reader/wence-reader.js';

/**
 * `<wence-chat>`: the chat as an element for any page.
 *
 * ```html
 * <script src="https://wence.example/widget.js" defer></script>
 * <wence-chat heading="政策问答" color="#0b5cad" token-url="/wence-token"></wence-chat>
 * ```
 *
 * Attributes, each a property too: those of {@link ChatSettings}, `token-url` for `tokenUrl`.
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
export class WenceChat extends ChatSettings {
  static override properties: PropertyDeclarations = {
    isOpen: { state: true },
    isAway: { state: true },
  };

  static override styles = unsafeCSS(chatCss);

  /** Whether the floating chat is open. */
  declare isOpen: boolean;
  /** Whether the end of the conversation is out of sight. */
  declare isAway: boolean;

  readonly #connection = new ChatConnection(this);
  readonly #focus = new ChatFocus(this);
  readonly #panels: Panels = new Panels(this, {
    focus: this.#focus,
    client: () => this.#connection.client,
    mode: () => this.mode,
  });
  readonly #dialog = new FloatingDialog(this, () => this.isOpen);
  readonly #scroll = new LogScroll(() => this.renderRoot.querySelector('.log'));
  readonly #announcer = new Announcer(this, {
    scroll: this.#scroll,
    onAnswer: ({ kind, id }) => this.#tell('wence-answer', { kind, id }),
  });
  readonly #commands = chatCommands({
    connection: this.#connection,
    panels: this.#panels,
    focus: this.#focus,
    scroll: this.#scroll,
    announcer: this.#announcer,
    words: () => this.words,
    baseUrl: () => this.baseUrl,
    panel: () => this.renderRoot.querySelector('.panel'),
  });

  constructor() {
    super();
    this.isOpen = false;
    this.isAway = false;
  }

  /** Opens the floating chat. */
  open() {
    if (this.mode !== 'floating' || this.isOpen) return;
    this.isOpen = true;
    this.#begin();
    this.#tell('wence-open');
    void this.#focus.toComposer();
  }

  /** Closes the floating chat; what was said in it stays. */
  close() {
    if (this.mode !== 'floating' || !this.isOpen) return;
    this.isOpen = false;
    this.#panels.card.hide();
    this.#tell('wence-close');
    void this.#focus.to('.launcher');
  }

  /** Asks a question, opening the floating chat for it. Ignored while an answer is under way. */
  ask(question: string) {
    this.open();
    this.#begin();
    this.#session?.ask(question);
  }

  override willUpdate(changed: PropertyValues<this>) {
    const { server, access } = this.#connection;
    // A framework may set what it has to say only after the element stands on the page.
    if (server !== null && server !== this.baseUrl) {
      this.#connection.end();
      this.#panels.clear();
    }
    if (this.isConnected && (this.mode !== 'floating' || this.isOpen)) this.#begin();
    if (changed.has('token')) access?.setToken(this.token);
    if (changed.has('tokenUrl')) access?.setTokenUrl(this.tokenUrl);
  }

  override render() {
    const { words, headline } = this;
    const { card, isReaderBeside, reading } = this.#panels;
    const state = this.#session?.state;
    const content = state === undefined ? nothing : chatShell(this.#view(state), card.render());
    const classes = `root ${this.mode} ${isReaderBeside ? 'beside' : 'covered'} ${
      reading.target === null ? '' : 'reading'
    }`;
    return html`
      <div class=${classes} lang=${this.chosenLanguage === 'zh' ? 'zh-CN' : 'en'} @keydown=${this.#keyDown}>
        ${
          this.mode === 'floating'
            ? html`
              <button type="button" class="launcher" part="launcher" aria-haspopup="dialog" aria-expanded=${String(this.isOpen)} aria-label=${words.launch} title=${headline} ?hidden=${this.isOpen} @click=${() => this.open()}>${icon('chat')}</button>
              <dialog class="panel" part="panel" aria-label=${headline} @cancel=${this.#cancel} @close=${this.#closedByBrowser}>${content}</dialog>`
            : html`<div class="panel" part="panel">${content}</div>`
        }
        <div class="unseen" role="status">${this.#announcer.said}</div>
      </div>`;
  }

  override updated(changed: PropertyValues<this>) {
    if (changed.has('isOpen') || changed.has('mode')) this.#dialog.show();
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    if (root !== null && (changed.has('color') || changed.has('theme'))) {
      const wish = getComputedStyle(this).getPropertyValue('--wence-accent').trim();
      paintAccent(root, this.color || wish);
    }
    const conversation = this.#session?.state.conversation;
    if (conversation !== undefined) {
      this.#announcer.tell(conversation, this.words);
      if (this.mode === 'page') this.#nameTab(conversation.turns[0]?.question ?? '');
    }
    const isAway = this.#scroll.isAwayFromEnd;
    if (isAway !== this.isAway) this.isAway = isAway;
  }

  #view(state: ChatState): ChatView {
    const { words, welcome, mode } = this;
    const { reading, isCovered, isHistoryBeside, isDrawerOpen } = this.#panels;
    return {
      state,
      words,
      welcome,
      mode,
      heading: this.headline,
      language: this.chosenLanguage,
      reading,
      isCovered,
      isHistoryBeside,
      isDrawerOpen,
      isAway: this.isAway,
      onClose: () => this.close(),
      onScroll: this.#scrolled,
      ...this.#commands,
    };
  }

  get #session() {
    return this.#connection.session;
  }

  #begin() {
    if (this.#session !== null) return;
    const session = this.#connection.begin({
      server: this.baseUrl,
      token: this.token,
      tokenUrl: this.tokenUrl,
      language: () => this.chosenLanguage,
      filter: () => this.filter,
      onTokenNeeded: () => this.#tell('wence-token-needed'),
    });
    if (this.mode !== 'page') return;
    const { asked, typed, wantsFocus } = takeOver(this);
    if (asked !== '') session.ask(asked);
    if (wantsFocus || typed !== '') void this.#focus.toComposer(typed);
  }

  #tell(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #nameTab(question: string) {
    const title = question === '' ? this.headline : `${question} · ${this.headline}`;
    if (document.title !== title) document.title = title;
  }

  readonly #scrolled = () => {
    this.#panels.card.place();
    this.#scroll.scrolled();
    this.isAway = this.#scroll.isAwayFromEnd;
  };

  #closedByBrowser() {
    if (!this.#dialog.isShown) this.close();
  }

  #cancel(event: Event) {
    event.preventDefault();
    this.#escape();
  }

  #keyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || isImeKey(event)) return;
    if (!this.#escape()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Closes what is uppermost; false where there is nothing to close. */
  #escape(): boolean {
    const canClose = this.mode === 'floating' && this.isOpen;
    if (this.#panels.uncover()) return true;
    this.close();
    return canClose;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wence-chat': WenceChat;
  }
}

// The script may be on a page twice.
if (customElements.get('wence-chat') === undefined) customElements.define('wence-chat', WenceChat);
