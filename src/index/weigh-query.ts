import { searchTerms } from '../text/terms.js';
import { inverseFrequency, K1 } from './bm25.js';
import type { LexicalQuery, WordGroup } from './lexical-index.js';
import type { Postings } from './postings.js';

/** Term numbers that count as one term: itself, or for a lone character every pair that holds it. */
export interface WeighedTerm {
  readonly weight: number;
  readonly terms: readonly number[];
}

/** What is counted once in a question: a term, or a word by the best of those that say the same. */
export type QueryUnit = readonly (readonly WeighedTerm[])[];

/** A question as it is scored. */
export interface WeighedQuery {
  readonly units: readonly QueryUnit[];
  /** The most that any passage could score. */
  readonly maximum: number;
}

/** What weights are taken from. */
interface Corpus {
  readonly postings: Postings;
  /** Passages that hold anything. */
  readonly size: number;
}

/** Weighs the terms of a question by how rare they are. */
export function weighQuery({ terms, groups }: LexicalQuery, corpus: Corpus): WeighedQuery {
  const units: QueryUnit[] = [];
  let maximum = 0;
  for (const term of terms) {
    const weighed = weighTerm(term, corpus);
    maximum += weighed.weight * (K1 + 1);
    if (weighed.terms.length > 0) units.push([[weighed]]);
  }
  for (const group of groups) {
    const { unit, weight } = weighGroup(group, corpus);
    maximum += weight * (K1 + 1);
    units.push(unit);
  }
  return { units, maximum };
}

function weighTerm(term: string, { postings, size }: Corpus): WeighedTerm {
  const terms = postings.termsFor(term);
  const holding = terms.reduce((sum, one) => sum + postings.passagesWith(one), 0);
  return { terms, weight: inverseFrequency(holding, size) };
}

/**
 * A word that the corpus has weighs what its terms weigh, and the others no more than it. One
 * that it lacks stands wherever the others do: it is as rare as all of them together.
 */
function weighGroup(
  { asked, span, words }: WordGroup,
  corpus: Corpus,
): { readonly unit: QueryUnit; readonly weight: number } {
  const own = weighWord(asked, corpus);
  const isHeld = own.holding.length > 0;
  const others = words
    .map(({ word, share }) => ({ ...weighWord(word, corpus), share }))
    .filter(({ holding }) => holding.length > 0);
  const together = new Set(others.flatMap(({ holding }) => [...holding])).size;
  const weight = isHeld ? own.weight : span * inverseFrequency(together, corpus.size);
  const unit = others.map(({ holding, terms, weight: sum, share }) => {
    const rarity = isHeld ? span * inverseFrequency(holding.length, corpus.size) : weight;
    const factor = Math.min(weight, share * rarity) / sum;
    return terms.map((term) => ({ terms: term.terms, weight: term.weight * factor }));
  });
  return { unit: isHeld ? [own.terms, ...unit] : unit, weight };
}

function weighWord(word: string, corpus: Corpus) {
  const searched = [...new Set(searchTerms(word))];
  const terms = searched.map((term) => weighTerm(term, corpus));
  const weight = terms.reduce((sum, term) => sum + term.weight, 0);
  return { terms, weight, holding: corpus.postings.holdingAll(searched, corpus.size) };
}
