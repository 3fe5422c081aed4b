/** A signal of its own that ends with another, or after a time. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Counts the time anew. */
  restart(): void;
  /** Lets go of the clock and of the other signal; must be called. */
  end(): void;
}

/** @param options.reason what the signal is aborted with when the time is over */
export function limitTime(
  outer: AbortSignal | undefined,
  { timeoutMs, reason }: { readonly timeoutMs: number; readonly reason: () => unknown },
): TimeLimit {
  // AbortSignal.any is missing in browsers of three years ago.
  const controller = new AbortController();
  const onAbort = () => controller.abort(outer?.reason);
  const begin = () => setTimeout(() => controller.abort(reason()), timeoutMs);
  let timer = begin();
  if (outer?.aborted === true) onAbort();
  else outer?.addEventListener('abort', onAbort);
  return {
    signal: controller.signal,
    restart: () => {
      clearTimeout(timer);
      timer = begin();
    },
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

/** What a promise gives, unless the signal is aborted before: then it rejects with the signal's reason. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
