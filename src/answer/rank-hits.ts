import type { PolicyDocument } from '../outline/outline.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { RetrievedSection, Retriever } from '../retrieve/retrieval.js';
import type { AnswerFloors } from './answer-task.js';
import type { Scope } from './scope.js';

/** Sections asked of the retriever. */
const CANDIDATES = 30;
/** A clause outside the steered documents is clearly better when it scores this much more. */
const CLEARLY_BETTER = 0.25;

/** What was found, and whether it is from where the question looked. */
export interface RankedHits {
  readonly hits: readonly RetrievedSection[];
  /** The question's vector; undefined where nothing was searched. */
  readonly vector: Float32Array;
  /** Whether the hits are from other documents than the question named. */
  readonly isElsewhere: boolean;
}

/** Searches the steered documents first, and all others for a clause that is clearly better. */
export async function rankHits(
  question: InterpretedQuestion,
  options: {
    readonly retriever: Retriever;
    readonly scope: Scope;
    readonly documents: readonly PolicyDocument[];
    /** Whether `documents` are all there are, so that nothing need be filtered. */
    readonly isWhole: boolean;
    readonly floors: AnswerFloors;
  },
): Promise<RankedHits> {
  const { retriever, scope, documents, isWhole, floors } = options;
  const idsOf = (list: readonly PolicyDocument[]) => list.map(({ id }) => id);
  const all = await retriever.retrieve(question.searchText, {
    limit: CANDIDATES,
    ...(isWhole ? {} : { filter: { documentIds: idsOf(documents) } }),
  });
  if (scope.steered.length === 0) {
    return { hits: all.sections, vector: all.vector, isElsewhere: false };
  }
  const inside = await retriever.retrieve(question.searchText, {
    limit: CANDIDATES,
    filter: { documentIds: idsOf(scope.steered) },
  });
  const steeredIds = new Set(idsOf(scope.steered));
  const outside = all.sections.filter(({ document }) => !steeredIds.has(document.id));
  const bestInside = inside.sections[0]?.score ?? 0;
  const bestOutside = outside[0]?.score ?? 0;
  const outdone =
    bestOutside >= floors.refuseBelow &&
    (bestInside < floors.refuseBelow ||
      (scope.firmness !== 'named' && bestOutside - bestInside > CLEARLY_BETTER));
  return {
    hits: outdone ? outside : inside.sections,
    vector: inside.vector,
    isElsewhere: outdone,
  };
}
