import { html, nothing } from 'lit';
import type { Citation } from '../../answer/answer.js';
import type { TurnActions } from './turn-actions.js';

/** Whether a click is the plain one; with a key or another button it is the browser's: a tab of its own. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** 文件 › 章节 as a link, with the quotation in short. */
export function citationLink(
  citation: Citation,
  { actions, shownText }: { readonly actions: TurnActions; readonly shownText: string },
) {
  const { documentTitle, headingPath, address, quote, url } = citation;
  const section = headingPath.at(-1) ?? address;
  const read = (event: MouseEvent) => {
    if (!isPlainClick(event) || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    actions.read(citation, event.currentTarget);
  };
  return html`<div class="source">
    <a href=${actions.href(url) ?? nothing} @click=${read}>
      <bdi>${documentTitle}</bdi>${
        section === ''
          ? nothing
          : html`<span class="step" aria-hidden="true"> › </span><bdi>${section}</bdi>`
      }
    </a>
    ${
      letters(quote) === letters(section)
        ? nothing
        : html`<blockquote class=${shownText.includes(quote) ? 'repeated' : ''}><bdi>${quote}</bdi></blockquote>`
    }
  </div>`;
}

/** A quotation of nothing but the heading is shown already. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
