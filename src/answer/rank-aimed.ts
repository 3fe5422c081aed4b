import type { SectionStore } from '../index/section-store.js';
import { walkSections } from '../outline/walk-sections.js';
import type { FollowUpAim } from '../retrieve/follow-up.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { CitedClause } from '../retrieve/past-turn.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
import type { AnswerFloors } from './answer-task.js';
import { type RankedHits, type RankOptions, rankHits } from './rank-hits.js';

/** Sections asked of the retriever, of which those aimed at are kept. */
const CANDIDATES = 50;
/**
 * Where the sections that a follow-up points at stand between the floor and 1: the reader says that
 * they are meant, so they count as near whatever their words.
 */
const AIMED_STANDING = 0.7;

/** What search finds for a follow-up among the clauses that it aims at, or besides them. */
export async function rankAimed(
  question: InterpretedQuestion,
  options: RankOptions & { readonly aim: FollowUpAim; readonly store: SectionStore },
): Promise<RankedHits> {
  const { aim } = options;
  switch (aim.kind) {
    case 'clauses':
    case 'headings':
      return { hits: [], vector: new Float32Array(0), isElsewhere: false };
    case 'within':
      return rankWithin(question, { ...options, aim });
    case 'beyond': {
      const ranked = await rankHits(question, options);
      const hits = ranked.hits.filter(
        ({ document, section }) =>
          !isCited({ documentId: document.id, sectionId: section.id }, aim.cited),
      );
      return { ...ranked, hits };
    }
  }
}

/** Whether a clause is among those cited. */
export function isCited(
  { documentId, sectionId }: CitedClause,
  cited: readonly CitedClause[],
): boolean {
  return cited.some((known) => known.documentId === documentId && known.sectionId === sectionId);
}

type Within = Extract<FollowUpAim, { kind: 'within' }>;

async function rankWithin(
  question: InterpretedQuestion,
  options: RankOptions & { readonly aim: Within; readonly store: SectionStore },
): Promise<RankedHits> {
  const { retriever, aim, floors, store } = options;
  const documentIds = [...new Set(aim.clauses.map(({ document }) => document.id))];
  const found = await retriever.retrieve(question.searchText, {
    limit: CANDIDATES,
    filter: { documentIds },
  });
  const hits = aim.clauses.flatMap(({ document, section }) =>
    [section, ...walkSections(section.sections)].flatMap((inner): readonly RetrievedSection[] => {
      const hit = found.sections.find(
        (candidate) => candidate.document.id === document.id && candidate.section.id === inner.id,
      );
      const place = store.section(document.id, inner.id);
      const [ordinal] = store.chunksOf(document.id, inner.id);
      const chunk = ordinal === undefined ? undefined : store.chunks[ordinal];
      if (hit !== undefined) return [raised(hit, floors)];
      if (place === undefined || chunk === undefined) return [];
      const { start, end } = chunk;
      const features = { cosine: 0, coverage: 0 };
      return [raised({ ...place, start, end, score: 0, features }, floors)];
    }),
  );
  hits.sort((a, b) => b.score - a.score);
  return { hits, vector: found.vector, isElsewhere: false };
}

function raised(hit: RetrievedSection, { refuseBelow }: AnswerFloors): RetrievedSection {
  const least = refuseBelow + (1 - refuseBelow) * AIMED_STANDING;
  return { ...hit, score: least + (1 - least) * hit.score };
}
