import { html, LitElement, nothing } from 'lit';
import { AskFailure, type Overview } from '../ask/ask-client.js';
import type { Words } from '../words/words.js';
import { isPlainClick } from './citation-link.js';
import { yearSpan } from './time-words.js';
import type { TurnActions } from './turn-actions.js';

/** Beyond this many, a list is no help. */
const MAX_LISTED_DOCUMENTS = 100;

/** What an empty conversation shows: what this is, what it knows, what to ask. Draws into its parent's tree. */
export class WenceWelcome extends LitElement {
  static override properties = {
    words: { attribute: false },
    actions: { attribute: false },
    welcome: { attribute: false },
    overview: { attribute: false },
    headingLevel: { attribute: false },
  };

  declare words: Words;
  declare actions: TurnActions;
  declare welcome: string;
  declare overview: Overview | AskFailure | null;
  declare headingLevel: number;

  constructor() {
    super();
    this.welcome = '';
    this.overview = null;
    this.headingLevel = 3;
  }

  override createRenderRoot() {
    return this;
  }

  override render() {
    return html`
      <div class="hello" role="heading" aria-level=${this.headingLevel}>${this.words.hello}</div>
      <p class="welcome">${this.welcome === '' ? this.words.welcome : this.welcome}</p>
      <div class="known">${this.#known()}</div>`;
  }

  #known() {
    const { overview, words } = this;
    if (overview === null) return nothing;
    if (overview instanceof AskFailure) return html`<p class="quiet">${words.overviewFailed}</p>`;
    if (overview.documentCount === 0) return html`<p class="quiet">${words.emptyCollection}</p>`;
    return html`
      <details class="documents">
        <summary>
          <span>${words.collection(overview.documentCount, yearSpan(overview.years))}</span>
        </summary>
        <ul>${overview.documents.slice(0, MAX_LISTED_DOCUMENTS).map((document) => this.#document(document))}</ul>
        ${
          overview.documentCount > Math.min(overview.documents.length, MAX_LISTED_DOCUMENTS)
            ? html`<p class="quiet">${words.moreDocuments(overview.documentCount - Math.min(overview.documents.length, MAX_LISTED_DOCUMENTS))}</p>`
            : nothing
        }
      </details>
      ${
        overview.samples.length === 0
          ? nothing
          : html`<p class="label">${words.samples}</p>
            <div class="chips">${overview.samples.map(
              (question) =>
                html`<button type="button" class="chip" @click=${() => this.actions.ask(question)}><bdi>${question}</bdi></button>`,
            )}</div>`
      }`;
  }

  #document({ id, title }: Overview['documents'][number]) {
    const url = `/documents/${encodeURIComponent(id)}`;
    const read = (event: MouseEvent) => {
      if (!isPlainClick(event) || !(event.currentTarget instanceof HTMLElement)) return;
      event.preventDefault();
      this.actions.read({ documentId: id, url }, event.currentTarget);
    };
    return html`<li>
      <a href=${this.actions.href(url) ?? nothing} @click=${read}><bdi>${title}</bdi></a>
    </li>`;
  }
}

if (customElements.get('wence-welcome') === undefined) {
  customElements.define('wence-welcome', WenceWelcome);
}
