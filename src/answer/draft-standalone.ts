import type { PolicyDocument } from '../outline/outline.js';
import type { FollowUpAim, StandaloneQuestion } from '../retrieve/follow-up.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import { asksForPenalty, withoutPenaltyWords } from '../retrieve/penalty-question.js';
import { questionLanguage } from '../retrieve/question-text.js';
import type { DraftingParts } from './answerer-parts.js';
import type { AskedQuestion, DraftedAnswer } from './asked-question.js';
import { composeExtractive } from './compose-extractive.js';
import { composeValidity } from './compose-validity.js';
import { createTask } from './create-task.js';
import { currentHits, currentRange } from './current-documents.js';
import { draftAimed } from './draft-aimed.js';
import { type RankedHits, rankHits } from './rank-hits.js';
import { refusalFeatures } from './refusal-features.js';
import { refuse } from './refuse.js';
import { requireCited } from './require-cited.js';
import { scopeOf } from './scope.js';
import { understoodQuestion } from './understood-question.js';

const NOTHING_RANKED: RankedHits = { hits: [], vector: new Float32Array(0), isElsewhere: false };

/** The steps from a question that stands alone and is spelled right: it is read, searched for, refused or composed. */
export async function draftStandalone(
  asked: AskedQuestion,
  { standalone, parts }: { readonly standalone: StandaloneQuestion; readonly parts: DraftingParts },
): Promise<DraftedAnswer> {
  const { store, reader, standingOf } = parts;
  const { aim } = standalone;
  const read = readQuestion(asked, { standalone, parts });
  const aimed = aim === null ? null : await draftAimed(asked, { aim, question: read, parts });
  if (aimed !== null) return aimed;
  const range = documentsBeside(asked.documents, aim);
  const { question, documents, scope } = currentRange(
    {
      question: read,
      documents: range,
      scope: scopeOf(read, { documents: range, departments: reader.departments }),
    },
    standingOf,
  );
  const needsSearch = !['greeting', 'thanks', 'capabilities'].includes(question.intent);
  const retrieveStartedMs = parts.clockMs();
  const search = async (wording: InterpretedQuestion) =>
    currentHits(
      await rankHits(wording, {
        retriever: parts.retriever,
        scope,
        documents,
        isWhole: documents.length === store.documents.length,
        floors: parts.floors,
      }),
      { question, standingOf },
    );
  const ranked = needsSearch ? await search(question) : NOTHING_RANKED;
  const asksOf = needsSearch ? deedQuestion(question) : null;
  const deed = asksOf && { question: asksOf, hits: (await search(asksOf)).hits };
  const retrieveMs = parts.clockMs() - retrieveStartedMs;
  const task = await createTask(parts, {
    asked: { ...asked, documents },
    question,
    scope,
    ranked,
    deed,
  });
  if (parts.onRefusalFeatures !== undefined) {
    const features = refusalFeatures(task);
    if (features !== null) parts.onRefusalFeatures(features);
  }
  const draft =
    documents.length === 0 && needsSearch
      ? refuse(task, { reason: task.frame.refusals.emptyFilter() })
      : requireCited(
          task,
          composeValidity(task, { scope, standingOf }) ??
            composeExtractive(task, { scope, isElsewhere: ranked.isElsewhere }),
        );
  return { draft, task, understood: understoodQuestion(question, { draft, store }), retrieveMs };
}

/** A question for a penalty as it is searched for the deed: the words that ask for one find whatever has a penalty. */
function deedQuestion(question: InterpretedQuestion): InterpretedQuestion | null {
  if (!asksForPenalty(question.plain, question.answerKind)) return null;
  return {
    ...question,
    plain: withoutPenaltyWords(question.plain),
    matter: withoutPenaltyWords(question.matter),
    searchText: withoutPenaltyWords(question.searchText),
    focusText: withoutPenaltyWords(question.focusText),
  };
}

/** Reads the question as it stands alone; it is answered in the language of the words as typed. */
function readQuestion(
  asked: AskedQuestion,
  { standalone, parts }: { readonly standalone: StandaloneQuestion; readonly parts: DraftingParts },
): InterpretedQuestion {
  const question = parts.reader.read(standalone.question, parts.now());
  return standalone.question === asked.question
    ? question
    : { ...question, language: questionLanguage(asked.question) };
}

/** What clauses were asked and did not say is looked for in the rest of their documents. */
function documentsBeside(
  documents: readonly PolicyDocument[],
  aim: FollowUpAim | null,
): readonly PolicyDocument[] {
  if (aim?.kind !== 'within') return documents;
  const ids = new Set(aim.clauses.map(({ document }) => document.id));
  return documents.filter(({ id }) => ids.has(id));
}
