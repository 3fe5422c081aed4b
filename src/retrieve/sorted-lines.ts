const LINE_END = 0x0a;
const SEPARATOR = '\t';

/**
 * Looks lines up in a text whose lines stand in the order of their bytes, each `key` or
 * `key<TAB>value`. The text stays as it is: a table of sixty thousand keys costs its bytes and no more.
 */
export class SortedLines {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** What stands behind the key, `''` where it stands alone; undefined without such a line. */
  get(key: string): string | undefined {
    const bytes = this.#bytes;
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      const start = this.#lineStart((low + high) >>> 1);
      const newline = bytes.indexOf(LINE_END, start);
      const end = newline < 0 ? bytes.length : newline;
      const [own = '', value = ''] = bytes.toString('utf8', start, end).split(SEPARATOR);
      const order = Buffer.compare(Buffer.from(own), Buffer.from(key));
      if (order === 0) return value;
      if (order < 0) low = end + 1;
      else high = start;
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  #lineStart(at: number): number {
    return at === 0 ? 0 : this.#bytes.lastIndexOf(LINE_END, at - 1) + 1;
  }
}
