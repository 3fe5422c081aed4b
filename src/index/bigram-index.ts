import { searchTerms } from '../text/terms.js';
import type {
  LexicalHit,
  LexicalIndex,
  LexicalQuery,
  LexicalSearch,
  WordGroup,
} from './lexical-index.js';
import { type Postings, PostingsBuilder } from './postings.js';

/** Saturation of repeated terms and weight of length: BM25's usual values; no other setting is better on every development set (docs/quality.md). */
const K1 = 1.2;
const B = 0.75;

/** Term numbers that count as one term: itself, or for a lone character every pair that holds it. */
interface WeighedTerm {
  readonly weight: number;
  readonly terms: readonly number[];
}

/** What is counted once in a question: a term, or a word by the best of those that say the same. */
type QueryUnit = readonly (readonly WeighedTerm[])[];

interface Query {
  readonly units: readonly QueryUnit[];
  readonly maximum: number;
}

/**
 * BM25 (Robertson and Zaragoza 2009) over {@link searchTerms}, in typed arrays: 60,000 passages of
 * 150 characters are built in about 2 s and searched in about 2 ms, so nothing is written to disk.
 *
 * A question's lone character (`狗能不能进`) also counts where a pair holds it. A term that no
 * passage has weighs as much as the rarest term could, so that coverage is low for a question
 * about something else.
 *
 * @param passages heading path and text of each chunk, by ordinal; an empty one is never found
 */
export function createBigramIndex(passages: readonly string[]): LexicalIndex {
  const builder = new PostingsBuilder();
  for (const passage of passages) builder.add(searchTerms(passage));
  return new BigramIndex(builder.build());
}

const NONE: readonly number[] = [];

class BigramIndex implements LexicalIndex {
  readonly size: number;
  readonly #postings: Postings;
  /** BM25's `k1·(1 − b + b·length/average)` of each passage. */
  readonly #norms: Float32Array;
  readonly #scores: Float32Array;
  #lastQuestion: string | LexicalQuery = '';
  #lastQuery: Query = { units: [], maximum: 0 };

