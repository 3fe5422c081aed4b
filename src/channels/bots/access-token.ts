/** A token as its platform issued it. */
export interface IssuedToken {
  /** A secret: never logged. */
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** The access token of one bot, fetched when needed. */
export interface AccessTokens {
  /**
   * A token good for a while yet; all who ask while it is being fetched get that one.
   * @throws what fetching threw, to all who wait; the next call tries anew
   */
  get(): Promise<string>;
  /** The platform called this token expired or wrong: it is not given out again. Of an older one nothing happens. */
  invalidate(token: string): void;
}

/** How long before its end a token is replaced, by the platforms' advice: calls under way must still pass. */
const EARLY_MS = 60_000;

/** Keeps one token, fetched once for all who wait. */
export function createAccessTokens({
  fetchToken,
  nowMs,
}: {
  readonly fetchToken: () => Promise<IssuedToken>;
  /** The real clock, in milliseconds since 1970. */
  readonly nowMs: () => number;
}): AccessTokens {
  let kept: { readonly token: string; readonly untilMs: number } | null = null;
  let fetching: Promise<string> | null = null;

  const refresh = async () => {
    const askedAtMs = nowMs();
    const { token, expiresInSeconds } = await fetchToken();
    const lifeMs = expiresInSeconds * 1000;
    // A token of a minute is used for half of it: fetching anew for each call would be throttled.
    kept = { token, untilMs: askedAtMs + lifeMs - Math.min(EARLY_MS, lifeMs / 2) };
    return token;
  };

  return {
    get: () => {
      if (kept !== null && nowMs() < kept.untilMs) return Promise.resolve(kept.token);
      fetching ??= refresh().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    invalidate: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
}

/**
 * Calls with a token, and once more with a fresh one where the platform says that it expired.
 * @throws what fetching the token or the call throws
 */
export async function withAccessToken<T>(
  tokens: AccessTokens,
  {
    call,
    isExpired,
  }: {
    readonly call: (token: string) => Promise<T>;
    /** Whether the platform's reply calls the token expired or wrong. */
    readonly isExpired: (reply: T) => boolean;
  },
): Promise<T> {
  const token = await tokens.get();
  const reply = await call(token);
  if (!isExpired(reply)) return reply;
  tokens.invalidate(token);
  return await call(await tokens.get());
}
