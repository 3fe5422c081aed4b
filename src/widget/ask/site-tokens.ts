import { AskFailure } from './ask-client.js';
import { brokenConnection } from './failure-of.js';
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
   * @throws AskFailure `unauthorized` where the site gives none; `unreachable` where it does not answer
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

/** @throws AskFailure `unauthorized`; `unreachable` where the site does not answer, as when the server behind it is away */
async function fetchToken(
  tokenUrl: string,
  { pageUrl, fetch }: { readonly pageUrl: string; readonly fetch: typeof globalThis.fetch },
): Promise<HeldToken> {
  const address = addressOnSite(tokenUrl, pageUrl);
  const limit = limitTime(undefined, { timeoutMs: FETCH_TIMEOUT_MS, reason: brokenConnection });
  try {
    const response = await fetch(address, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      // To a page where one signs in: no token then, and no broken connection.
      redirect: 'manual',
      signal: limit.signal,
    });
    if (response.status >= 500) throw brokenConnection(new Error(`token-url: ${response.status}`));
    if (!response.ok) throw noToken(`token-url answered ${response.status}`);
    const reply = parsedJson(await readText(response, MAX_REPLY_BYTES));
    if (!isTokenReply(reply) || !isSendable(reply.token)) {
      throw noToken('token-url gave no { token, expiresAt }');
    }
    return { text: reply.token, renewAtMs: renewalTime(reply.expiresAt, response) };
  } catch (error) {
    throw error instanceof AskFailure ? error : brokenConnection(error);
  } finally {
    limit.end();
  }
}

/** Whoever may set an attribute must not be able to choose from where a token comes. */
function addressOnSite(tokenUrl: string, pageUrl: string): string {
  const reason = 'token-url is not of the site that the page belongs to';
  try {
    const address = new URL(tokenUrl, pageUrl);
    if (address.origin === new URL(pageUrl).origin) return address.href;
  } catch (cause) {
    throw noToken(reason, cause);
  }
  throw noToken(reason);
}

function noToken(reason: string, cause?: unknown): AskFailure {
  return new AskFailure('unauthorized', { cause: new Error(reason, { cause }) });
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
