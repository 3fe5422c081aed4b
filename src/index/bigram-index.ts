import { searchTerms } from '../text/terms.js';
import { B, K1 } from './bm25.js';
import type { LexicalHit, LexicalIndex, LexicalQuery, LexicalSearch } from './lexical-index.js';
import { type Postings, PostingsBuilder } from './postings.js';
import { type QueryUnit, type WeighedQuery, type WeighedTerm, weighQuery } from './weigh-query.js';

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
  #lastQuestion: string | LexicalQuery = '';
  #lastQuery: WeighedQuery = { units: [], maximum: 0 };

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
    const pairs = Array.from({ length: phrase.length - 1 }, (_, at) => phrase.slice(at, at + 2));
    return this.#postings.holdingAll(pairs, limit);
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

  #query(question: string | LexicalQuery): WeighedQuery {
    if (question !== this.#lastQuestion) {
      this.#lastQuery = weighQuery(
        typeof question === 'string'
          ? { terms: [...new Set(searchTerms(question))], groups: [] }
          : question,
        { postings: this.#postings, size: this.size },
      );
      this.#lastQuestion = question;
    }
    return this.#lastQuery;
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
