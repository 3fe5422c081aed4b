import { parseNumeral } from '../text/numerals.js';

/** A range `[start, end)` of a text. */
export interface ItemRange {
  readonly start: number;
  readonly end: number;
}

/** Marks that count the items of one paragraph; the group is the number, or the word that stands for it. */
const SERIES: readonly RegExp[] = [
  /(?<=^|[。；;：:，,！？\n\s])([一二三四五六七八九十]{1,3})(?:是|要|个是)/gu,
  /(?<=^|[。；;：:，,！？\n\s])第([一二三四五六七八九十]{1,3})[，,、]/gu,
  /(?<=^|[。；;：:，,！？\n\s])(首先|其次|再次|最后|第三|第四)[，,、]?/gu,
  /[（(](\d{1,2}|[一二三四五六七八九十]{1,3})[）)]/gu,
  /([①②③④⑤⑥⑦⑧⑨⑩⑪⑫])/gu,
  /(?<=^|[。；;：:，,\n\s])(\d{1,2})[）)]/gu,
];
const WORD_ORDER: Readonly<Record<string, number>> = {
  首先: 1,
  其次: 2,
  再次: 3,
  第三: 3,
  第四: 4,
};

/**
 * The items that a paragraph counts in line, 一是…二是… or 首先…其次… or （1）…（2）…, each from its mark to the
 * next; none where there are fewer than two in sequence from the first.
 *
 * Items that are whole sentences run to the end of the paragraph, items set apart by ； to the end of
 * their sentence.
 */
export function enumerationItems(text: string, range: ItemRange): readonly ItemRange[] {
  const slice = text.slice(range.start, range.end);
  for (const pattern of SERIES) {
    const starts = sequence(slice, pattern);
    if (starts.length < 2) continue;
    return starts.map((start, index) => {
      const next = starts[index + 1];
      const end = next ?? lastEnd(slice, start, starts);
      return trimmed(text, range.start + start, range.start + end);
    });
  }
  return [];
}

function sequence(slice: string, pattern: RegExp): readonly number[] {
  const starts: number[] = [];
  for (const match of slice.matchAll(pattern)) {
    const mark = match[1] ?? '';
    const number = mark === '最后' ? starts.length + 1 : (WORD_ORDER[mark] ?? parseNumeral(mark));
    if (number === starts.length + 1 && (mark !== '最后' || starts.length > 0))
      starts.push(match.index);
  }
  return starts;
}

function lastEnd(slice: string, start: number, starts: readonly number[]): number {
  const line = slice.indexOf('\n', start);
  const paragraphEnd = line < 0 ? slice.length : line;
  const previous = slice.slice(starts.at(-2) ?? start, start).trimEnd();
  if (/[。！？]$/u.test(previous)) return paragraphEnd;
  const stop = slice.indexOf('。', start);
  return stop < 0 ? paragraphEnd : Math.min(stop + 1, paragraphEnd);
}

function trimmed(text: string, start: number, end: number): ItemRange {
  let to = end;
  while (to > start && /\s/u.test(text[to - 1] ?? '')) to -= 1;
  return { start, end: to };
}
