import type { Answer, Citation } from '../../answer/answer.js';
import { labelsFor, placeOf } from '../citation-text.js';
import type { SearchResult } from '../search-result.js';
import type { SectionReading } from './policy-tools.js';

/** An answer as text for a model: the text, notices, and each source with its words, its ids and its link. */
export function answerText(answer: Answer): string {
  const labels = labelsFor(answer);
  const source = (citation: Citation, mark: string) =>
    `${mark} ${placeOf(citation)}\n“${citation.quote.trim()}”\n${keysOf(citation)}`;
  return blocks([
    answer.text,
    ...answer.notices.map(({ message }) => `※ ${message}`),
    ...titled(
      labels.sources,
      answer.citations.map((citation) => source(citation, `[${citation.index}]`)),
    ),
    ...titled(
      labels.nearest,
      answer.nearest.map((citation) => source(citation, '-')),
    ),
    `conversationId: ${answer.conversationId}`,
  ]);
}

/** Search results as text for a model. */
export function resultsText(results: readonly SearchResult[]): string {
  if (results.length === 0) return '没有找到。可换个说法再试。 · Nothing found; try other words.';
  return blocks(
    results.map((result, at) => {
      return `${at + 1}. ${placeOf(result)}\n${result.text.trim()}\n${keysOf(result)}`;
    }),
  );
}

/** A section as text for a model, with the sections below it where it was cut. */
export function sectionText(reading: SectionReading): string {
  const rest = reading.isComplete
    ? []
    : titled(
        '本章节较长，以下各部分可用 read_section 分别阅读 · Long section; read its parts one by one:',
        [reading.sections.map(({ heading, sectionId }) => `${heading} (${sectionId})`).join('\n')],
      );
  return blocks([
    placeOf({ ...reading, address: reading.headingPath.join(' › ') }),
    reading.text.trim(),
    keysOf(reading),
    ...rest,
  ]);
}

function keysOf({
  documentId,
  sectionId,
  url,
}: Pick<Citation, 'documentId' | 'sectionId' | 'url'>) {
  return `documentId: ${documentId}, sectionId: ${sectionId}, ${url}`;
}

function titled(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [title, ...entries];
}

function blocks(parts: readonly string[]): string {
  return parts.join('\n\n');
}
