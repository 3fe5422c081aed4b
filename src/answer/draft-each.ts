import { questionLanguage } from '../retrieve/question-text.js';
import { DEFAULT_MAX_CITATIONS } from './answer-task.js';
import type { AskedQuestion, DraftedAnswer } from './asked-question.js';
import { frameFor } from './frame-for.js';
import { joinDrafts, type PartDraft } from './join-drafts.js';
import type { SeparateQuestion } from './separate-questions.js';

type DraftedPart = DraftedAnswer & PartDraft;

/** Several questions asked at once: each for itself, the answers put together. */
export async function draftEach(
  asked: AskedQuestion,
  {
    questions,
    draft,
  }: {
    readonly questions: readonly [SeparateQuestion, ...SeparateQuestion[]];
    readonly draft: (asked: AskedQuestion) => Promise<DraftedAnswer>;
  },
): Promise<DraftedAnswer> {
  const limit = asked.maxCitations ?? DEFAULT_MAX_CITATIONS;
  const maxCitations = Math.max(1, Math.floor(limit / questions.length));
  const draftPart = async (
    { asked: words, question }: SeparateQuestion,
    documents: AskedQuestion['documents'],
  ): Promise<DraftedPart> => {
    const part = { ...asked, documents, question, turns: [], maxCitations, isPart: true };
    return { ...(await draft(part)), asked: words };
  };
  const [first, ...others] = questions;
  const parts: [DraftedPart, ...DraftedPart[]] = [await draftPart(first, asked.documents)];
  // What is asked of the first question's matter is looked for where that was found, then everywhere.
  const cited = new Set(parts[0].draft.citations.map(({ documentId }) => documentId));
  const sources = asked.documents.filter(({ id }) => cited.has(id));
  for (const other of others) {
    const near =
      other.leansOnFirst && sources.length > 0 ? await draftPart(other, sources) : undefined;
    const isFound = near !== undefined && near.draft.kind === 'answered';
    parts.push(isFound ? near : await draftPart(other, asked.documents));
  }
  const frame = frameFor(questionLanguage(asked.question));
  return {
    draft: joinDrafts(parts, (words) => frame.partLead(words)),
    understood: parts.map(({ understood }) => understood).join(' '),
    retrieveMs: parts.reduce((sum, { retrieveMs }) => sum + retrieveMs, 0),
  };
}
