import type { FollowUpAim } from '../retrieve/follow-up.js';
import { BEYOND } from '../retrieve/follow-up-topic.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { DraftingParts } from './answerer-parts.js';
import type { AskedQuestion, DraftedAnswer } from './asked-question.js';
import { composeFollowUp } from './compose-follow-up.js';
import { createTask } from './create-task.js';
import { rankAimed } from './rank-aimed.js';
import { scopeOf } from './scope.js';
import { understoodQuestion } from './understood-question.js';

/** A follow-up from the clauses that it aims at; null where they give no answer. */
export async function draftAimed(
  asked: AskedQuestion,
  {
    aim,
    question,
    parts,
  }: {
    readonly aim: FollowUpAim;
    readonly question: InterpretedQuestion;
    readonly parts: DraftingParts;
  },
): Promise<DraftedAnswer | null> {
  const { store, reader } = parts;
  const { documents } = asked;
  if (documents.length === 0) return null;
  const { language } = question;
  const asks =
    aim.kind === 'within' ? { ...reader.read(aim.words, parts.now()), language } : question;
  const scope = scopeOf(asks, { documents, departments: reader.departments });
  const retrieveStartedMs = parts.clockMs();
  const ranked = await rankAimed(asks, {
    retriever: parts.retriever,
    scope,
    documents,
    isWhole: documents.length === store.documents.length,
    floors: parts.floors,
    aim,
    store,
  });
  const retrieveMs = parts.clockMs() - retrieveStartedMs;
  const task = await createTask(parts, { asked, question: asks, scope, ranked });
  const draft = composeFollowUp(task, {
    scope,
    isElsewhere: ranked.isElsewhere,
    aim,
    isAddressed: question.intent === 'address',
  });
  if (draft === null) return null;
  const beyond = aim.kind === 'beyond' ? BEYOND[language] : '';
  return { draft, understood: understoodQuestion(question, { draft, store }) + beyond, retrieveMs };
}
