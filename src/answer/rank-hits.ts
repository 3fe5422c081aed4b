import type { PolicyDocument } from '../outline/outline.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { RetrievedSection, Retriever } from '../retrieve/retrieval.js';
import type { AnswerFloors } from './answer-task.js';
import type { Scope } from './scope.js';

/** Sections asked of the retriever. */
const CANDIDATES = 30;
/** A clause outside the steered documents is clearly better when it scores this much more. */
const CLEARLY_BETTER = 0.25;

/** Documents named side by side that are searched one by one, and what part of the candidates each gives. */
const MOST_SIDE_BY_SIDE = 4;
const SHARE_OF_EACH = 3;

/** What was found, and whether it is from where the question looked. */
export interface RankedHits {
  readonly hits: readonly RetrievedSection[];
  /** The question's vector; undefined where nothing was searched. */
  readonly vector: Float32Array;
  /** Whether the hits are from other documents than the question named. */
  readonly isElsewhere: boolean;
}

/** What ranking is told besides the question. */
export interface RankOptions {
  readonly retriever: Retriever;
  readonly scope: Scope;
  readonly documents: readonly PolicyDocument[];
  /** Whether `documents` are all there are, so that nothing need be filtered. */
  readonly isWhole: boolean;
  readonly floors: AnswerFloors;
}

/** Searches the steered documents first, and all others for a clause that is clearly better. */
export async function rankHits(
  question: InterpretedQuestion,
  options: RankOptions,
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
  const filter = { documentIds: idsOf(scope.steered) };
  // Both wordings: without its name a document is searched for the matter alone, with it for what
  // the name may say of the matter too. One meaning serves both: embedding is what costs time.
  const whole = await retriever.retrieve(question.searchText, { limit: CANDIDATES, filter });
  const inside =
    question.focusText === question.searchText
      ? whole
      : {
          vector: whole.vector,
          sections: joined(
            whole.sections,
            (
              await retriever.retrieve(question.focusText, {
                limit: CANDIDATES,
                filter,
                meaning: question.searchText,
              })
            ).sections,
          ),
        };
  if (question.acrossDocuments && isFew(scope.steered)) {
    // Each for itself: the document that has most to say would leave the others no place.
    const each = await Promise.all(
      scope.steered.map(({ id }) =>
        retriever.retrieve(question.focusText, {
          limit: CANDIDATES / SHARE_OF_EACH,
          filter: { documentIds: [id] },
          meaning: question.searchText,
        }),
      ),
    );
    const sections = each.flatMap((found) => found.sections).sort((a, b) => b.score - a.score);
    if ((sections[0]?.score ?? 0) >= floors.refuseBelow) {
      return { hits: sections, vector: whole.vector, isElsewhere: false };
    }
  }
  const steeredIds = new Set(idsOf(scope.steered));
  const outside = all.sections.filter(({ document }) => !steeredIds.has(document.id));
  const bestInside = inside.sections[0]?.score ?? 0;
  const bestOutside = outside[0]?.score ?? 0;
  const outdone =
    bestOutside >= floors.refuseBelow &&
    (bestInside < floors.refuseBelow ||
      (scope.firmness !== 'named' && bestOutside - bestInside > CLEARLY_BETTER));
  // What speaks of the place itself is of it as much as what bears its name.
  const beside =
    scope.firmness === 'steered' ? outside.filter((hit) => speaksOfPlaces(hit, question)) : [];
  if (beside.length > 0) {
    const sections = [...inside.sections, ...beside].sort((a, b) => b.score - a.score);
    if ((sections[0]?.score ?? 0) >= (outdone ? bestOutside : 0)) {
      return { hits: sections.slice(0, CANDIDATES), vector: inside.vector, isElsewhere: false };
    }
  }
  return {
    hits: outdone ? outside : inside.sections,
    vector: inside.vector,
    isElsewhere: outdone,
  };
}

/** Whether a passage found names every place that the question names, and there is one. */
function speaksOfPlaces(
  { document, start, end }: RetrievedSection,
  { places }: InterpretedQuestion,
): boolean {
  const words = document.text.slice(start, end);
  return places.length > 0 && places.every(({ place }) => words.includes(place));
}

function isFew(documents: readonly PolicyDocument[]): boolean {
  return documents.length > 1 && documents.length <= MOST_SIDE_BY_SIDE;
}

/** Sections by the mean of two searches; one that a search left out stands at the end of that search. */
function joined(
  first: readonly RetrievedSection[],
  second: readonly RetrievedSection[],
): readonly RetrievedSection[] {
  const keyOf = ({ document, section }: RetrievedSection) => `${document.id}\0${section.id}`;
  const others = new Map(second.map((hit) => [keyOf(hit), hit]));
  const known = new Set(first.map(keyOf));
  const [leastFirst, leastSecond] = [first.at(-1)?.score ?? 0, second.at(-1)?.score ?? 0];
  return [
    ...first.map((hit) => ({
      ...hit,
      score: (hit.score + (others.get(keyOf(hit))?.score ?? leastSecond)) / 2,
    })),
    ...second
      .filter((hit) => !known.has(keyOf(hit)))
      .map((hit) => ({ ...hit, score: (leastFirst + hit.score) / 2 })),
  ].sort((a, b) => b.score - a.score);
}
