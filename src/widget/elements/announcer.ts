import type { LitElement } from 'lit';
import type { Answer } from '../../answer/answer.js';
import type { Conversation } from '../conversation/turn.js';
import type { Words } from '../words/words.js';
import type { DrawnHost } from './drawn-host.js';
import type { LogScroll } from './log-scroll.js';
import { NewTurns } from './new-turns.js';

/** Brings what is new in a conversation before its reader: into view, and said to who cannot see it. */
export class Announcer {
  readonly #host: DrawnHost;
  readonly #scroll: LogScroll;
  readonly #onAnswer: (answer: Answer) => void;
  readonly #news = new NewTurns();
  /** What stands in the live region. */
  said = '';

  constructor(
    host: DrawnHost,
    options: { readonly scroll: LogScroll; readonly onAnswer: (answer: Answer) => void },
  ) {
    this.#host = host;
    this.#scroll = options.scroll;
    this.#onAnswer = options.onAnswer;
  }

  /** A live region tells a change only: the same words again need another text. */
  readonly say = (words: string) => {
    this.said = words === this.said ? `${words}\u00a0` : words;
    this.#host.requestUpdate();
  };

  /** Called whenever the conversation was drawn. */
  tell(conversation: Conversation, words: Words) {
    const news = this.#news.look(conversation, words);
    if (news === null) return;
    const turn = this.#host.renderRoot.querySelector<LitElement>('wence-turn.last');
    if (news.isOtherTurn && turn !== null) {
      void turn.updateComplete.then(() => this.#scroll.toTurn(turn));
    } else this.#scroll.grown();
    if (news.said !== null) this.say(news.said);
    const answer = news.answered?.answer;
    if (answer) this.#onAnswer(answer);
  }
}
