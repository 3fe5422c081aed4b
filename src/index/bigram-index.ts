import { searchTerms } from '../text/terms.js';
import type { LexicalHit, LexicalIndex, LexicalSearch } from './lexical-index.js';
import { type Postings, PostingsBuilder } from './postings.js';

/** Saturation of repeated terms and weight of length: BM25's usual values; no other setting is better on every development set (docs/quality.md). */
const K1 = 1.2;
const B = 0.75;

/** A term of a question with what it weighs and where it stands. */
interface QueryTerm {
  readonly weight: number;
  /** Term numbers that count as it: one, or for a lone character every pair that holds it. */
  readonly terms: readonly number[];
}

interface Query {
  readonly terms: readonly QueryTerm[];
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

class BigramIndex implements LexicalIndex {
  readonly size: number;
  readonly #postings: Postings;
  /** BM25's `k1·(1 − b + b·length/average)` of each passage. */
  readonly #norms: Float32Array;
  readonly #scores: Float32Array;
  #lastQuestion = '';
  #lastQuery: Query = { terms: [], maximum: 0 };

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
    question: string,
    options: { readonly limit: number; readonly accept?: (ordinal: number) => boolean },
  ): LexicalSearch {
    const query = this.#query(question);
    const scores = this.#scores;
    const touched: number[] = [];
    for (const term of query.terms) {
      this.#eachScore(term, (ordinal, score) => {
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

  score(question: string, ordinal: number): number {
    let total = 0;
    for (const { weight, terms } of this.#query(question).terms) {
      let best = 0;
      for (const term of terms) {
        const frequency = this.#postings.frequency(term, ordinal);
        if (frequency > 0) best = Math.max(best, weight * this.#saturated(frequency, ordinal));
      }
      total += best;
    }
    return total;
  }

  holding(phrase: string, limit: number): readonly number[] {
    const terms = [...new Set(searchTerms(phrase))].map((term) => this.#postings.termsFor(term)[0]);
    const known = terms.filter((term) => term !== undefined);
    if (known.length === 0 || known.length < terms.length) return [];
    const [rarest, ...others] = known.sort(
      (a, b) => this.#postings.passagesWith(a) - this.#postings.passagesWith(b),
    );
    const ordinals: number[] = [];
    this.#postings.each(rarest ?? 0, (ordinal) => {
      if (ordinals.length >= limit) return;
      if (others.every((term) => this.#postings.frequency(term, ordinal) > 0)) {
        ordinals.push(ordinal);
      }
    });
    return ordinals;
  }

  /** Calls back once for each passage that holds the term, with its best score among the pairs. */
  #eachScore(
    { weight, terms }: QueryTerm,
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

  #query(question: string): Query {
    if (question !== this.#lastQuestion) {
      this.#lastQuery = this.#weigh(new Set(searchTerms(question)));
      this.#lastQuestion = question;
    }
    return this.#lastQuery;
  }

  #weigh(terms: ReadonlySet<string>): Query {
    const weighed: QueryTerm[] = [];
    let maximum = 0;
    for (const term of terms) {
      const numbers = this.#postings.termsFor(term);
      const weight = this.#inverseFrequency(numbers);
      maximum += weight * (K1 + 1);
      if (numbers.length > 0) weighed.push({ weight, terms: numbers });
    }
    return { terms: weighed, maximum };
  }

  /** `ln(1 + (N − n + 0.5) / (n + 0.5))`, where n is bounded by N when several pairs stand for one character. */
  #inverseFrequency(terms: readonly number[]): number {
    const holding = terms.reduce((sum, term) => sum + this.#postings.passagesWith(term), 0);
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
