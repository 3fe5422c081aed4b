import { exactAddress } from '../bots/exact-address.js';

/** Where a reply to one message may be sent, as the message said. */
export type SessionAddress =
  | { readonly kind: 'none' }
  | { readonly kind: 'foreign' }
  /** `url` is a secret: whoever has it can write into the chat. */
  | { readonly kind: 'open'; readonly url: string; readonly untilMs: number };

/** An address is no longer used so long before its end: a call takes up to ten seconds. */
const EARLY_MS = 15_000;

/**
 * Reads `sessionWebhook` and `sessionWebhookExpiredTime`. The sign does not cover the body, so an address is
 * believed only where it is DingTalk's own to the letter: anything else could be a server inside the network.
 */
export function readSessionAddress(url: unknown, expiredTime: unknown): SessionAddress {
  if (url === undefined || url === null || url === '') return { kind: 'none' };
  if (typeof url !== 'string' || !isSessionWebhook(url)) return { kind: 'foreign' };
  const untilMs = Number(expiredTime ?? Number.NaN);
  // Without an end it is tried: 300001 tells soon enough.
  return {
    kind: 'open',
    url,
    untilMs: Number.isFinite(untilMs) ? untilMs : Number.MAX_SAFE_INTEGER,
  };
}

/** Whether an address may still be used. */
export function isSessionOpen({ untilMs }: { readonly untilMs: number }, nowMs: number): boolean {
  return nowMs < untilMs - EARLY_MS;
}

/** Whether an address is DingTalk's: https, its host, no port or user, and the path that sends to a session. */
export function isSessionWebhook(text: string): boolean {
  const url = exactAddress(text);
  return (
    url?.host === 'oapi.dingtalk.com' &&
    url.pathname === '/robot/sendBySession' &&
    url.hash === '' &&
    url.search.length > 1 &&
    url.search.length <= LONGEST_QUERY
  );
}

/** In characters, its question mark included. */
const LONGEST_QUERY = 2001;
