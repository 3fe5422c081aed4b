import { enumerationItems } from '../outline/enumeration-items.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { TextRange } from '../text/sentences.js';

/**
 * A quotation as lines to show: where it counts items in line (一是…二是…) each stands on its own,
 * complete, its words unchanged; line ends of the text stay.
 */
export function listLines(document: PolicyDocument, range: TextRange): readonly string[] {
  const items = enumerationItems(document.text, range);
  const cuts = [range.start, ...items.map(({ start }) => start)];
  const last = items.at(-1);
  if (last !== undefined && last.end < range.end) cuts.push(last.end);
  cuts.push(range.end);
  const lines: string[] = [];
  for (const [index, cut] of cuts.slice(0, -1).entries()) {
    const words = document.text.slice(cut, cuts[index + 1]).trim();
    if (words !== '') lines.push(withoutMarkdown(words.replace(/\n\s*/gu, '\n')));
  }
  return lines;
}

/** Marks of Markdown are the file's, not the document's words: they are not shown. */
export function withoutMarkdown(words: string): string {
  return words.replace(/^#{1,6}\s+/gmu, '').replace(/\*\*(.+?)\*\*/gu, '$1');
}
