import { mean, percentile } from './metrics.js';

/**
 * What is measured on labelled questions. Every score is a mean over the questions that it applies
 * to, 0–1, and more is better but for `refused-when-should-not`.
 */
export const LABELLED_SCORES = {
  'hit@1': '第一条就是应引的条款',
  'hit@5': '前五条里有应引的条款',
  'nDCG@10': '前十条的排序',
  MRR: '首个应引条款名次的倒数',
  'cited@1': '答案的第一条引用就对',
  cited: '答案引用了应引的条款',
  words: '引文里有应有的原文',
  all: '应全部列出的，列出的比例',
  precision: '引文中属于应引条款的比例',
  exact: '引文与原文逐字相同，句句有注',
  'refused-when-should': '该拒答的拒答了',
  'refused-when-should-not': '该回答的却拒答（越低越好）',
  greeting: '寒暄答得对',
} as const;

/** See {@link LABELLED_SCORES}. */
export type LabelledScore = keyof typeof LABELLED_SCORES;

/** A question's scores; one that does not apply to it is missing. */
export type QuestionScores = Readonly<Partial<Record<LabelledScore, number>>>;

/** How long a question took, in milliseconds; search is part of the whole. */
export interface QuestionTiming {
  readonly searchMs: number;
  readonly answerMs: number;
}

/** Figures by name: scores, and times that end in `Ms`. What no question bears on is missing. */
export type Figures = Readonly<Record<string, number>>;

/** The mean of each score over the questions that have it. */
export function meanScores(questions: readonly QuestionScores[]): Figures {
  const figures: Record<string, number> = {};
  for (const name of scoreNames()) {
    const value = mean(questions.flatMap((scores) => scores[name] ?? []));
    if (value !== null) figures[name] = value;
  }
  return figures;
}

/** Median and 95th percentile of search and of the whole answer: `search-p50-Ms`, … */
export function timeFigures(timings: readonly QuestionTiming[]): Figures {
  const figures: Record<string, number> = {};
  for (const [name, values] of [
    ['search', timings.map(({ searchMs }) => searchMs)],
    ['answer', timings.map(({ answerMs }) => answerMs)],
  ] as const) {
    for (const percent of [50, 95]) {
      const value = percentile(values, percent);
      if (value !== null) figures[`${name}-p${percent}-Ms`] = value;
    }
  }
  return figures;
}

/** Every figure that a set of labelled questions may give. */
export function labelledFigureNames(): readonly string[] {
  const times = ['search', 'answer'].flatMap((part) => [50, 95].map((p) => `${part}-p${p}-Ms`));
  return [...scoreNames(), ...times];
}

/** The scores' names in the order in which they are printed. */
export function scoreNames(): readonly LabelledScore[] {
  return Object.keys(LABELLED_SCORES) as LabelledScore[];
}
