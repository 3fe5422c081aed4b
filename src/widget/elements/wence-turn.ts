import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Answer, Citation } from '../../answer/answer.js';
import type { Turn } from '../conversation/turn.js';
import type { Words } from '../words/words.js';
import { answerText } from './answer-text.js';
import { icon } from './icons.js';
import { shownAnswer } from './shown-answer.js';
import { sourceList } from './source-list.js';
import type { TurnActions } from './turn-actions.js';
import { turnState } from './turn-state.js';
import { chips } from './welcome.js';

/** Up to here all sources are listed at once. */
const SOURCES_AT_ONCE = 4;
/** So many stand there before the rest is asked for. */
const SOURCES_AT_FIRST = 3;
const MAX_COMMENT_LENGTH = 1000;
const COPIED_SHOWN_MS = 2500;

/** A question and what became of it; drawn anew only when its turn is another object. Draws into its parent's tree. */
export class WenceTurn extends LitElement {
  static override properties = {
    turn: { attribute: false },
    words: { attribute: false },
    actions: { attribute: false },
    isLast: { attribute: false },
    headingLevel: { attribute: false },
    areAllSourcesShown: { state: true },
    isCopied: { state: true },
    isCommentAsked: { state: true },
  };

  declare turn: Turn;
  declare words: Words;
  declare actions: TurnActions;
  /** Only the last offers questions to go on with. */
  declare isLast: boolean;
  declare headingLevel: number;
  declare areAllSourcesShown: boolean;
  declare isCopied: boolean;
  declare isCommentAsked: boolean;

  constructor() {
    super();
    this.isLast = false;
    this.headingLevel = 3;
    this.areAllSourcesShown = false;
    this.isCopied = false;
    this.isCommentAsked = false;
  }

  override createRenderRoot() {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('turn');
    // Another conversation was opened in this place.
    if (before !== undefined && before.key !== this.turn.key) {
      this.areAllSourcesShown = false;
      this.isCopied = false;
      this.isCommentAsked = false;
    }
  }

  override render() {
    const { turn, words } = this;
    const id = `asked-${turn.key}`;
    return html`
      <article aria-labelledby=${id}>
        <div class="asked" id=${id} role="heading" aria-level=${this.headingLevel}><span class="unseen">${words.you} </span><bdi>${turn.question}</bdi></div>
        <div class="reply">${this.#above()}${this.#text()}${turnState(turn, { words, actions: this.actions })}</div>
      </article>`;
  }

