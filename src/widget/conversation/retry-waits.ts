import type { TurnChange } from './change-turn.js';
import { type Clock, countDown } from './clock.js';
import type { Turn } from './turn.js';

/** The waits of whoever asked too often: the seconds until a turn may be asked again. */
export interface RetryWaits {
  /** Counts a failed turn's seconds down, until it is asked again or the waits are ended. */
  begin(turnKey: string, seconds: number): void;
  /** Ends them all: the conversation goes out of sight. */
  end(): void;
}

export function retryWaits({
  clock,
  turnOf,
  change,
}: {
  readonly clock: Clock;
  readonly turnOf: (turnKey: string) => Turn | undefined;
  readonly change: (turnKey: string, change: TurnChange) => void;
}): RetryWaits {
  let waiting = new AbortController();
  return {
    begin: (turnKey, seconds) => {
      let counted = turnOf(turnKey)?.state;
      const onSecond = () => {
        // Asked again meanwhile, it waits for something else.
        if (turnOf(turnKey)?.state !== counted) return;
        change(turnKey, { kind: 'second-passed' });
        counted = turnOf(turnKey)?.state;
      };
      void countDown(seconds, { clock, signal: waiting.signal, onSecond });
    },
    end: () => {
      waiting.abort();
      waiting = new AbortController();
    },
  };
}
