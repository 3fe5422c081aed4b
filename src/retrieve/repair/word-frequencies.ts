/** How often words are used in general Chinese. */
export interface WordFrequencies {
  /** Occurrences in some 60 million words; 0 for what is no word. */
  frequency(word: string): number;
}

/** Bytes of one word in the table: its hash and the logarithm of its frequency. */
const BYTES_EACH = 5;

/**
 * Reads a table of words that is held as hashes, 2 MB for 400,000 words. One string in ten
 * thousand that is no word is taken for one.
 *
 * @param bytes little-endian sorted {@link wordHash}es, then a byte each: 1 + 4·log₂(frequency)
 */
export function createWordFrequencies(bytes: Uint8Array): WordFrequencies {
  const count = Math.floor(bytes.length / BYTES_EACH);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    frequency(word) {
      const hash = wordHash(word);
      let low = 0;
      let high = count - 1;
      while (low <= high) {
        const middle = (low + high) >>> 1;
        const found = view.getUint32(middle * 4, true);
        if (found === hash) return 2 ** ((view.getUint8(count * 4 + middle) - 1) / 4);
        if (found < hash) low = middle + 1;
        else high = middle - 1;
      }
      return 0;
    },
  };
}

/** FNV-1a over the UTF-16 code units, 32 bits. */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
