import type { Notice } from './answer.js';
import type { AnswerTask, Draft } from './answer-task.js';
import type { CitationBook } from './citation-book.js';
import { hasMaskedQuantity, hasMaskedValue } from './masked.js';
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

/** Points out a value that the source left out, where what was asked for may be that value. */
function maskedNotice(
  task: AnswerTask,
  citations: readonly { readonly quote: string }[],
): readonly Notice[] {
  const { answerKind } = task.question;
  const asksForValue = ['number', 'date', 'body', 'place', 'person'].includes(answerKind.kind);
  const isMasked = citations.some(({ quote }) =>
    asksForValue ? hasMaskedValue(quote) : hasMaskedQuantity(quote),
  );
  return isMasked ? [{ kind: 'masked', message: task.frame.notices.masked() }] : [];
}
