import type { BizCrypto } from '../bots/biz-crypto.js';
import { HookRefusal } from '../bots/hook-refusal.js';
import { requireRecent } from '../bots/time-gate.js';

/** What stands in the address of every WeCom callback. */
export interface CallbackQuery {
  readonly signature: string;
  /** Seconds since 1970, as the text that is signed. */
  readonly timestamp: string;
  readonly nonce: string;
}

/** The query of a callback by name; undefined where it lacks. */
export type QueryReader = (name: string) => string | undefined;

/** What a callback is believed by. */
export interface CallbackProof {
  readonly crypto: BizCrypto;
  readonly toleranceMs: number;
  /** The real clock in milliseconds since 1970, never `WENCE_NOW`. */
  readonly clockMs: () => number;
}

/** Longer than any that WeCom draws. */
const LONGEST_NONCE = 128;

/** @throws HookRefusal 400 where a part lacks or is of another form */
export function readCallbackQuery(query: QueryReader): CallbackQuery {
  const signature = query('msg_signature') ?? '';
  const timestamp = query('timestamp') ?? '';
  const nonce = query('nonce') ?? '';
  const isWhole = signature !== '' && /^\d{1,12}$/.test(timestamp) && nonce !== '';
  if (!isWhole || nonce.length > LONGEST_NONCE) throw new HookRefusal(400, 'query is not whole');
  return { signature, timestamp, nonce };
}

/**
 * Opens a callback's sealed part.
 *
 * @throws HookRefusal 403 where it is not signed, stale or for another receiver, 400 where it cannot be decrypted
 */
export function openCallback(
  { signature, timestamp, nonce }: CallbackQuery,
  { encrypt, proof }: { readonly encrypt: string; readonly proof: CallbackProof },
): string {
  const { crypto, toleranceMs, clockMs } = proof;
  const plaintext = crypto.open({ encrypt, signature, timestamp, nonce });
  requireRecent(Number(timestamp) * 1000, { nowMs: clockMs(), toleranceMs });
  return plaintext;
}

/**
 * What the check of an address by the admin console is answered with: the plaintext, nothing around it.
 *
 * @throws HookRefusal as `openCallback` does
 */
export function answerUrlCheck(query: QueryReader, proof: CallbackProof): string {
  // A + that was not encoded arrives as a space; Base64 holds none.
  const encrypt = (query('echostr') ?? '').replaceAll(' ', '+');
  if (encrypt === '') throw new HookRefusal(400, 'query is not whole');
  const plaintext = openCallback(readCallbackQuery(query), { encrypt, proof });
  // A message is signed in the same way: whoever had seen one go by could have it decrypted here.
  if (/^\s*[{<]/.test(plaintext)) throw new HookRefusal(403, 'echostr is a message');
  return plaintext;
}
