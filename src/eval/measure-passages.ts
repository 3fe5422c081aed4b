import type { Retriever } from '../retrieve/retrieval.js';
import type { PassageSet } from './passage-set.js';
import { percentile, type RankedGold, rankingFigures } from './ranking-metrics.js';

/** How a retriever does on a passage set. */
export interface PassageMeasurement {
  readonly name: string;
  readonly questions: number;
  /** By name: the ranking figures, `p50Ms` and `p95Ms` of one retrieval, the embedding of the question included. */
  readonly figures: Readonly<Record<string, number>>;
  /** Questions without a gold passage in the first five. */
  readonly failures: readonly PassageFailure[];
}

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
  const lists: RankedGold[] = [];
  const times: number[] = [];
  const failures: PassageFailure[] = [];
  for (const { id, text, gold } of set.queries) {
    signal?.throwIfAborted();
    const startedMs = clockMs();
    const { sections } = await retriever.retrieve(text, { limit: DEPTH });
    times.push(clockMs() - startedMs);
    const wanted = new Set(gold);
    const found = sections.map(({ document }) => document.id);
    const places = found.flatMap((one, index) => (wanted.has(one) ? [index + 1] : []));
    lists.push({ places, goldCount: wanted.size });
    if ((places[0] ?? DEPTH) > 5) {
      failures.push({ id, question: text, gold, found: found.slice(0, 5) });
    }
  }
  const figures = {
    ...rankingFigures(lists),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
  return { name: set.name, questions: set.queries.length, figures, failures };
}
