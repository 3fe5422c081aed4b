import type { Notice } from './answer.js';
import type { Draft } from './answer-task.js';
import { renumberMarks } from './citation-book.js';

/** One of several questions asked at once, with its own answer. */
export interface PartDraft {
  /** As the reader typed it. */
  readonly asked: string;
  readonly draft: Draft;
}

const MOST_SUGGESTIONS = 3;

/**
 * The answers to several questions asked at once as one answer, each under its own lead, the
 * citations numbered through. What the documents do not say of one is said in its place; where
 * they say nothing of any, or one quotation answers all, the first draft stands for all.
 */
export function joinDrafts(
  parts: readonly [PartDraft, ...PartDraft[]],
  lead: (asked: string) => string,
): Draft {
  const [first] = parts;
  const answered = parts.filter(({ draft }) => draft.kind === 'answered');
  const [best] = answered;
  if (best === undefined) return first.draft;
  const citations: Draft['citations'][number][] = [];
  const lines: string[] = [];
  for (const { asked, draft } of parts) {
    const numbers = new Map<number, number>();
    const before = citations.length;
    for (const citation of draft.citations) {
      const known = citations.find(
        ({ documentId, start, end }) =>
          documentId === citation.documentId && start === citation.start && end === citation.end,
      );
      const index = known?.index ?? citations.length + 1;
      numbers.set(citation.index, index);
      if (known === undefined) citations.push({ ...citation, index });
    }
    const saysNothingNew = draft.kind === 'answered' && citations.length === before;
    if (!saysNothingNew) lines.push(lead(asked), renumberMarks(draft.text, numbers));
  }
  return {
    kind: 'answered',
    text: lines.length === 2 && first === best ? first.draft.text : lines.join('\n'),
    citations,
    notices: distinct(parts.flatMap(({ draft }) => draft.notices)),
    nearest: [],
    suggestions: [...new Set(answered.flatMap(({ draft }) => draft.suggestions))].slice(
      0,
      MOST_SUGGESTIONS,
    ),
  };
}

function distinct(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(
    ({ message }, index) => notices.findIndex((notice) => notice.message === message) === index,
  );
}
