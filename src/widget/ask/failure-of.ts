import { AskFailure, type FailureKind } from './ask-client.js';
import { isRecord, isText, parsedJson } from './shape.js';

/** The longest words of the server that are shown, in UTF-16 code units. */
const LONGEST_MESSAGE = 500;
/** Who is told to come back later than this may as well ask before. */
const LONGEST_RETRY_AFTER_SECONDS = 3600;

const kindOfCode: Readonly<Record<string, FailureKind>> = {
  invalid_request: 'invalid',
  body_too_large: 'invalid',
  unsupported_media_type: 'invalid',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  not_found: 'not-found',
  rate_limited: 'rate-limited',
  not_ready: 'not-ready',
};

/** For replies that are not the server's own, such as a gateway's. */
const kindOfStatus: Readonly<Record<number, FailureKind>> = {
  // A redirect, which is not followed: a gateway wants its reader to sign in again.
  0: 'unauthorized',
  400: 'invalid',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  413: 'invalid',
  429: 'rate-limited',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

/** The failure that an error reply, or the `error` event of an answer that had begun, tells of. */
export function failureOf(body: string, response: Response): AskFailure {
  const data = parsedJson(body);
  const error = isRecord(data) && isRecord(data.error) ? data.error : {};
  const { code, message, details } = error;
  const kind = isText(code)
    ? Object.hasOwn(kindOfCode, code)
      ? kindOfCode[code]
      : 'server'
    : kindOfStatus[response.status];
  return new AskFailure(kind ?? 'server', {
    message: isText(message) ? message.slice(0, LONGEST_MESSAGE) : '',
    retryAfterSeconds: retryAfterOf(response),
    requestId: requestIdIn(details) ?? response.headers.get('X-Request-Id'),
  });
}

/** The failure of a call that got no reply, or whose reply broke off. */
export function brokenConnection(cause?: unknown): AskFailure {
  return new AskFailure(isOffline() ? 'offline' : 'unreachable', { cause });
}

/** Whether the browser knows that this device has no network; where it does not know, it has. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** `Retry-After` (RFC 9110 10.2.3): seconds or a date. */
function retryAfterOf({ headers }: Response): number | null {
  const value = headers.get('Retry-After')?.trim();
  if (value === undefined || value === '') return null;
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(0, seconds), LONGEST_RETRY_AFTER_SECONDS);
}

function requestIdIn(details: unknown): string | null {
  if (!Array.isArray(details)) return null;
  const detail: unknown = details.find((each) => isRecord(each) && each.field === 'requestId');
  return isRecord(detail) && isText(detail.message) ? detail.message.slice(0, 100) : null;
}
