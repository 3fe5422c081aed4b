import type { Notice } from './answer.js';
import type { AnswerTask, Draft } from './answer-task.js';
import type { CitationBook } from './citation-book.js';
import { hasMaskedValue } from './masked.js';
import { suggestionsNear } from './suggestions.js';

/** An answered draft from its lines and the book that their marks are from. */
export function answered(
  task: AnswerTask,
  parts: {
    readonly lines: readonly string[];
    readonly book: CitationBook;
    readonly notices?: readonly Notice[];
  },
): Draft {
  const citations = parts.book.citations;
  return {
    kind: 'answered',
    text: parts.lines.filter((line) => line !== '').join('\n'),
    citations,
    notices: [...(parts.notices ?? []), ...maskedNotice(task, citations)],
    nearest: [],
    suggestions: suggestionsNear(task, citations),
  };
}

/** Points out values that the source left out, wherever a quote shows one. */
function maskedNotice(
  task: AnswerTask,
  citations: readonly { readonly quote: string }[],
): readonly Notice[] {
  const isMasked = citations.some(({ quote }) => hasMaskedValue(quote));
  return isMasked ? [{ kind: 'masked', message: task.frame.notices.masked() }] : [];
}
