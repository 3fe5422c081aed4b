/** Lets work that keeps this process busy wait until no call has come for a moment. */
export interface QuietTurns {
  /** A call came. */
  called(): void;
  /** Resolves in a quiet moment, for one that waits at a time; after a while even where there is none. */
  wait(): Promise<void>;
}

/**
 * Turns of the event loop without a call that count as quiet. Node takes one new connection a turn
 * (libuv since 1.45), and a call some turns more until it is read: of 300 that came at once, the last waited for
 * two hundred answers where each turn began one; with four, for ten.
 */
const TURNS = 4;
/** Where calls never end, answers begin at this pace all the same. */
const LONGEST_WAIT_MS = 250;

/** Quiet turns of this process' event loop. */
export function createQuietTurns(clockMs: () => number): QuietTurns {
  let calls = 0;
  let last = Promise.resolve();
  const quiet = async (): Promise<void> => {
    const endMs = clockMs() + LONGEST_WAIT_MS;
    let seen = calls;
    let turns = 0;
    while (turns < TURNS && clockMs() < endMs) {
      await nextTurn();
      turns = calls === seen ? turns + 1 : 0;
      seen = calls;
    }
  };
  return {
    called() {
      calls += 1;
    },
    wait() {
      last = last.then(quiet);
      return last;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
