import { parseJson } from '../parse-json.js';
import { DeliveryError } from './delivery.js';

/** The part of `fetch` that platforms are called with. */
export type PlatformFetch = (url: string, init: RequestInit) => Promise<Response>;

/** One call of a platform's API. */
export interface PlatformRequest {
  /** What is called, as log lines name it: `wecom message/send`. Never an address: those hold keys. */
  readonly name: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /**
   * Whether a second arrival does no harm (reading a token, sending with the platform's duplicate check).
   * Only then is a call tried again whose first try may have arrived.
   */
  readonly isRepeatable: boolean;
}

/** What a platform replied. Its own code is in `json`: HTTP 200 is not success. */
export interface PlatformReply {
  readonly status: number;
  /** `undefined` where the body is no JSON. */
  readonly json: unknown;
}

/** Calls a platform. Throttling by HTTP (429) and network errors are tried again, with growing pauses. */
export type PlatformCall = (request: PlatformRequest) => Promise<PlatformReply>;

/** A call that brought no reply. */
export class PlatformCallError extends DeliveryError {
  /** `unknown` where the request may have been carried out although its reply was lost. */
  readonly arrival: 'no' | 'unknown';

  /** `message` is for the log. */
  constructor(
    message: string,
    options: { readonly arrival: 'no' | 'unknown'; readonly afterMs: number | null },
  ) {
    super(message, { retry: { afterMs: options.afterMs } });
    this.arrival = options.arrival;
  }
}

/** How long a platform may take to reply, in milliseconds. */
export const CALL_TIMEOUT_MS = 10_000;
/** Tries of one call; what fails then is the desk's to try again later, across restarts too. */
const MAX_TRIES = 3;
/** The pause before the second try, doubled for the third, each spread over ±50 %. */
const FIRST_PAUSE_MS = 400;
/** A longer wish of the platform's is left to the desk: the queue of that chat waits meanwhile. */
const LONGEST_PAUSE_MS = 5_000;
/** No reply of theirs comes near it. */
const MAX_REPLY_BYTES = 1024 * 1024;

/** Codes of errors that come before a request is on its way. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Calls over `fetch` with a time-out and no redirect followed: a redirect would carry the key in the
 * address elsewhere.
 *
 * The call made throws {@link PlatformCallError} where no reply came. No error has a cause: those of `fetch`
 * may quote the address.
 */
export function createPlatformCall({
  fetch,
  wait,
  random,
}: {
  readonly fetch: PlatformFetch;
  readonly wait: (durationMs: number) => Promise<void>;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}): PlatformCall {
  return async (request) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await callOnce(fetch, request);
      } catch (error) {
        if (!(error instanceof PlatformCallError) || tries === MAX_TRIES) throw error;
        if (error.arrival === 'unknown' && !request.isRepeatable) throw error;
        const wished = error.retry === 'never' ? null : error.retry.afterMs;
        if (wished !== null && wished > LONGEST_PAUSE_MS) throw error;
        const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random());
        await wait(Math.max(wished ?? 0, pauseMs));
      }
    }
  };
}

async function callOnce(fetch: PlatformFetch, request: PlatformRequest): Promise<PlatformReply> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), CALL_TIMEOUT_MS);
  try {
    const response = await fetch(request.url, {
      method: request.method ?? 'POST',
      redirect: 'error',
      signal: controller.signal,
      headers: {
        Accept: 'application/json',
        ...(request.body === undefined
          ? {}
          : { 'Content-Type': 'application/json; charset=utf-8' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const text = await readText(response);
    if (response.status === 429) {
      const afterMs = retryAfterMs(response.headers.get('Retry-After'));
      throw new PlatformCallError(`${request.name}: HTTP 429, called too often`, {
        arrival: 'no',
        afterMs,
      });
    }
    const json = parseJson(text);
    // A proxy on the way, or a platform in trouble: what it did with the request is not said.
    if (response.status >= 500 && json === undefined) {
      throw unknownFate(request, `HTTP ${response.status}`);
    }
    return { status: response.status, json };
  } catch (error) {
    if (error instanceof PlatformCallError) throw error;
    if (controller.signal.aborted) throw unknownFate(request, `no reply in ${CALL_TIMEOUT_MS} ms`);
    const code = errorCode(error);
    if (!NEVER_SENT.has(code)) throw unknownFate(request, `connection broke (${code})`);
    throw new PlatformCallError(`${request.name}: not reached (${code})`, {
      arrival: 'no',
      afterMs: null,
    });
  } finally {
    clearTimeout(timer);
  }
}

function unknownFate({ name }: PlatformRequest, reason: string): PlatformCallError {
  return new PlatformCallError(`${name}: ${reason}`, { arrival: 'unknown', afterMs: null });
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MAX_REPLY_BYTES) throw new Error('reply too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The code of what `fetch` failed with, which it hides in the cause; never its words. */
function errorCode(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}

/** `Retry-After` in seconds; a date is not used by these platforms. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : null;
}
