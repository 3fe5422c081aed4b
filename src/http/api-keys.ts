import { timingSafeEqual } from 'node:crypto';
import { hashSecret } from '../config.js';

/**
 * The hash of the API key that an `Authorization` header carries, or null where it carries none
 * that is known. Every known hash is compared, each in constant time.
 */
export function knownKey(
  authorization: string | undefined,
  keyHashes: readonly string[],
): string | null {
  const key = bearerOf(authorization);
  if (key === undefined) return null;
  const given = Buffer.from(hashSecret(key), 'hex');
  let found: string | null = null;
  for (const hash of keyHashes) {
    if (timingSafeEqual(Buffer.from(hash, 'hex'), given)) found = hash;
  }
  return found;
}

/** What an `Authorization: Bearer` header carries. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}
