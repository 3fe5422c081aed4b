import type { PolicyDocument } from '../outline/outline.js';
import type { FollowUpAim } from '../retrieve/follow-up.js';
import type { AnswerTask, Draft } from './answer-task.js';
import { composeClauses } from './compose-clause.js';
import { composeExtractive } from './compose-extractive.js';
import { composeFact, findFact } from './compose-fact.js';
import type { ComposeOptions } from './compose-options.js';
import { composeOverview } from './compose-overview.js';
import { needsEvidence } from './evidence.js';
import { isCited } from './rank-aimed.js';
import { refuse } from './refuse.js';

/**
 * Composes the answer to a follow-up from the clauses that it aims at; null where they give none,
 * so that the question is answered as it stands alone.
 */
export function composeFollowUp(
  task: AnswerTask,
  { aim, ...options }: ComposeOptions & { readonly aim: FollowUpAim },
): Draft | null {
  const inRange = ({ document }: { readonly document: PolicyDocument }) =>
    task.documents.includes(document);
  switch (aim.kind) {
    case 'clauses': {
      const clauses = aim.clauses.filter(inRange);
      return clauses.length === 0 ? null : composeClauses(task, clauses);
    }
    case 'headings': {
      const { place, isDocument } = aim;
      if (!inRange(place)) return null;
      return composeOverview(task, {
        document: place.document,
        place: isDocument ? undefined : place,
      });
    }
    case 'within':
      return composeWithin({ ...task, hits: task.hits.filter(inRange) });
    case 'beyond': {
      const draft = composeExtractive(task, options);
      const isNew = draft.citations.some((citation) => !isCited(citation, aim.cited));
      if (draft.kind === 'answered' && isNew) return draft;
      return refuse(task, { reason: task.frame.refusals.noMore() });
    }
  }
}

/** What the clauses say to it: the sentence that holds it; the clauses whole where nothing of it is named. */
function composeWithin(task: AnswerTask): Draft | null {
  if (task.hits.length === 0) return null;
  const fact = findFact(task);
  if (needsEvidence(task.question.answerKind)) {
    return fact === undefined ? null : composeFact(task, fact);
  }
  return fact === undefined || fact.sentence.overlap === 0
    ? composeClauses(task, task.hits)
    : composeFact(task, fact);
}
