import { html, nothing } from 'lit';
import { AskFailure, type Overview } from '../ask/ask-client.js';
import type { Words } from '../words/words.js';
import { isPlainClick } from './citation-link.js';
import { yearSpan } from './time-words.js';
import type { TurnActions } from './turn-actions.js';

/** Beyond this many, a list is no help. */
const MAX_LISTED_DOCUMENTS = 100;

/** What the empty conversation is drawn from. */
interface Welcome {
  readonly words: Words;
  readonly actions: TurnActions;
  /** The site's own words for it; empty for ours. */
  readonly welcome: string;
  readonly overview: Overview | AskFailure | null;
  readonly headingLevel: number;
}

/** What an empty conversation shows: what this is, what it knows, what to ask. */
export function welcomeView({ words, actions, welcome, overview, headingLevel }: Welcome) {
  return html`
    <div class="welcome">
      <div class="hello" role="heading" aria-level=${headingLevel}>${words.hello}</div>
      <p>${welcome === '' ? words.welcome : welcome}</p>
      ${overview === null ? nothing : known(overview, { words, actions })}
    </div>`;
}

function known(
  overview: Overview | AskFailure,
  { words, actions }: Pick<Welcome, 'words' | 'actions'>,
) {
  if (overview instanceof AskFailure) return html`<p class="quiet">${words.overviewFailed}</p>`;
  const { documentCount, documents, years, samples } = overview;
  if (documentCount === 0) return html`<p class="quiet">${words.emptyCollection}</p>`;
  const listed = documents.slice(0, MAX_LISTED_DOCUMENTS);
  const unlisted = documentCount - listed.length;
  return html`
    <details class="documents">
      <summary>${words.collection(documentCount, yearSpan(years))}</summary>
      <ul>${listed.map((document) => documentItem(document, actions))}</ul>
      ${unlisted > 0 ? html`<p class="quiet">${words.moreDocuments(unlisted)}</p>` : nothing}
    </details>
    ${samples.length === 0 ? nothing : chips(words.samples, { questions: samples, actions })}`;
}

/** Questions to press. */
export function chips(
  label: string,
  { questions, actions }: { readonly questions: readonly string[]; readonly actions: TurnActions },
) {
  return html`
    <div class="chips">
      <p class="label">${label}</p>
      ${questions.map(
        (question) =>
          html`<button type="button" class="chip" @click=${() => actions.ask(question)}><bdi>${question}</bdi></button>`,
      )}
    </div>`;
}

function documentItem({ id, title }: Overview['documents'][number], actions: TurnActions) {
  const url = `/documents/${encodeURIComponent(id)}`;
  const read = (event: MouseEvent) => {
    if (!isPlainClick(event) || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    actions.read({ documentId: id, url }, event.currentTarget);
  };
  return html`<li><a href=${actions.href(url) ?? nothing} @click=${read}><bdi>${title}</bdi></a></li>`;
}
