import type { PolicyDocument } from '../outline/outline.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { AnswerTask } from './answer-task.js';

/** What the question asks about beyond the document's own subject, which all its clauses share. */
export function informativeTerms(
  task: Pick<AnswerTask, 'weights'> & { readonly terms: ReadonlySet<string> },
  document: PolicyDocument,
): ReadonlySet<string> {
  const title = normaliseForMatching(document.title);
  const terms = [...task.terms].filter((term) => !title.includes(term));
  const known = terms.some((term) => task.weights.isKnown(term));
  return known ? new Set(terms) : task.terms;
}
