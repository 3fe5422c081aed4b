import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import { pairsAsWords } from '../retrieve/question-words.js';
import type { AnswerTask, Deed, WindowSimilarity } from './answer-task.js';
import type { DraftingParts } from './answerer-parts.js';
import type { AskedQuestion } from './asked-question.js';
import { findPenalties } from './find-penalties.js';
import { frameFor } from './frame-for.js';
import type { RankedHits } from './rank-hits.js';
import type { Scope } from './scope.js';

/** What is known of a question once it was read and searched for. */
export interface FoundForQuestion {
  readonly asked: Pick<AskedQuestion, 'documents' | 'maxCitations'>;
  readonly question: InterpretedQuestion;
  readonly scope: Scope;
  readonly ranked: RankedHits;
  /** The deed whose penalty is asked for, and the sections found for it; null where left out. */
  readonly deed?: Omit<Deed, 'penalties'> | null;
}

/** All that composing may look at. */
export function createTask(parts: DraftingParts, found: FoundForQuestion): AnswerTask {
  const { store, vectors, floors, weights } = parts;
  const { asked, question, scope, ranked, deed = null } = found;
  return {
    question,
    frame: frameFor(question.language),
    store,
    documents: asked.documents,
    steered: scope.steered,
    hits: ranked.hits,
    deed: deed && { ...deed, penalties: findPenalties(deed.hits, parts.penaltiesIn) },
    vector: ranked.vector,
    floors,
    weights,
    wordsOf: parts.wordsOf ?? pairsAsWords,
    maxCitations: asked.maxCitations,
    similarities: ({ document, section }) =>
      vectors === undefined || ranked.vector.length === 0
        ? []
        : windowsOf(store, {
            vectors,
            vector: ranked.vector,
            documentId: document.id,
            sectionId: section.id,
          }),
  };
}

function windowsOf(
  store: SectionStore,
  place: {
    readonly vectors: Pick<VectorIndex, 'windowSimilarities'>;
    readonly vector: Float32Array;
    readonly documentId: string;
    readonly sectionId: string;
  },
): readonly WindowSimilarity[] {
  return store.chunksOf(place.documentId, place.sectionId).flatMap((ordinal) => {
    const windows = store.chunks[ordinal]?.windows ?? [];
    const similarities = place.vectors.windowSimilarities(place.vector, ordinal);
    return windows.flatMap((window, index) => {
      const similarity = similarities[index];
      return similarity === undefined ? [] : [{ ...window, similarity }];
    });
  });
}
