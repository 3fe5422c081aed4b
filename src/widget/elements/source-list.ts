import { html, nothing } from 'lit';
import type { Citation } from '../../answer/answer.js';
import { citationLink } from './citation-link.js';
import type { TurnActions } from './turn-actions.js';

/** What clauses are listed from. */
interface SourceList {
  readonly title: string;
  /** Names the list on its page. */
  readonly id: string;
  /** Whether they are what the answer rests on, and so numbered. */
  readonly isEvidence: boolean;
  /** The answer's text: what is quoted there need not be quoted at length again. */
  readonly shownText: string;
  readonly actions: TurnActions;
}

/** Clauses under an answer, each a link into its document. */
export function sourceList(
  citations: readonly Citation[],
  { title, id, isEvidence, shownText, actions }: SourceList,
) {
  if (citations.length === 0) return nothing;
  return html`
    <div class="sources">
      <p class="label" id=${id}>${title}</p>
      <ol aria-labelledby=${id}>
        ${citations.map(
          (citation) =>
            html`<li>${isEvidence ? html`<span class="number" aria-hidden="true">${citation.index}</span>` : nothing}${citationLink(citation, { actions, shownText })}</li>`,
        )}
      </ol>
    </div>`;
}
