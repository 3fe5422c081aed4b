import { splitSentences, type TextRange } from '../text/sentences.js';

const COMMAS = new Set('，,、：:');

/**
 * Cuts a range in two near `target`: after a sentence where there is an end within the range, else
 * after a semicolon, else after a comma, else between two characters, never inside a surrogate
 * pair.
 *
 * @returns an offset inside the range; undefined where it holds a single character
 */
export function cutNear(text: string, range: TextRange, target: number): number | undefined {
  const inside = (offset: number) => offset > range.start && offset < range.end;
  for (const ends of [sentenceEnds, semicolonEnds, commaEnds]) {
    const offsets = ends(text, range).filter(inside);
    const nearest = nearestTo(target, offsets);
    if (nearest !== undefined) {
      return nearest;
    }
  }
  const between = splitsPair(text, target) ? target - 1 : target;
  const next = splitsPair(text, range.start + 1) ? range.start + 2 : range.start + 1;
  return [between, next].find(inside);
}

function sentenceEnds(text: string, range: TextRange): number[] {
  return splitSentences(text, range).map(({ end }) => end);
}

function semicolonEnds(text: string, range: TextRange): number[] {
  return splitSentences(text, { ...range, semicolons: true }).map(({ end }) => end);
}

function commaEnds(text: string, range: TextRange): number[] {
  const offsets: number[] = [];
  for (let at = range.start; at < range.end; at += 1) {
    if (COMMAS.has(text.charAt(at))) {
      offsets.push(at + 1);
    }
  }
  return offsets;
}

function nearestTo(target: number, offsets: readonly number[]): number | undefined {
  let nearest: number | undefined;
  for (const offset of offsets) {
    if (nearest === undefined || Math.abs(offset - target) < Math.abs(nearest - target)) {
      nearest = offset;
    }
  }
  return nearest;
}

function splitsPair(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