  #above() {
    const { turn, words } = this;
    const isReworded =
      turn.interpretedQuestion !== '' &&
      turn.interpretedQuestion !== turn.question &&
      turn.answer?.kind !== 'greeting';
    return html`${
      isReworded
        ? html`<p class="interpreted"><bdi>${words.interpreted(turn.interpretedQuestion)}</bdi></p>`
        : nothing
    }${turn.notices.map(({ message }) => html`<p class="notice"><bdi>${message}</bdi></p>`)}`;
  }

  #text() {
    const { turn, words, actions } = this;
    if (turn.text === '') return nothing;
    const isRefused = turn.answer?.kind === 'refused';
    const { text, suggestions } = shownAnswer(turn);
    return html`
      <div class="answer ${isRefused ? 'refused' : ''}">
        ${isRefused ? html`<p class="refusal-title">${words.refused}</p>` : nothing}
        <div class="text">${answerText({ ...turn, text }, { words, actions })}</div>
        ${isRefused ? this.#list(turn.answer?.nearest ?? []) : this.#sources()}
      </div>
      ${turn.answer === null ? nothing : this.#below(turn.answer, suggestions)}`;
  }

  #sources() {
    const { words, areAllSourcesShown, turn } = this;
    const { citations } = turn;
    // While the text grows, a list under it would only run away.
    if (turn.state.kind === 'streaming') return nothing;
    if (citations.length <= SOURCES_AT_ONCE) return this.#list(citations);
    const toggle = () => {
      this.areAllSourcesShown = !areAllSourcesShown;
    };
    return html`${this.#list(areAllSourcesShown ? citations : citations.slice(0, SOURCES_AT_FIRST))}
      <button type="button" class="plain more" aria-expanded=${String(areAllSourcesShown)} @click=${toggle}>${
        areAllSourcesShown ? words.fewerSources : words.allSources(citations.length)
      }</button>`;
  }

  #list(citations: readonly Citation[]) {
    const { turn, words, actions } = this;
    const isEvidence = turn.answer?.kind !== 'refused';
    return sourceList(citations, {
      title: isEvidence ? words.sources : words.nearest,
      id: `sources-${turn.key}`,
      isEvidence,
      shownText: turn.text,
      actions,
    });
  }

  #below(answer: Answer, suggestions: readonly string[]) {
    const { words, isCopied, turn } = this;
    const rating = (value: 'up' | 'down') => html`
      <button
        type="button"
        class="act"
        aria-pressed=${String(turn.rating === value)}
        @click=${() => this.#rate(value)}
      >${icon(value)}<span>${value === 'up' ? words.useful : words.useless}</span></button>`;
    return html`${
      answer.kind === 'greeting'
        ? nothing
        : html`
          <div class="acts">
            <button type="button" class="act" @click=${this.#copy}>
              ${icon(isCopied ? 'done' : 'copy')}<span>${isCopied ? words.copied : words.copy}</span>
            </button>
            ${rating('up')}${rating('down')}
          </div>
          ${this.isCommentAsked ? this.#comment() : nothing}`
    }${
      this.isLast && suggestions.length > 0
        ? chips(answer.kind === 'greeting' ? words.samples : words.goOn, {
            questions: suggestions,
            actions: this.actions,
          })
        : nothing
    }`;
  }

  #comment() {
    const { words, turn } = this;
    const id = `comment-${turn.key}`;
    return html`
      <form class="comment" @submit=${this.#sendComment} @keydown=${this.#commentKey}>
        <label for=${id}>${words.whatWasWrong}</label>
        <textarea id=${id} rows="2" maxlength=${MAX_COMMENT_LENGTH}></textarea>
        <div class="buttons">
          <button type="submit" class="plain strong">${words.sendComment}</button>
          <button type="button" class="plain" @click=${() => this.#endComment(words.thanks)}>${words.skip}</button>
        </div>
      </form>`;
  }

  async #copy() {
    const isCopied = await this.actions.copy(this.turn.key);
    this.actions.say(isCopied ? this.words.copied : this.words.copyFailed);
    if (!isCopied) return;
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, COPIED_SHOWN_MS);
  }

  async #rate(value: 'up' | 'down') {
    const { actions, turn, words } = this;
    if (turn.rating === value) return;
    this.isCommentAsked = value === 'down';
    await this.updateComplete;
    if (value === 'down') this.querySelector<HTMLElement>('.comment textarea')?.focus();
    try {
      await actions.rate(turn.key, { value });
      actions.say(words.thanks);
    } catch {
      this.isCommentAsked = false;
      actions.say(words.rateFailed);
    }
  }

  async #sendComment(event: Event) {
    event.preventDefault();
    const { actions, turn, words } = this;
    const comment = this.querySelector<HTMLTextAreaElement>('.comment textarea')?.value.trim();
    if (comment === undefined || comment === '') return this.#endComment(words.thanks);
    try {
      await actions.rate(turn.key, { value: 'down', comment });
      this.#endComment(words.thanks);
    } catch {
      actions.say(words.rateFailed);
    }
  }

  #commentKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    this.#endComment(this.words.thanks);
  }

  #endComment(words: string) {
    this.isCommentAsked = false;
    this.actions.say(words);
    this.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }
}

if (customElements.get('wence-turn') === undefined) {
  customElements.define('wence-turn', WenceTurn);
}
