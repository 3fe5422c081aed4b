import type { CrossEncoder } from '../embed/cross-encoder.js';
import type { LocatedSection, SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import { pairsAsWords } from '../retrieve/question-words.js';
import type { AnswerTask, Deed, WindowSimilarity } from './answer-task.js';
import type { DraftingParts } from './answerer-parts.js';
import type { AskedQuestion } from './asked-question.js';
import { findPenalties } from './find-penalties.js';
import { frameFor } from './frame-for.js';
import { passageToRead, penaltyToRead } from './passage-to-read.js';
import type { RankedHits } from './rank-hits.js';
import { readingMatters } from './reading-matters.js';
import type { Scope } from './scope.js';

/** Best sections that are read with the question. */
const SECTIONS_READ = 3;

/** What is known of a question once it was read and searched for. */
export interface FoundForQuestion {
  readonly asked: Pick<AskedQuestion, 'documents' | 'maxCitations'>;
  readonly question: InterpretedQuestion;
  readonly scope: Scope;
  readonly ranked: RankedHits;
  /** The deed whose penalty is asked for, and the sections found for it; null where left out. */
  readonly deed?: Pick<Deed, 'question' | 'hits'> | null;
}

/** All that composing may look at. */
export function createTask(parts: DraftingParts, found: FoundForQuestion): Promise<AnswerTask> {
  const { store, vectors, floors, weights } = parts;
  const { asked, question, scope, ranked, deed = null } = found;
  const similarities = ({ document, section }: LocatedSection) =>
    vectors === undefined || ranked.vector.length === 0
      ? []
      : windowsOf(store, {
          vectors,
          vector: ranked.vector,
          documentId: document.id,
          sectionId: section.id,
        });
  const { hits } = ranked;
  const penalties = deed === null ? [] : findPenalties(deed.hits, parts.penaltiesIn);
  const unread: AnswerTask = {
    question,
    frame: frameFor(question.language),
    store,
    documents: asked.documents,
    steered: scope.steered,
    deed: deed && { ...deed, penalties, readings: [] },
    hits,
    readings: [],
    vector: ranked.vector,
    floors,
    weights,
    wordsOf: parts.wordsOf ?? pairsAsWords,
    maxCitations: asked.maxCitations,
    similarities,
  };
  const { crossEncoder } = parts;
  if (crossEncoder === undefined) return Promise.resolve(unread);
  // Whoever watches the features wants them whole.
  return parts.onRefusalFeatures !== undefined || readingMatters(unread)
    ? read(unread, crossEncoder)
    : Promise.resolve(unread);
}

/** The task with what the cross-encoder makes of what was found. */
async function read(task: AnswerTask, crossEncoder: CrossEncoder): Promise<AnswerTask> {
  const { question, deed, hits } = task;
  const threatened = (deed?.penalties ?? []).slice(0, 1).map(penaltyToRead);
  const passages = [
    ...threatened,
    ...hits.slice(0, SECTIONS_READ).map((hit) => passageToRead(hit, task.similarities(hit))),
  ];
  if (passages.length === 0) return task;
  const readings = await crossEncoder.score(question.plain, passages);
  return {
    ...task,
    deed: deed && { ...deed, readings: readings.slice(0, threatened.length) },
    readings,
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
