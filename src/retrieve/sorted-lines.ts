const LINE_END = 0x0a;
const SEPARATOR = 0x09;

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
    const wanted = Buffer.from(key);
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      const start = this.#lineStart((low + high) >>> 1);
      const behind = start + wanted.length;
      const order = bytes.compare(wanted, 0, wanted.length, start, Math.min(behind, bytes.length));
      if (order === 0 && isEnd(bytes[behind])) {
        const end = this.#lineEnd(behind);
        return bytes.toString('utf8', Math.min(behind + 1, end), end);
      }
      // A longer key that begins with this one stands behind it.
      if (order < 0) low = this.#lineEnd(start) + 1;
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

  #lineEnd(at: number): number {
    const newline = this.#bytes.indexOf(LINE_END, at);
    return newline < 0 ? this.#bytes.length : newline;
  }
}

function isEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === SEPARATOR || byte === LINE_END;
}
