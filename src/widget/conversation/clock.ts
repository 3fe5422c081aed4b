/** Time as the chat needs it, passed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Calls back once, unless what it returns is called before. */
  after(delayMs: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Calls `onSecond` each second that passed, `seconds` times; ends early, without a call, with the signal. */
export async function countDown(
  seconds: number,
  {
    clock,
    signal,
    onSecond,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly onSecond: () => void },
): Promise<void> {
  for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
    await new Promise<void>((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(1000, end);
      signal.addEventListener('abort', end);
    });
    if (!signal.aborted) onSecond();
  }
}
