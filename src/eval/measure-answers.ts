import type { Answerer } from '../answer/answer.js';
import type { SectionStore } from '../index/section-store.js';
import type { Retriever } from '../retrieve/retrieval.js';
import { type AnswerJudgement, judgeAnswer } from './judge-answer.js';
import { DEFAULT_NOW, type LabelledQuestion } from './labelled-questions.js';
import { percentile, rankingFigures } from './ranking-metrics.js';

/** Figures by name, 0–1 but for the times; one that no question of the set bears on is left out. */
export type Figures = Readonly<Record<string, number>>;

/** How the answers to a set of labelled questions turned out. */
export interface AnswerMeasurement {
  readonly questions: number;
  readonly figures: Figures;
  readonly byType: Readonly<Record<string, Figures & { readonly questions: number }>>;
  readonly judgements: readonly AnswerJudgement[];
  readonly failures: readonly AnswerFailure[];
}

/** A question that went wrong, and how. */
export interface AnswerFailure {
  readonly id: string;
  readonly type: string;
  readonly question: string;
  readonly reasons: readonly string[];
  /** What was cited, best first, else the nearest sections: `《title》address`. */
  readonly cited: readonly string[];
}

/** What answers are measured with. */
export interface MeasureAnswersOptions {
  readonly store: SectionStore;
  readonly retriever: Retriever;
  /** An answerer for whom it is that day. */
  readonly answererAt: (now: Date) => Answerer;
  readonly clockMs: () => number;
  readonly signal?: AbortSignal;
}

/** Search results that are looked at; the API's default limit. */
const SEARCH_LIMIT = 10;

/** Asks every question, one after the other, of the search and of the answerer. */
export async function measureAnswers(
  questions: readonly LabelledQuestion[],
  { store, retriever, answererAt, clockMs, signal }: MeasureAnswersOptions,
): Promise<AnswerMeasurement> {
  const judgements: AnswerJudgement[] = [];
  const times: number[] = [];
  for (const question of questions) {
    signal?.throwIfAborted();
    const answerer = answererAt(new Date(`${question.now ?? DEFAULT_NOW}T12:00:00+08:00`));
    const startedMs = clockMs();
    // First, so that its time includes embedding the question.
    const answer = await answerer.ask({ question: question.question });
    times.push(clockMs() - startedMs);
    const { sections } = await retriever.retrieve(question.question, { limit: SEARCH_LIMIT });
    judgements.push(judgeAnswer(question, { store, answer, found: sections }));
  }
  const types = [...new Set(questions.map(({ type }) => type))];
  return {
    questions: questions.length,
    figures: {
      ...answerFigures(judgements),
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
    },
    byType: Object.fromEntries(
      types.map((type) => {
        const some = judgements.filter(({ question }) => question.type === type);
        return [type, { questions: some.length, ...answerFigures(some) }];
      }),
    ),
    judgements,
    failures: judgements.flatMap(failureOf),
  };
}

/**
 * The figures of some judgements:
 * `hit@1`, `hit@5` of what the reader is offered; `search hit@1`, `search hit@5`, `search nDCG@10`,
 * `search MRR` of search alone; `words` (gold words inside the quotes), `all` (every gold clause
 * cited where all must be), `precision` (share of the quoted characters that are gold), `exact`
 * (quotes that equal their slice), `refused` (of those to refuse), `answered` (not refused of those
 * to answer), `greeted`.
 */
export function answerFigures(judgements: readonly AnswerJudgement[]): Figures {
  const lists = judgements.flatMap(({ places, question: { gold } }) =>
    places === null ? [] : [{ places, goldCount: gold.length }],
  );
  const searchLists = judgements.flatMap(({ searchPlaces: places, question: { gold } }) =>
    places === null ? [] : [{ places, goldCount: gold.length }],
  );
  const offered = rankingFigures(lists);
  const searched = rankingFigures(searchLists);
  const ranking: Record<string, number> =
    lists.length === 0
      ? {}
      : {
          'hit@1': offered['hit@1'],
          'hit@5': offered['hit@5'],
          'search hit@1': searched['hit@1'],
          'search hit@5': searched['hit@5'],
          'search nDCG@10': searched['nDCG@10'],
          'search MRR': searched.MRR,
        };
  const expected = (kind: LabelledQuestion['expect']) =>
    judgements.filter(({ question }) => question.expect === kind);
  const answered = expected('answered').filter(({ answer }) => answer.kind === 'answered');
  const quoted = answered.reduce((sum, { quotedCharacters }) => sum + quotedCharacters, 0);
  const gold = answered.reduce((sum, { goldCharacters }) => sum + goldCharacters, 0);
  return {
    ...ranking,
    ...share('words', judgements, ({ holdsWords }) => holdsWords),
    ...share('all', judgements, ({ citesAll }) => citesAll),
    ...(quoted === 0 ? {} : { precision: gold / quoted }),
    ...share('exact', judgements, ({ isExact }) => isExact),
    ...share('refused', expected('refused'), ({ isRightKind }) => isRightKind),
    ...share('answered', expected('answered'), ({ answer }) => answer.kind !== 'refused'),
    ...share('greeted', expected('greeting'), ({ isRightKind }) => isRightKind),
  };
}

function share(
  name: string,
  judgements: readonly AnswerJudgement[],
  isRight: (judgement: AnswerJudgement) => boolean | null,
): Record<string, number> {
  const verdicts = judgements.map(isRight).filter((verdict) => verdict !== null);
  return verdicts.length === 0 ? {} : { [name]: verdicts.filter(Boolean).length / verdicts.length };
}

function failureOf(judgement: AnswerJudgement): AnswerFailure[] {
  const { question, answer, places, holdsWords, citesAll, isExact, isRightKind } = judgement;
  const reasons = [
    ...(isRightKind ? [] : [`应为 ${question.expect}，实为 ${answer.kind}`]),
    ...(places !== null && places[0] !== 1
      ? [`首条不是标准条款（第 ${places[0] ?? '—'} 位）`]
      : []),
    ...(holdsWords === false ? ['引文缺标准词句'] : []),
    ...(citesAll === false ? ['没有引全'] : []),
    ...(isExact ? [] : ['引文与原文不符']),
  ];
  if (reasons.length === 0) return [];
  const shown = answer.citations.length > 0 ? answer.citations : answer.nearest;
  const cited = [...shown]
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
    .map(({ documentTitle, address }) => `《${documentTitle}》${address}`);
  return [{ id: question.id, type: question.type, question: question.question, reasons, cited }];
}
