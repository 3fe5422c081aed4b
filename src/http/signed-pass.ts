import { createHmac, hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** A pass as it is handed out. */
export interface IssuedPass {
  /** Letters, digits, `-`, `_` and `.` only: it fits a header, a cookie and an address. */
  readonly text: string;
  readonly expiresAt: Date;
}

/** Who holds a pass. */
export interface PassHolder {
  /** Random; whoever counts callers counts by it. */
  readonly id: string;
}

/** Issues and checks passes of one purpose. */
export interface Passes {
  /** @param id - whom the pass stands for; someone new where it is left out */
  issue(lifetimeSeconds: number, id?: string): IssuedPass;
  /** The holder; null for what is forged, of another purpose, or over. */
  holderOf(text: string): PassHolder | null;
}

/** What a pass is good for: one of a purpose is worth nothing for the others. */
export type PassPurpose = 'token' | 'page-open' | 'page-token';

/**
 * Passes that nothing is stored of: an HMAC over when they end and whom they stand for.
 *
 * @param secret - 32 bytes; who changes it ends every pass
 */
export function createPasses(
  purpose: PassPurpose,
  { secret, now }: { readonly secret: Uint8Array; readonly now: () => Date },
): Passes {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `wence pass: ${purpose}`, 32));
  const sign = (claims: string) => createHmac('sha256', key).update(claims).digest('base64url');
  return {
    issue: (lifetimeSeconds, id = randomBytes(ID_BYTES).toString('base64url')) => {
      const expiresAt = new Date(now().getTime() + lifetimeSeconds * 1000);
      const claims = `${expiresAt.getTime()}.${id}`;
      return { text: `${claims}.${sign(claims)}`, expiresAt };
    },
    holderOf: (text) => {
      const [, claims = '', expiresAtMs = '', id = '', signature = ''] = FORM.exec(text) ?? [];
      // As text: base64url has spare bits at its end, in which two spellings of one signature could differ.
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(claims));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return Number(expiresAtMs) > now().getTime() ? { id } : null;
    },
  };
}

/**
 * The secret of all passes. It follows from the API keys, so that passes live through a restart and
 * end when the keys change. Where no key is set it is this process' own.
 *
 * scrypt, because whoever is handed a pass may try keys against it at leisure: each try must cost.
 *
 * @param keyHashes - hex SHA-256 of each API key, in any order
 */
export function passSecret(keyHashes: readonly string[]): Uint8Array {
  if (keyHashes.length === 0) return randomBytes(32);
  return scryptSync([...keyHashes].sort().join(','), 'wence pass secret', 32);
}

const ID_BYTES = 16;

/** `1685577600000.<id>.<signature>`, the claims together in front. */
const FORM = /^((\d{1,15})\.([\w-]{22}))\.([\w-]{43})$/;
