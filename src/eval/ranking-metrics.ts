/** Where a ranked list has what it should have. */
export interface RankedGold {
  /** 1-based places at which a gold item stands, ascending; each item once. */
  readonly places: readonly number[];
  /** How many gold items there are. */
  readonly goldCount: number;
}

/** Mean figures over questions, each 0–1. */
export interface RankingFigures {
  /** Share of questions with a gold item in the first place. */
  readonly 'hit@1': number;
  /** Share of questions with a gold item in the first five. */
  readonly 'hit@5': number;
  /** Share of the gold items found in the first five. */
  readonly 'R@5': number;
  readonly 'R@10': number;
  /** Discounted gain with relevance 0 or 1 (Järvelin and Kekäläinen 2002). */
  readonly 'nDCG@10': number;
  /** Mean of 1 ÷ the first gold place; 0 where none was found. */
  readonly MRR: number;
}

/** The figures of some ranked lists; all 0 for none. */
export function rankingFigures(lists: readonly RankedGold[]): RankingFigures {
  const mean = (figure: (list: RankedGold) => number) =>
    lists.reduce((sum, list) => sum + figure(list), 0) / Math.max(1, lists.length);
  return {
    'hit@1': mean((list) => (within(list, 1) > 0 ? 1 : 0)),
    'hit@5': mean((list) => (within(list, 5) > 0 ? 1 : 0)),
    'R@5': mean((list) => within(list, 5) / Math.max(1, list.goldCount)),
    'R@10': mean((list) => within(list, 10) / Math.max(1, list.goldCount)),
    'nDCG@10': mean(gain),
    MRR: mean(({ places: [first] }) => (first === undefined ? 0 : 1 / first)),
  };
}

function within({ places }: RankedGold, limit: number): number {
  return places.filter((place) => place <= limit).length;
}

function gain({ places, goldCount }: RankedGold): number {
  const discounted = (ranks: readonly number[]) =>
    ranks.filter((rank) => rank <= 10).reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
  const ideal = discounted(Array.from({ length: goldCount }, (_, index) => index + 1));
  return ideal === 0 ? 0 : discounted(places) / ideal;
}

/** The value under which a share of the values lies, by nearest rank; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
