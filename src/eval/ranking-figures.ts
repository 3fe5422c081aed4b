import { hitAt, type JudgedRanking, mean, ndcgAt, recallAt, reciprocalRank } from './metrics.js';

/** The figures that development sets are compared by, each a mean over questions, 0–1. */
export const RANKING_FIGURES = ['hit@1', 'hit@5', 'R@5', 'R@10', 'nDCG@10', 'MRR'] as const;

/** See {@link RANKING_FIGURES}. */
export type RankingFigures = Readonly<Record<(typeof RANKING_FIGURES)[number], number>>;

/** The figures of some rankings; all 0 for none. */
export function rankingFigures<Item>(rankings: readonly JudgedRanking<Item>[]): RankingFigures {
  const average = (figure: (judged: JudgedRanking<Item>) => number) =>
    mean(rankings.map(figure)) ?? 0;
  return {
    'hit@1': average((judged) => hitAt(1, judged)),
    'hit@5': average((judged) => hitAt(5, judged)),
    'R@5': average((judged) => recallAt(5, judged)),
    'R@10': average((judged) => recallAt(10, judged)),
    'nDCG@10': average((judged) => ndcgAt(10, judged)),
    MRR: average(reciprocalRank),
  };
}
