import { foldScript } from './script-variants.js';

/** Thousands separators, which one writer prints and another leaves out: `1,000`. */
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;

/**
 * A text as it is compared with another: full-width forms as half-width (Unicode NFKC), lower case,
 * traditional characters and Japanese forms as simplified ones, thousands without separators.
 *
 * For comparing only: offsets into the result are not offsets into the text.
 */
export function normaliseForMatching(text: string): string {
  return foldScript(text.normalize('NFKC').toLowerCase()).replace(THOUSANDS, '');
}
