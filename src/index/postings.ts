/** Which passages hold which term how often: one list a term, all in three typed arrays. */
export class Postings {
  /** Terms of each passage, by ordinal. */
  readonly lengths: Uint32Array;
  readonly #terms: ReadonlyMap<string, number>;
  /** Term t's list is `[starts[t], starts[t + 1])` of the other two, ordinals ascending. */
  readonly #starts: Uint32Array;
  readonly #ordinals: Uint32Array;
  readonly #frequencies: Uint8Array;

  constructor(parts: {
    readonly terms: ReadonlyMap<string, number>;
    readonly lengths: Uint32Array;
    readonly starts: Uint32Array;
    readonly ordinals: Uint32Array;
    readonly frequencies: Uint8Array;
  }) {
    this.lengths = parts.lengths;
    this.#terms = parts.terms;
    this.#starts = parts.starts;
    this.#ordinals = parts.ordinals;
    this.#frequencies = parts.frequencies;
  }

  /** The numbers of the terms that count as a question's term: itself, or for a lone character every term that holds it. */
  termsFor(term: string): number[] {
    const exact = this.#terms.get(term);
    if (term.length > 1 || /[a-z0-9]/.test(term)) {
      return exact === undefined ? [] : [exact];
    }
    const holding: number[] = [];
    for (const [known, number] of this.#terms) {
      if (known.length <= 2 && known.includes(term)) holding.push(number);
    }
    return holding;
  }

  /** How many passages hold a term. */
  passagesWith(term: number): number {
    return this.#end(term) - this.#start(term);
  }

  /** Calls back for each passage that holds a term, by ascending ordinal. */
  each(term: number, callback: (ordinal: number, frequency: number) => void): void {
    const end = this.#end(term);
    for (let at = this.#start(term); at < end; at += 1) {
      callback(this.#ordinals[at] ?? 0, this.#frequencies[at] ?? 0);
    }
  }

  /** Ordinals, ascending, of at most `limit` passages that hold every one of the terms. */
  holdingAll(terms: readonly string[], limit: number): readonly number[] {
    const numbers = [...new Set(terms)].map((term) => this.termsFor(term)[0]);
    const known = numbers.filter((number) => number !== undefined);
    if (known.length < numbers.length) return [];
    const [rarest, ...others] = known.sort((a, b) => this.passagesWith(a) - this.passagesWith(b));
    if (rarest === undefined) return [];
    const ordinals: number[] = [];
    const end = this.#end(rarest);
    for (let at = this.#start(rarest); at < end && ordinals.length < limit; at += 1) {
      const ordinal = this.#ordinals[at] ?? 0;
      if (others.every((term) => this.frequency(term, ordinal) > 0)) ordinals.push(ordinal);
    }
    return ordinals;
  }

  /** How often one passage holds a term, at most 255; found by halving. */
  frequency(term: number, ordinal: number): number {
    let low = this.#start(term);
    let high = this.#end(term);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ordinals[middle] ?? 0) < ordinal) low = middle + 1;
      else high = middle;
    }
    const isFound = low < this.#end(term) && this.#ordinals[low] === ordinal;
    return isFound ? (this.#frequencies[low] ?? 0) : 0;
  }

  #start(term: number): number {
    return this.#starts[term] ?? 0;
  }

  #end(term: number): number {
    return this.#starts[term + 1] ?? 0;
  }
}

/** Collects passages in the order of their ordinals. */
export class PostingsBuilder {
  readonly #terms = new Map<string, number>();
  readonly #lengths: number[] = [];
  /** Passages of each term, as they come. */
  readonly #counts: number[] = [];
  /** One entry for each term of each passage: term, frequency; passage i's are those up to `#ends[i]`. */
  #entryTerms = new Uint32Array(1024);
  #entryFrequencies = new Uint8Array(1024);
  #entries = 0;
  readonly #ends: number[] = [];

  /** Adds the next passage. */
  add(terms: readonly string[]): void {
    const frequencies = new Map<number, number>();
    for (const term of terms) {
      const number = this.#numberOf(term);
      frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
    }
    this.#makeRoom(frequencies.size);
    for (const [number, frequency] of frequencies) {
      this.#entryTerms[this.#entries] = number;
      this.#entryFrequencies[this.#entries] = Math.min(255, frequency);
      this.#entries += 1;
      this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    }
    this.#lengths.push(terms.length);
    this.#ends.push(this.#entries);
  }

  /** The lists by term: a counting sort of the entries, which keeps ordinals ascending. */
  build(): Postings {
    const starts = new Uint32Array(this.#counts.length + 1);
    for (const [term, count] of this.#counts.entries()) {
      starts[term + 1] = (starts[term] ?? 0) + count;
    }
    const next = starts.slice();
    const ordinals = new Uint32Array(this.#entries);
    const frequencies = new Uint8Array(this.#entries);
    let entry = 0;
    for (const [ordinal, end] of this.#ends.entries()) {
      for (; entry < end; entry += 1) {
        const term = this.#entryTerms[entry] ?? 0;
        const at = next[term] ?? 0;
        ordinals[at] = ordinal;
        frequencies[at] = this.#entryFrequencies[entry] ?? 0;
        next[term] = at + 1;
      }
    }
    const lengths = Uint32Array.from(this.#lengths);
    return new Postings({ terms: this.#terms, lengths, starts, ordinals, frequencies });
  }

  #numberOf(term: string): number {
    const known = this.#terms.get(term);
    if (known !== undefined) return known;
    const number = this.#terms.size;
    this.#terms.set(term, number);
    this.#counts.push(0);
    return number;
  }

  #makeRoom(count: number): void {
    if (this.#entries + count <= this.#entryTerms.length) return;
    const size = 2 * (this.#entries + count);
    const terms = new Uint32Array(size);
    terms.set(this.#entryTerms);
    const frequencies = new Uint8Array(size);
    frequencies.set(this.#entryFrequencies);
    this.#entryTerms = terms;
    this.#entryFrequencies = frequencies;
  }
}
