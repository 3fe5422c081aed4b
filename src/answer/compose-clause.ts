import type { FoundClause } from '../retrieve/lookup-address.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { openCitationBook } from './citation-book.js';
import {
  bodyRange,
  contentRange,
  headingRange,
  sentencesOf,
  slice,
  wholeRange,
} from './clause-text.js';
import { childHeadings, composeOverview } from './compose-overview.js';
import { answered } from './draft.js';
import { listLines, withoutMarkdown } from './list-lines.js';

/** A clause asked for by its address is certain. */
const SCORE_OF_ADDRESSED = 1;
/** A heading with its clauses up to this length is quoted whole; a longer one by its outline. */
const WHOLE_CHARACTERS = 1500;
/** Clauses of the same address that are listed. */
const MOST_CLAUSES = 6;

/** The clause at an address, whole; the outline of a part that is too long to quote. */
export function composeClauses(task: AnswerTask, clauses: readonly FoundClause[]): Draft {
  const limit = task.maxCitations ?? MOST_CLAUSES;
  const [only] = clauses;
  if (clauses.length === 1 && only !== undefined && isOutline(only)) {
    return composeOverview(task, { document: only.document, place: only });
  }
  const book = openCitationBook();
  const lines: string[] = [];
  for (const clause of clauses.slice(0, limit)) {
    const { document, section } = clause;
    const range = clause.item ?? wholeRange(document, section);
    const mark = book.mark({ ...clause, range, score: SCORE_OF_ADDRESSED });
    lines.push(task.frame.clauseLead(document.title, section.address));
    lines.push(...listLines(document, range).map((line) => `${line}${mark}`));
  }
  return answered(task, { lines, book });
}

/** Clauses of one address in several documents or parts: which ones there are, each by its first sentence. */
export function composeWhichClause(
  task: AnswerTask,
  options: { readonly clauses: readonly FoundClause[]; readonly address: string },
): Draft {
  const { clauses, address } = options;
  const limit = task.maxCitations ?? MOST_CLAUSES;
  const shown = clauses.slice(0, limit);
  const book = openCitationBook();
  const lines = [task.frame.sameAddressLead(address, clauses.length)];
  for (const clause of shown) {
    const { document, section } = clause;
    const body =
      section.title === '' ? contentRange(document, section) : bodyRange(document, section);
    const first = sentencesOf(document, body)[0]?.end ?? wholeRange(document, section).end;
    const heading = headingRange(document, section);
    const isHeadingOnly = section.title !== '' && body.end <= body.start;
    const range = isHeadingOnly
      ? heading
      : {
          start: wholeRange(document, section).start,
          end: Math.max(first, section.start + 1),
        };
    const mark = book.mark({ ...clause, range, score: SCORE_OF_ADDRESSED });
    lines.push(
      `· 《${document.title}》${section.address}：${withoutMarkdown(slice(document, range)).replace(/\n\s*/gu, ' ')}${mark}`,
    );
  }
  const draft = answered(task, {
    lines,
    book,
    notices:
      shown.length < clauses.length
        ? [{ kind: 'partial', message: task.frame.notices.partial(shown.length, clauses.length) }]
        : [],
  });
  const suggestions = shown.map(({ document, section }) =>
    task.frame.questions.clause(document.title, section.address),
  );
  return { ...draft, suggestions: suggestions.slice(0, 3) };
}

/** Whether a clause is shown by its outline: it has headings under it and is long. */
function isOutline({ document, section, item }: FoundClause): boolean {
  if (item !== undefined || section.kind === 'article') return false;
  const range = wholeRange(document, section);
  const children = childHeadings(section.sections);
  const titled = children.filter(({ title }) => title !== '');
  return (
    (titled.length >= 2 && titled.length * 2 > children.length && section.kind === 'heading') ||
    (range.end - range.start > WHOLE_CHARACTERS && children.length >= 2)
  );
}
