import type { Citation } from '../../answer/answer.js';

/** A run of words, or the mark of a citation. */
export type AnswerPart =
  | { readonly kind: 'words'; readonly text: string }
  /** `text` as it stands in the answer: `[1]`. */
  | { readonly kind: 'mark'; readonly text: string; readonly citation: Citation };

/** A line of an answer. `indent`, `marker` and the texts of its parts, joined, are the line. */
export interface AnswerLine {
  /** The blanks that it begins with. */
  readonly indent: string;
  /** What makes it an item of a list, with the blanks behind: `1.`, `（1）`, `· `; empty for a paragraph. */
  readonly marker: string;
  /** How deep it is indented: 0 at the margin. */
  readonly depth: number;
  /** None for an empty line. */
  readonly parts: readonly AnswerPart[];
}

/**
 * An answer's text in lines, with its citation marks. A mark is one only where a citation has that
 * number: 〔2023〕 written as `[2023]` stays words.
 * @param options.isStreaming whether more is to come: then the beginning of a mark at the very end is
 * held back until it is known what it is
 */
export function answerLines(
  text: string,
  citations: readonly Citation[],
  { isStreaming }: { readonly isStreaming: boolean },
): readonly AnswerLine[] {
  const shown = isStreaming ? text.replace(MARK_BEGUN, '') : text;
  const byNumber = new Map(citations.map((citation) => [String(citation.index), citation]));
  return shown.split('\n').map((line) => {
    const [, indent = ''] = INDENT.exec(line) ?? [];
    const [marker = ''] = MARKER.exec(line.slice(indent.length)) ?? [];
    return {
      indent,
      marker,
      depth: depthOf(indent),
      parts: partsOf(line.slice(indent.length + marker.length), byNumber),
    };
  });
}

/** A mark has two digits at most (20 citations); one more may still turn out to be words. */
const MARK_BEGUN = /\[\d{0,3}$/;

const INDENT = /^([^\S\n]*)/u;

const NUMBER = String.raw`\d{1,3}`;
const HAN_NUMBER = '[一二三四五六七八九十百]{1,4}';

/** What an item of a list begins with. A number before a point that more digits follow is a quantity: 1.5亿元. */
const MARKER = new RegExp(
  `^(?:${[
    String.raw`${NUMBER}[.．](?!\d)`,
    `(?:${NUMBER}|${HAN_NUMBER})、`,
    `[（(](?:${NUMBER}|${HAN_NUMBER})[）)]`,
    '[①-⑳]',
    '[·•●]',
    // A dash opens an item where a blank follows; else it is 破折号 or a sign.
    String.raw`[-*–](?=\s)`,
  ].join('|')})[^\\S\\n]*`,
  'u',
);

/** Two blanks, or one of full width, a step. */
function depthOf(indent: string): number {
  const width = Array.from(indent, (blank) => (blank === '\u3000' || blank === '\t' ? 2 : 1));
  return Math.floor(width.reduce((sum, each) => sum + each, 0) / 2);
}

function partsOf(words: string, byNumber: ReadonlyMap<string, Citation>): readonly AnswerPart[] {
  const parts: AnswerPart[] = [];
  let from = 0;
  for (const mark of words.matchAll(/\[(\d+)\]/g)) {
    const citation = byNumber.get(mark[1] ?? '');
    if (citation === undefined) continue;
    if (mark.index > from) parts.push({ kind: 'words', text: words.slice(from, mark.index) });
    parts.push({ kind: 'mark', text: mark[0], citation });
    from = mark.index + mark[0].length;
  }
  if (from < words.length) parts.push({ kind: 'words', text: words.slice(from) });
  return parts;
}
