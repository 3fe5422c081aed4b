import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { type ContentsEntry, contentsOf } from '../../channels/reader/contents.js';
import { quotedWords } from '../../channels/reader/quoted-words.js';
import { type LaidOutDocument, layOut } from '../../channels/reader/reader-sections.js';
import type { ReadableDocument } from '../../channels/reader/reader-text.js';
import type { TextRange } from '../../text/sentences.js';
import type { AskFailure, DocumentDetail } from '../ask/ask-client.js';
import { icon } from '../elements/icons.js';
import { documentCss, readerCss } from '../elements/sheets.js';
import { copyText } from '../words/clipboard.js';
import type { Words } from '../words/words.js';
import { documentTemplate } from './document-template.js';
import { scrollWithin } from './scroll-within.js';

/** How long what was done is shown. */
const SAID_MS = 2500;

/**
 * A document beside the chat, the quoted words brought into view. It fills its box and scrolls in itself.
 *
 * @fires wence-close - the reader is to be closed: by its button, or by Escape
 * @fires wence-retry - a document that failed to open is to be fetched again
 */
export class WenceReader extends LitElement {
  static override properties = {
    document: { attribute: false },
    failure: { attribute: false },
    quote: { attribute: false },
    sectionId: { attribute: false },
    href: { attribute: false },
    words: { attribute: false },
    said: { state: true },
  };

  static override styles = [unsafeCSS(documentCss), unsafeCSS(readerCss)];

  /** Null while it is fetched. */
  declare document: DocumentDetail | null;
  /** Why it could not be fetched. */
  declare failure: AskFailure | null;
  /** The quoted words, in UTF-16 code units of the document's text. */
  declare quote: TextRange | null;
  /** The section to show where no words are quoted. */
  declare sectionId: string | null;
  /** The address of the full page, at the same place; empty where there is none. */
  declare href: string;
  declare words: Words;
  declare said: string;

