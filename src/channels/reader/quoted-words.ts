import type { Section } from '../../outline/outline.js';
import type { TextRange } from '../../text/sentences.js';
import type { ReadableDocument } from './reader-text.js';

/** A quotation as one copies it: `“原文”（《标题》一、（一）3.）`; the link to it follows after a blank. */
export function quotedWords(document: ReadableDocument, quote: TextRange): string {
  const words = document.text
    .slice(quote.start, quote.end)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  return `“${words}”（《${plainTitle(document.title)}》${addressOf(document.sections, quote)}）`;
}

/** A title that stands in a line of ours: without characters that turn the direction of what follows. */
export function plainTitle(title: string): string {
  return title.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
}

/** The address of the innermost section that holds the whole quotation; empty where none has one. */
function addressOf(sections: readonly Section[], quote: TextRange): string {
  const holder = sections.find(({ start, end }) => start <= quote.start && quote.end <= end);
  if (holder === undefined) return '';
  const inner = addressOf(holder.sections, quote);
  return inner === '' ? holder.address : inner;
}
