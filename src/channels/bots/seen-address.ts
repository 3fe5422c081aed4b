import { isIP } from 'node:net';

/**
 * The address of ours that a platform saw, as its words about a list of allowed addresses name it
 * (`…, from ip: 203.0.113.9, more info at …`, `request ip=203.0.113.9 appKey(…)`); null where they name none.
 */
export function seenAddress(words: unknown): string | null {
  if (typeof words !== 'string') return null;
  const found = /\bip\s*[:=]\s*([0-9a-f.:]{2,45})/i.exec(words.slice(0, 2_000))?.[1] ?? '';
  const address = found.replace(/[.:]$/, '');
  return isIP(address) === 0 ? null : address;
}
