import { AskFailure } from './ask-client.js';
import { readText } from './read-body.js';
import { isShape, isText, parsedJson } from './shape.js';
import { limitTime } from './time-limit.js';

/** Renewed this long before its end, so that no call meets it on the way. */
const RENEW_BEFORE_END_MS = 30_000;
const FETCH_TIMEOUT_MS = 10_000;
const MAX_REPLY_BYTES = 64 * 1024;

/** Tokens from an address of the page's own site. */
export interface SiteTokens {
  setUrl(tokenUrl: string | null): void;
  isSet(): boolean;
  /**
   * A token that holds; one fetch serves all who wait for it.
   * @throws AskFailure `unauthorized` where the site gives none
   */
  current(): Promise<string>;
  /** Lets go of a token that was refused; one fetched since stays. */
  drop(refused: string | null): void;
}

interface HeldToken {
  readonly text: string;
  readonly renewAtMs: number;
}

export function createSiteTokens({
  pageUrl,
  fetch,
}: {
  readonly pageUrl: string;
  readonly fetch: typeof globalThis.fetch;
}): SiteTokens {
  let url: string | null = null;
  let held: HeldToken | null = null;
  let pending: Promise<HeldToken> | null = null;

  const renewed = (from: string) => {
    const fetched = fetchToken(from, { pageUrl, fetch });
    pending = fetched;
    const settled = () => {
      if (pending === fetched) pending = null;
    };
    fetched.then((token) => {
      if (pending === fetched) held = token;
      settled();
    }, settled);
    return fetched;
  };

  return {
    setUrl: (tokenUrl) => {
      const next = tokenUrl === '' ? null : tokenUrl;
      if (next === url) return;
      url = next;
      held = null;
      pending = null;
    },
    isSet: () => url !== null,
    current: async () => {
      if (held !== null && Date.now() < held.renewAtMs) return held.text;
      if (url === null) throw new AskFailure('unauthorized');
      return (await (pending ?? renewed(url))).text;
    },
    drop: (refused) => {
      if (held?.text === refused) held = null;
    },
  };
}

const isTokenReply = isShape<{ readonly token: string; readonly expiresAt: string }>({
  token: isText,
  expiresAt: isText,
});

async function fetchToken(
  tokenUrl: string,
  { pageUrl, fetch }: { readonly pageUrl: string; readonly fetch: typeof globalThis.fetch },
): Promise<HeldToken> {
  const limit = limitTime(undefined, {
    timeoutMs: FETCH_TIMEOUT_MS,
    reason: () => new Error('no token in time'),
  });
  try {
    const address = new URL(tokenUrl, pageUrl);
    // Whoever may set an attribute must not be able to choose from where a token comes.
    if (address.origin !== new URL(pageUrl).origin) {
      throw new Error('token-url is not of the site that the page belongs to');
    }
    const response = await fetch(address.href, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: limit.signal,
    });
    if (!response.ok) throw new Error(`token-url answered ${response.status}`);
    const reply = parsedJson(await readText(response, MAX_REPLY_BYTES));
    if (!isTokenReply(reply) || !isSendable(reply.token)) {
      throw new Error('token-url gave no { token, expiresAt }');
    }
    return { text: reply.token, renewAtMs: renewalTime(reply.expiresAt, response) };
  } catch (cause) {
    throw new AskFailure('unauthorized', { cause });
  } finally {
    limit.end();
  }
}

/** By the site's clock where it tells: this device's may be minutes off. NaN of a date that is none means: use it once. */
function renewalTime(expiresAt: string, response: Response): number {
  const saidAtMs = Date.parse(response.headers.get('Date') ?? '');
  const nowMs = Date.now();
  const leftMs = Date.parse(expiresAt) - (Number.isNaN(saidAtMs) ? nowMs : saidAtMs);
  return nowMs + leftMs - RENEW_BEFORE_END_MS;
}

/** Whether a header can hold it: printable ASCII (RFC 6750 2.1 allows less). */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(token);
}
