/** Nearer to the end than this counts as the end: fractions of pixels, and the padding under the last line. */
const END_PX = 24;
/** Farther from it than this, the way back is offered. */
const AWAY_PX = 96;
/** In so many frames the turns above have their true height: one to lay them out, one for what that brings into sight. */
const SETTLING_FRAMES = 3;

/**
 * How the conversation scrolls: a new question goes to the top, and what streams in is followed only where
 * its reader has scrolled to the end. Anything else would take the line away that somebody is reading.
 */
export class LogScroll {
  readonly #log: () => HTMLElement | null;
  #isFollowing = false;
  #lastTop = 0;

  constructor(log: () => HTMLElement | null) {
    this.#log = log;
  }

  get isAwayFromEnd(): boolean {
    return this.#distance() > AWAY_PX;
  }

  /** Called on each `scroll` event; one that the chat made itself changes nothing. */
  scrolled() {
    const top = this.#log()?.scrollTop ?? 0;
    if (Math.abs(top - this.#lastTop) < 2) return;
    this.#isFollowing = top > this.#lastTop && this.#distance() <= END_PX;
    this.#lastTop = top;
  }

  /** Called when more text has come. */
  grown() {
    if (this.#isFollowing) this.toEnd();
  }

  /**
   * Brings a turn to the top. The turns before it take their true height only as they are laid out
   * (`content-visibility`), so it is brought there again for some frames, until somebody scrolls.
   */
  toTurn(turn: HTMLElement, frames = SETTLING_FRAMES) {
    const log = this.#log();
    if (log === null) return;
    this.#isFollowing = false;
    const distance = turn.getBoundingClientRect().top - log.getBoundingClientRect().top;
    this.#set(log.scrollTop + distance - Number.parseFloat(getComputedStyle(log).paddingTop));
    const top = this.#lastTop;
    if (frames === 0) return;
    requestAnimationFrame(() => {
      if (turn.isConnected && this.#lastTop === top) this.toTurn(turn, frames - 1);
    });
  }

  toEnd() {
    this.#set(this.#log()?.scrollHeight ?? 0);
    this.#isFollowing = true;
  }

  #set(top: number) {
    const log = this.#log();
    if (log === null) return;
    log.scrollTop = top;
    this.#lastTop = log.scrollTop;
  }

  #distance(): number {
    const log = this.#log();
    return log === null ? 0 : log.scrollHeight - log.clientHeight - log.scrollTop;
  }
}
