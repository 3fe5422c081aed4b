import { searchedText } from '../chunk/chunk-texts.js';
import type { SectionStore } from '../index/section-store.js';
import { termsOf } from '../retrieve/content-terms.js';

/** How much a term says: high where few passages have it. */
export interface TermWeights {
  weight(term: string): number;
  /** Whether any passage looked at has the term. */
  isKnown(term: string): boolean;
  /** The weight of a term that no passage has. */
  readonly most: number;
}

/** Passages counted, evenly spread: enough for weights, and quick on a large index. */
const SAMPLED_PASSAGES = 1500;

/** Inverse document frequencies of the terms of an index's passages, as BM25 has them. */
export function createTermWeights(store: SectionStore): TermWeights {
  const frequencies = new Map<string, number>();
  const step = Math.max(1, Math.floor(store.chunks.length / SAMPLED_PASSAGES));
  let passages = 0;
  for (let ordinal = 0; ordinal < store.chunks.length; ordinal += step) {
    const chunk = store.chunks[ordinal];
    const document = chunk === undefined ? undefined : store.document(chunk.documentId);
    if (chunk === undefined || document === undefined) continue;
    passages += 1;
    for (const term of termsOf(searchedText(chunk, document.text)))
      frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const idf = (frequency: number) => Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
  return {
    most: idf(0),
    weight(term) {
      const frequency = frequencies.get(term) ?? 0;
      return Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
    },
    isKnown: (term) => frequencies.has(term),
  };
}

/** How much of what a question is about a text holds, 0–1 by weight; terms no passage has are left out. */
export function overlapOf(
  terms: ReadonlySet<string>,
  options: {
    readonly weights: TermWeights;
    /** The text as `normaliseForMatching` folds it. */
    readonly text: string;
    /** Text that counts in part: the headings above. */
    readonly context?: string;
    /** Whether terms that no passage has count too, as words the text lacks; false where left out. */
    readonly countsUnknown?: boolean;
  },
): number {
  const { weights, text, context = '', countsUnknown = false } = options;
  let total = 0;
  let held = 0;
  for (const term of terms) {
    if (!countsUnknown && !weights.isKnown(term)) continue;
    const weight = weights.weight(term);
    total += weight;
    if (text.includes(term)) held += weight;
    else if (context.includes(term)) held += weight * CONTEXT_SHARE;
  }
  return total === 0 ? 0 : held / total;
}

/** What a term in a heading counts for the sentences under it. */
const CONTEXT_SHARE = 0.5;
