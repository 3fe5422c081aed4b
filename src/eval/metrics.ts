/**
 * Ranking measures over one question, relevance being binary as in BEIR: an item is gold or it is
 * not. A gold item that a ranking holds twice counts once, at its first place.
 */

/** A ranking and what it is measured against; items are compared with `===`. */
export interface JudgedRanking<Item> {
  /** Best first. */
  readonly ranking: readonly Item[];
  readonly gold: ReadonlySet<Item>;
}

/** 1 where one of the first `k` items is gold, else 0. */
export function hitAt<Item>(k: number, { ranking, gold }: JudgedRanking<Item>): 0 | 1 {
  return ranking.slice(0, k).some((item) => gold.has(item)) ? 1 : 0;
}

/** Share of the gold items that are among the first `k`, 0–1; 0 without gold. */
export function recallAt<Item>(k: number, { ranking, gold }: JudgedRanking<Item>): number {
  if (gold.size === 0) return 0;
  return new Set(ranking.slice(0, k).filter((item) => gold.has(item))).size / gold.size;
}

/** 1 ÷ the place of the first gold item, counted from 1; 0 where the ranking holds none. */
export function reciprocalRank<Item>({ ranking, gold }: JudgedRanking<Item>): number {
  const index = ranking.findIndex((item) => gold.has(item));
  return index === -1 ? 0 : 1 / (index + 1);
}

/**
 * Normalised discounted cumulative gain of the first `k` items, 0–1: gain 1 for a gold item,
 * discount log2(place + 1), divided by what the best possible order gives (Järvelin and
 * Kekäläinen 2002, as trec_eval's ndcg_cut); 0 without gold.
 */
export function ndcgAt<Item>(k: number, { ranking, gold }: JudgedRanking<Item>): number {
  const counted = new Set<Item>();
  let gain = 0;
  for (const [index, item] of ranking.slice(0, k).entries()) {
    if (gold.has(item) && !counted.has(item)) {
      counted.add(item);
      gain += discount(index);
    }
  }
  let ideal = 0;
  for (let index = 0; index < Math.min(k, gold.size); index += 1) ideal += discount(index);
  return ideal === 0 ? 0 : gain / ideal;
}

function discount(index: number): number {
  return 1 / Math.log2(index + 2);
}

/** The arithmetic mean; null of nothing, so that a score without questions is no score at all. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value at a percentile by the nearest-rank method: the smallest value that at least `percent`
 * of a hundred values do not exceed. Null of nothing.
 */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? null;
}