  #readable: ReadableDocument | null = null;
  #laidOut: LaidOutDocument | null = null;
  #contents: readonly ContentsEntry[] = [];
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.document = null;
    this.failure = null;
    this.quote = null;
    this.sectionId = null;
    this.href = '';
    this.said = '';
    this.addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#ending);
  }

  /** Puts the focus on the document's title, where reading aloud begins. */
  override focus(options?: FocusOptions) {
    this.renderRoot.querySelector<HTMLElement>('.name')?.focus(options);
  }

  /** Brings the quoted words, else the section, into view; the page around stays where it is. */
  showQuote() {
    const pane = this.renderRoot.querySelector<HTMLElement>('.pane');
    const place = this.renderRoot.querySelector<HTMLElement>('mark, .is-target');
    if (pane === null) return;
    if (place === null) pane.scrollTop = 0;
    else scrollWithin(pane, { place, clause: place.closest<HTMLElement>('.section') });
  }

  override willUpdate(changed: PropertyValues<this>) {
    const { document } = this;
    if (changed.has('document')) {
      this.#readable = document === null ? null : { ...document, sections: document.outline };
      this.#contents = this.#readable === null ? [] : contentsOf(this.#readable);
    }
    if (changed.has('document') || changed.has('quote')) {
      this.#laidOut = this.#readable === null ? null : layOut(this.#readable, this.quote);
    }
  }

  override updated(changed: PropertyValues<this>) {
    const isOther = changed.has('document') || changed.has('quote') || changed.has('sectionId');
    if (isOther && this.#laidOut !== null) this.showQuote();
  }

  override render() {
    const { words } = this;
    const title =
      this.document?.title ??
      (this.failure === null ? words.documentOpening : words.documentFailed);
    const canCopyQuote = this.document !== null && this.quote !== null;
    return html`<section class="reader" aria-labelledby="name">
      <div class="bar">
        <h2 class="name" id="name" tabindex="-1"><bdi>${title}</bdi></h2>
        <button type="button" class="close" aria-label=${words.closeDocument} title=${words.closeDocument} @click=${this.#close}>
                ${icon('close')}
              </button>
        <div class="tools">
          ${
            this.#page() === ''
              ? nothing
              : html`<a href=${this.href} target="_blank" rel="noopener">${words.fullPage}<span class="unseen">${words.inNewTab}</span></a>
                  <button type="button" @click=${() => this.#copy(this.href, words.linkCopied)}>${words.copyLink}</button>`
          }
          ${canCopyQuote ? html`<button type="button" @click=${this.#copyQuote}>${words.copyQuote}</button>` : nothing}
        </div>
      </div>
      ${this.#body()}
      <p class="said" role="status">${this.said}</p>
    </section>`;
  }

  #body() {
    const { document, failure, words } = this;
    if (failure !== null && document === null) {
      const isGone = failure.kind === 'not-found';
      return html`<div class="pane state" role="alert">
        <p>${isGone ? words.documentGone : failure.message || words.documentFailed}</p>
        ${isGone ? nothing : html`<button type="button" @click=${this.#retry}>${words.retry}</button>`}
      </div>`;
    }
    if (document === null || this.#laidOut === null) {
      return html`<div class="pane state" aria-busy="true"><p role="status">${words.documentOpening}</p></div>`;
    }
    const page = this.#page();
    return html`<div class="pane" tabindex="0" role="group" aria-labelledby="name" @click=${this.#clicked}>
      ${
        this.#contents.length < 2
          ? nothing
          : html`<details class="contents"><summary>${words.contents}</summary><nav aria-label=${words.contents}>${this.#entries(this.#contents, page)}</nav></details>`
      }
      ${documentTemplate(this.#laidOut, {
        title: document.title,
        source: document.source,
        sectionId: this.quote === null ? this.sectionId : null,
        linkTo: (id) => (page === '' ? '' : `${page}#${id}`),
        words,
      })}
    </div>`;
  }

  /** Two levels are enough to find one's way here; the full page has all. */
  #entries(entries: readonly ContentsEntry[], page: string, depth = 0): unknown {
    return html`<ol>
      ${entries.map(
        ({ id, words, hint, entries: below }) => html`<li>
          <a class="entry" href=${`${page}#${id}`} data-section=${id}><bdi>${words}</bdi>${hint === '' ? nothing : html`<span class="hint"> ${hint}</span>`}</a>
          ${below.length === 0 || depth === 1 ? nothing : this.#entries(below, page, depth + 1)}
        </li>`,
      )}
    </ol>`;
  }

  /** The full page's address without place; empty where `href` is none of a page. */
  #page(): string {
    return /^https?:[^?#]+/.exec(this.href)?.[0] ?? '';
  }

  readonly #clicked = (event: MouseEvent) => {
    const { target } = event;
    const isPlainClick = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!isPlainClick || !(target instanceof Element)) return;
    // Where nothing hovers, a tap on a clause shows its link.
    this.renderRoot.querySelector('.is-chosen')?.classList.remove('is-chosen');
    target.closest('.section')?.classList.add('is-chosen');
    const anchor = target.closest<HTMLAnchorElement>('a.anchor');
    const entry = target.closest<HTMLAnchorElement>('a.entry');
    if (anchor !== null) {
      event.preventDefault();
      void this.#copy(anchor.href, this.words.linkCopied);
    }
    if (entry !== null) {
      event.preventDefault();
      this.#goTo(entry.dataset.section ?? '');
    }
  };

  #goTo(id: string) {
    const pane = this.renderRoot.querySelector<HTMLElement>('.pane');
    const section = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    if (pane === null || section === null) return;
    const contents = this.renderRoot.querySelector<HTMLDetailsElement>('.contents');
    if (contents !== null) contents.open = false;
    scrollWithin(pane, { place: section, clause: null });
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }

  readonly #copyQuote = () => {
    if (this.#readable === null || this.quote === null) return;
    const text = `${quotedWords(this.#readable, this.quote)} ${this.href}`.trim();
    void this.#copy(text, this.words.quoteCopied);
  };

  async #copy(text: string, done: string) {
    const isCopied = await copyText(text, this.renderRoot);
    clearTimeout(this.#ending);
    this.said = isCopied ? done : this.words.copyFailed;
    this.#ending = setTimeout(() => {
      this.said = '';
    }, SAID_MS);
  }

  readonly #keyPressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // It closes this, not also what is around it.
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  readonly #close = () => {
    this.dispatchEvent(new CustomEvent('wence-close', { bubbles: true, composed: true }));
  };

  readonly #retry = () => {
    this.dispatchEvent(new CustomEvent('wence-retry', { bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wence-reader': WenceReader;
  }
}

// The script may be on a page twice.
if (customElements.get('wence-reader') === undefined) {
  customElements.define('wence-reader', WenceReader);
}
