import { createHash } from 'node:crypto';

const HASH_LENGTH = 12;

/** An id from words that stay the same: a letter and hexadecimal digits, safe in URLs and as an HTML id. */
export function stableId(prefix: string, words: readonly string[]): string {
  const hash = createHash('sha256').update(words.join('\u0000')).digest('hex');
  return `${prefix}${hash.slice(0, HASH_LENGTH)}`;
}
