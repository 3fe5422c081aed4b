import type { HeadingLabel, LabelFamily } from './heading-label.js';
import type { LineReading } from './line-reading.js';

/** A label that a line may begin with, and where. */
export interface ListedNumber {
  readonly line: number;
  readonly number: number;
  readonly style: string;
  readonly path: readonly number[];
}

/** A number looked for below a line. */
export interface NumberQuery {
  readonly number: number;
  readonly after: number;
  readonly maxLines: number;
}

/** Looks ahead in the numbers that lines begin with, family by family. */
export interface NumberLists {
  /** The next label of the family below the line, or null. */
  next(family: LabelFamily, line: number): ListedNumber | null;
  /** Whether a number of the label's list comes below, before the list starts again. */
  follows(label: Pick<HeadingLabel, 'family' | 'style'>, query: NumberQuery): boolean;
  /** Whether a decimal label has a neighbour below: 1.1 has 1.2, 2.1 or 1.1.1. */
  hasDecimalNeighbour(path: readonly number[], line: number): boolean;
}

/** How far a neighbour of a decimal heading is looked for; a section of a report may be long. */
const MAX_DECIMAL_DISTANCE = 300;

/** Collects every label that a line may begin with. */
export function numberLists(readings: readonly LineReading[]): NumberLists {
  const byFamily = new Map<LabelFamily, ListedNumber[]>();
  readings.forEach((reading, line) => {
    for (const label of reading.labels) {
      const entries = byFamily.get(label.family) ?? [];
      entries.push({ line, number: label.number, style: label.style, path: label.path });
      byFamily.set(label.family, entries);
    }
  });
  const of = (family: LabelFamily): readonly ListedNumber[] => byFamily.get(family) ?? [];
  return {
    next(family, line) {
      const entries = of(family);
      return entries[firstAfter(entries, line)] ?? null;
    },
    follows(label, query) {
      const entries = of(label.family);
      for (let at = firstAfter(entries, query.after); at < entries.length; at += 1) {
        const entry = entries[at];
        if (entry === undefined || entry.line > query.after + query.maxLines) return false;
        if (entry.style !== label.style) continue;
        if (entry.number === query.number) return true;
        if (entry.number === 1) return false;
      }
      return false;
    },
    hasDecimalNeighbour(path, line) {
      const entries = of('decimal');
      for (let at = firstAfter(entries, line); at < entries.length; at += 1) {
        const entry = entries[at];
        if (entry === undefined || entry.line > line + MAX_DECIMAL_DISTANCE) return false;
        if (isNeighbour(path, entry.path)) return true;
      }
      return false;
    },
  };
}

function isNeighbour(path: readonly number[], other: readonly number[]): boolean {
  const isDeeper =
    other.length === path.length + 1 && path.every((number, index) => other[index] === number);
  if (isDeeper) return other.at(-1) === 1;
  if (other.length > path.length) return false;
  const shared = other.slice(0, -1);
  return (
    shared.every((number, index) => path[index] === number) &&
    other.at(-1) === (path[other.length - 1] ?? 0) + 1 &&
    (path.length > 1 || other.length === 1)
  );
}

function firstAfter(entries: readonly ListedNumber[], line: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.line ?? 0) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}
