import type { FollowUpAim } from '../retrieve/follow-up.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { composeClauses } from './compose-clause.js';
import type { ComposeOptions } from './compose-options.js';
import { composeOverview } from './compose-overview.js';

/** Composes the answer to a follow-up that aims at certain clauses; null where its words alone are to be answered. */
export function composeFollowUp(
  task: AnswerTask,
  { aim }: ComposeOptions & { readonly aim: FollowUpAim | null },
): Draft | null {
  switch (aim?.kind) {
    case undefined:
      return null;
    case 'clauses':
      return composeClauses(task, aim.clauses);
    case 'headings':
      return composeOverview(task, { document: aim.place.document, place: aim.place });
    case 'within':
    case 'beyond':
      return null;
  }
}