  constructor(postings: Postings) {
    const { lengths } = postings;
    const filled = lengths.filter((length) => length > 0);
    const average = filled.reduce((sum, length) => sum + length, 0) / Math.max(1, filled.length);
    this.#postings = postings;
    this.#norms = Float32Array.from(
      lengths,
      (length) => K1 * (1 - B + (B * length) / Math.max(1, average)),
    );
    this.#scores = new Float32Array(lengths.length);
    this.size = filled.length;
  }

  search(
    question: string | LexicalQuery,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): LexicalSearch {
    const query = this.#query(question);
    const scores = this.#scores;
    const touched: number[] = [];
    for (const unit of query.units) {
      this.#eachScore(unit, (ordinal, score) => {
        if (scores[ordinal] === 0) touched.push(ordinal);
        scores[ordinal] = (scores[ordinal] ?? 0) + score;
      });
    }
    const hits: LexicalHit[] = [];
    for (const ordinal of touched) {
      if (options.accept === undefined || options.accept(ordinal)) {
        hits.push({ ordinal, score: scores[ordinal] ?? 0 });
      }
    }
    for (const ordinal of touched) scores[ordinal] = 0;
    return { hits: best(hits, options.limit), maximum: query.maximum };
  }

  score(question: string | LexicalQuery, ordinal: number): number {
    let total = 0;
    for (const unit of this.#query(question).units) {
      let best = 0;
      for (const words of unit) {
        let sum = 0;
        for (const term of words) sum += this.#termScore(term, ordinal);
        best = Math.max(best, sum);
      }
      total += best;
    }
    return total;
  }

  holding(phrase: string, limit: number): readonly number[] {
    if (phrase.length < 2) return [];
    if (phrase.length === 2) return this.#holdingPair(phrase, limit);
    const pairs = Array.from({ length: phrase.length - 1 }, (_, at) => phrase.slice(at, at + 2));
    return this.#holdingAll(pairs, limit);
  }

  #holdingAll(distinct: readonly string[], limit: number): readonly number[] {
    const terms = [...new Set(distinct)].map((term) => this.#postings.termsFor(term)[0]);
    const known = terms.filter((term) => term !== undefined);
    if (known.length === 0 || known.length < terms.length) return [];
    const [rarest, ...others] = known.sort(
      (a, b) => this.#postings.passagesWith(a) - this.#postings.passagesWith(b),
    );
    const ordinals: number[] = [];
    this.#postings.some(rarest ?? 0, (ordinal) => {
      if (others.every((term) => this.#postings.frequency(term, ordinal) > 0)) {
        ordinals.push(ordinal);
      }
      return ordinals.length >= limit;
    });
    return ordinals;
  }

  #termScore({ weight, terms }: WeighedTerm, ordinal: number): number {
    let best = 0;
    for (const term of terms) {
      const frequency = this.#postings.frequency(term, ordinal);
      if (frequency > 0) best = Math.max(best, weight * this.#saturated(frequency, ordinal));
    }
    return best;
  }

  /** Calls back once for each passage that holds something of the unit, with its best score. */
  #eachScore(unit: QueryUnit, callback: (ordinal: number, score: number) => void): void {
    const [only] = unit;
    if (only !== undefined && unit.length === 1 && only.length === 1) {
      for (const term of only) this.#eachTermScore(term, callback);
      return;
    }
    const best = new Map<number, number>();
    for (const words of unit) {
      const sums = new Map<number, number>();
      for (const term of words) {
        this.#eachTermScore(term, (ordinal, score) => {
          sums.set(ordinal, (sums.get(ordinal) ?? 0) + score);
        });
      }
      for (const [ordinal, sum] of sums) {
        if (sum > (best.get(ordinal) ?? 0)) best.set(ordinal, sum);
      }
    }
    for (const [ordinal, score] of best) callback(ordinal, score);
  }

  #holdingPair(pair: string, limit: number): readonly number[] {
    const term = this.#postings.termsFor(pair)[0];
    if (term === undefined) return NONE;
    const ordinals: number[] = [];
    this.#postings.some(term, (ordinal) => ordinals.push(ordinal) >= limit);
    return ordinals;
  }

  /** Calls back once for each passage that holds the term, with its best score among the pairs. */
  #eachTermScore(
    { weight, terms }: WeighedTerm,
    callback: (ordinal: number, score: number) => void,
  ): void {
    const [only] = terms;
    if (terms.length === 1 && only !== undefined) {
      this.#postings.each(only, (ordinal, frequency) => {
        callback(ordinal, weight * this.#saturated(frequency, ordinal));
      });
      return;
    }
    const best = new Map<number, number>();
    for (const term of terms) {
      this.#postings.each(term, (ordinal, frequency) => {
        const score = weight * this.#saturated(frequency, ordinal);
        if (score > (best.get(ordinal) ?? 0)) best.set(ordinal, score);
      });
    }
    for (const [ordinal, score] of best) callback(ordinal, score);
  }

  #saturated(frequency: number, ordinal: number): number {
    return (frequency * (K1 + 1)) / (frequency + (this.#norms[ordinal] ?? K1));
  }

  #query(question: string | LexicalQuery): Query {
    if (question !== this.#lastQuestion) {
      this.#lastQuery = this.#weigh(
        typeof question === 'string'
          ? { terms: [...new Set(searchTerms(question))], groups: [] }
          : question,
      );
      this.#lastQuestion = question;
    }
    return this.#lastQuery;
  }

  #weigh({ terms, groups }: LexicalQuery): Query {
    const units: QueryUnit[] = [];
    let maximum = 0;
    for (const term of terms) {
      const weighed = this.#weighTerm(term);
      maximum += weighed.weight * (K1 + 1);
      if (weighed.terms.length > 0) units.push([[weighed]]);
    }
    for (const group of groups) {
      const { unit, weight } = this.#weighGroup(group);
      maximum += weight * (K1 + 1);
      units.push(unit);
    }
    return { units, maximum };
  }

  #weighTerm(term: string): WeighedTerm {
    const terms = this.#postings.termsFor(term);
    const holding = terms.reduce((sum, one) => sum + this.#postings.passagesWith(one), 0);
    return { terms, weight: this.#inverseFrequency(holding) };
  }

  /**
   * A word that the corpus has weighs what its terms weigh, and the others no more than it. One
   * that it lacks stands wherever the others do: it is as rare as all of them together.
   */
  #weighGroup({ asked, span, words }: WordGroup): {
    readonly unit: QueryUnit;
    readonly weight: number;
  } {
    const own = this.#weighWord(asked);
    const isHeld = own.holding.length > 0;
    const others = words
      .map(({ word, share }) => ({ ...this.#weighWord(word), share }))
      .filter(({ holding }) => holding.length > 0);
    const together = new Set(others.flatMap(({ holding }) => [...holding])).size;
    const weight = isHeld ? own.weight : span * this.#inverseFrequency(together);
    const unit = others.map(({ holding, terms, weight: sum, share }) => {
      const rarity = isHeld ? span * this.#inverseFrequency(holding.length) : weight;
      const factor = Math.min(weight, share * rarity) / sum;
      return terms.map((term) => ({ terms: term.terms, weight: term.weight * factor }));
    });
    return { unit: isHeld ? [own.terms, ...unit] : unit, weight };
  }

  #weighWord(word: string) {
    const terms = [...new Set(searchTerms(word))].map((term) => this.#weighTerm(term));
    const weight = terms.reduce((sum, term) => sum + term.weight, 0);
    return { terms, weight, holding: this.#holdingAll(searchTerms(word), this.size) };
  }

  /** `ln(1 + (N − n + 0.5) / (n + 0.5))`, where n is bounded by N when several pairs stand for one character. */
  #inverseFrequency(holding: number): number {
    const n = Math.min(this.size, holding);
    return Math.log(1 + (this.size - n + 0.5) / (n + 0.5));
  }
}

/** The `limit` best hits, best first; of equals, the one that stands first in its text. */
function best(hits: LexicalHit[], limit: number): LexicalHit[] {
  const order = (a: LexicalHit, b: LexicalHit) => b.score - a.score || a.ordinal - b.ordinal;
  if (hits.length <= 4 * limit) return hits.sort(order).slice(0, limit);
  // Most hits share one common pair of characters: leave those out before sorting. The floor is
  // the limit-th best of a sample, so at least `limit` hits of the whole reach it.
  const floor = hits.slice(0, 4 * limit).sort(order)[limit - 1]?.score ?? 0;
  return hits
    .filter(({ score }) => score >= floor)
    .sort(order)
    .slice(0, limit);
}
