import { AskFailure } from './ask-client.js';
import { brokenConnection } from './failure-of.js';
import { serverAddress } from './server-address.js';
import { createSiteTokens, isSendable } from './site-tokens.js';
import { limitTime, orAborted } from './time-limit.js';

/** How long a site may take to give another token once it is told that one is needed. */
const TOKEN_WAIT_MS = 5_000;
const RENEWAL_TIMEOUT_MS = 10_000;

/** How calls are let in. Tokens stay in memory: no address, storage or message holds one. */
export interface Access {
  /**
   * What a call carries in `Authorization`; null where the browser's own cookie has to do.
   * @throws AskFailure `unauthorized` where the site gives none
   */
  token(signal: AbortSignal): Promise<string | null>;
  /** After a 401 to a call that carried `refused`: whether the same call may fare better now. */
  renew(refused: string | null, signal: AbortSignal): Promise<boolean>;
}

/** Access whose token the site may give, and replace, at any time. */
export interface SiteAccess extends Access {
  setToken(token: string | null): void;
  /** An address of the page's own site that gives tokens. */
  setTokenUrl(tokenUrl: string | null): void;
}

/**
 * Three ways in, tried in this order: the token that the site gave; one from the site's own
 * `tokenUrl`; the session cookie of the pages that the server serves, which a look at its start page
 * renews.
 */
export function createAccess({
  baseUrl,
  pageUrl = globalThis.location?.href ?? baseUrl,
  onTokenNeeded = () => undefined,
  fetch = (input, init) => globalThis.fetch(input, init),
}: {
  readonly baseUrl: string;
  /** Where the page is that holds the chat. */
  readonly pageUrl?: string;
  /** Called where another token is needed and none can be fetched; `setToken` may follow at once or soon. */
  readonly onTokenNeeded?: () => void;
  readonly fetch?: typeof globalThis.fetch;
}): SiteAccess {
  const isOwnPage = new URL(pageUrl).origin === new URL(baseUrl).origin;
  const siteTokens = createSiteTokens({ pageUrl, fetch });
  let given: string | null = null;
  let wasGiven = false;
  let awaited: { readonly promise: Promise<boolean>; settle(isGiven: boolean): void } | null = null;

  const askSite = () => {
    if (awaited !== null) return awaited.promise;
    let settle: (isGiven: boolean) => void = () => undefined;
    const promise = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => settle(false), TOKEN_WAIT_MS);
      settle = (isGiven) => {
        clearTimeout(timer);
        awaited = null;
        resolve(isGiven);
      };
    });
    awaited = { promise, settle };
    onTokenNeeded();
    return promise;
  };

  const renewCookie = async (signal: AbortSignal) => {
    const limit = limitTime(signal, { timeoutMs: RENEWAL_TIMEOUT_MS, reason: brokenConnection });
    try {
      const reply = await fetch(serverAddress('/', baseUrl) ?? baseUrl, {
        method: 'HEAD',
        credentials: 'same-origin',
        cache: 'no-store',
        signal: limit.signal,
      });
      return reply.ok;
    } catch {
      if (signal.aborted) throw signal.reason;
      return false;
    } finally {
      limit.end();
    }
  };

  return {
    setToken: (token) => {
      const usable = token === null || token === '' ? null : token;
      if (usable === given) return;
      given = usable;
      if (usable === null) return;
      wasGiven = true;
      awaited?.settle(true);
    },
    setTokenUrl: siteTokens.setUrl,
    token: (signal) => {
      if (given !== null && !isSendable(given)) {
        return Promise.reject(
          new AskFailure('unauthorized', { cause: new Error('not a token: characters') }),
        );
      }
      if (given !== null || !siteTokens.isSet()) return Promise.resolve(given);
      return orAborted(siteTokens.current(), signal);
    },
    renew: (refused, signal) => {
      if (given !== null && given !== refused) return Promise.resolve(true);
      if (siteTokens.isSet()) {
        // A token printed into the page may have ended before the page was closed.
        given = null;
        siteTokens.drop(refused);
        return Promise.resolve(true);
      }
      if (given === null && isOwnPage && !wasGiven) return renewCookie(signal);
      return orAborted(askSite(), signal);
    },
  };
}
