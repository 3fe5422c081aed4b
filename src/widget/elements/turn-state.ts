import { html, nothing } from 'lit';
import type { Turn } from '../conversation/turn.js';
import type { Words } from '../words/words.js';
import { icon } from './icons.js';
import { failureWords } from './said.js';
import type { TurnActions } from './turn-actions.js';

/** What is said of a turn whose answer is not whole: under way, stopped, failed. */
export function turnState(
  { key, text, state }: Turn,
  { words, actions }: { readonly words: Words; readonly actions: TurnActions },
) {
  switch (state.kind) {
    case 'waiting':
      return busy(state.isSlow ? words.slow : words.searching);
    case 'preparing':
      return busy(state.message === '' ? words.preparing : state.message);
    case 'streaming':
      return text === '' ? busy(words.searching) : nothing;
    case 'done':
      return nothing;
    case 'stopped':
      return html`<p class="ended">${words.stopped}${retry(0)}</p>`;
    case 'failed':
      return html`
        <div class="failed">
          <p>${failureWords(state, words)}</p>
          ${retry(state.retryAfterSeconds ?? 0)}
          ${state.requestId !== null && state.failure === 'server' ? html`<p class="quiet">${words.requestId(state.requestId)}</p>` : nothing}
        </div>`;
  }

  function retry(secondsLeft: number) {
    const mustWait = secondsLeft > 0;
    return html`<button type="button" class="plain" aria-disabled=${String(mustWait)} @click=${() => mustWait || actions.retry(key)}>${icon('retry')}${
      mustWait ? words.retryIn(secondsLeft) : words.retry
    }</button>`;
  }
}

function busy(words: string) {
  return html`<p class="busy"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words}</p>`;
}
