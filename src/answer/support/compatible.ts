import type { SourceSentence } from './source.js';
import type { Modality, Token } from './tokens.js';

/** Whether a word of the answer stands under the same conditions as in its source. */
export function isCompatible(said: Token, found: Token, source: SourceSentence): boolean {
  if (source.isContext) return said.role === '' || said.role === '由';
  if (said.flags !== found.flags) return false;
  // Who is told 不得 and 应当 in one sentence is the same; what they are told is not.
  const isSubject = said.opens && found.opens;
  if (!isSubject && !isSameModal(said, found)) return false;
  if (!isSameRole(said.role, found.role)) return false;
  if (!isSameYear(said, found, source)) return false;
  if (said.kind !== 'quantity') return true;
  return found.per.every((word) => said.per.includes(word));
}

/** Modalities that a sentence states once for several phrases. */
const GOES_ON: ReadonlySet<Modality | null> = new Set(['must', 'encouraged', 'attempted']);
const WEAKENS: ReadonlySet<Modality | null> = new Set(['must', 'weak-must', null]);

function isSameModal(said: Token, found: Token): boolean {
  const own = found.modal;
  if (said.modal === own) return true;
  if (said.modal === null || said.modal === 'weak-must') {
    if (WEAKENS.has(own)) return true;
    // 应当 before a comma goes on behind it.
    return said.modal === null && said.inherited === own && GOES_ON.has(own);
  }
  const goesOn = own === null && found.inherited === said.modal;
  return goesOn && said.modal !== 'forbidden' && said.modal !== 'refused';
}

function isSameRole(said: string, found: string): boolean {
  const isPlain = (role: string) => role === '' || role === '由';
  return said === found || (isPlain(said) && isPlain(found));
}

function isSameYear(said: Token, found: Token, { documentYear }: SourceSentence): boolean {
  if (said.year === found.year) return true;
  if (said.year !== null) return found.year === null && said.year === documentYear;
  if (said.kind !== 'quantity') return true;
  return documentYear === null || found.year === documentYear;
}
