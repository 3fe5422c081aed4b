import type { Retriever } from '../retrieve/retrieval.js';
import { type JudgedRanking, percentile } from './metrics.js';
import type { PassageSet } from './passage-set.js';
import { RANKING_FIGURES, type RankingFigures, rankingFigures } from './ranking-figures.js';

/** How a retriever does on a passage set. */
export interface PassageMeasurement {
  readonly name: string;
  readonly questions: number;
  /** By name: the ranking figures, `p50Ms` and `p95Ms` of one retrieval, the embedding of the question included. */
  readonly figures: Readonly<Record<string, number>>;
  /** Questions without a gold passage in the first five. */
  readonly failures: readonly PassageFailure[];
  readonly results: readonly PassageResult[];
}

/** One question's own ranking figures. */
export interface PassageResult {
  readonly id: string;
  readonly question: string;
  readonly scores: RankingFigures;
}

/** Every figure that a passage set gives by its ranking. */
export const PASSAGE_FIGURES: readonly string[] = [...RANKING_FIGURES, 'p50Ms', 'p95Ms'];

/** A question that a retriever did not answer in its first five. */
export interface PassageFailure {
  readonly id: string;
  readonly question: string;
  readonly gold: readonly string[];
  readonly found: readonly string[];
}

/** Places that are looked at for MRR; a gold passage behind them counts as not found. */
const DEPTH = 50;

/** Asks every question of a set, one after the other. */
export async function measurePassages(
  set: PassageSet,
  {
    retriever,
    clockMs,
    signal,
  }: {
    readonly retriever: Retriever;
    readonly clockMs: () => number;
    readonly signal?: AbortSignal;
  },
): Promise<PassageMeasurement> {
  const rankings: JudgedRanking<string>[] = [];
  const times: number[] = [];
  const failures: PassageFailure[] = [];
  const results: PassageResult[] = [];
  for (const { id, text, gold } of set.queries) {
    signal?.throwIfAborted();
    const startedMs = clockMs();
    const { sections } = await retriever.retrieve(text, { limit: DEPTH });
    times.push(clockMs() - startedMs);
    const wanted = new Set(gold);
    const found = sections.map(({ document }) => document.id);
    const judged = { ranking: found, gold: wanted };
    rankings.push(judged);
    results.push({ id, question: text, scores: rankingFigures([judged]) });
    if (!found.slice(0, 5).some((one) => wanted.has(one))) {
      failures.push({ id, question: text, gold, found: found.slice(0, 5) });
    }
  }
  const figures = {
    ...rankingFigures(rankings),
    p50Ms: percentile(times, 50) ?? 0,
    p95Ms: percentile(times, 95) ?? 0,
  };
  return { name: set.name, questions: set.queries.length, figures, failures, results };
}
