import { WenceError } from '../errors.js';
import { isBetterLower } from './bars.js';
import { mean } from './metrics.js';
import type { SavedQuestion, SavedRun } from './saved-run.js';
import { textTable } from './text-table.js';

/** One score before and now, over the questions that both runs have. */
export interface ScoreChange {
  readonly score: string;
  readonly before: number;
  readonly now: number;
  /** Better, worse or the same; which way is better depends on the score. */
  readonly verdict: 'better' | 'worse' | 'same';
}

/** How a run differs from an earlier one. */
export interface RunComparison {
  /** The earlier run's set. */
  readonly baseline: string;
  /** Questions that both runs have; scores are compared over these alone. */
  readonly common: number;
  readonly added: number;
  readonly removed: number;
  readonly scores: readonly ScoreChange[];
  readonly byType: readonly {
    readonly type: string;
    readonly questions: number;
    /** Those scores only that changed. */
    readonly scores: readonly ScoreChange[];
  }[];
  /** Times over all questions of each run. */
  readonly times: readonly ScoreChange[];
  readonly becameRight: readonly ChangedQuestion[];
  readonly becameWrong: readonly ChangedQuestion[];
}

/** A question that went well in one run and not in the other. */
export interface ChangedQuestion {
  readonly id: string;
  readonly type: string;
  readonly question: string;
  /** What it missed in the run that went wrong. */
  readonly missed: readonly string[];
}

/** Differences below this are rounding. */
const NO_CHANGE = 1e-9;

/**
 * Refuses a baseline before the questions are run, where it is of another set.
 *
 * @throws WenceError `invalid_request`
 */
export function checkBaseline(
  baseline: SavedRun,
  set: Pick<SavedRun, 'kind' | 'name'> & {
    readonly file: string;
    readonly questions: readonly Pick<SavedQuestion, 'id' | 'question'>[];
  },
): void {
  const known = new Set(baseline.results.map(keyOf));
  if (baseline.kind === set.kind && set.questions.some((question) => known.has(keyOf(question)))) {
    return;
  }
  throw new WenceError(
    'invalid_request',
    `基线文件 ${set.file} 是题集 ${baseline.name} 的结果，与题集 ${set.name} 没有相同的问题，无法比较。`,
  );
}

/** Compares a run with an earlier one of the same set; questions that only one of them has are counted and left out. */
export function compareRuns(now: SavedRun, before: SavedRun): RunComparison {
  const earlier = new Map(before.results.map((result) => [keyOf(result), result]));
  const pairs = now.results.flatMap((result): readonly Pair[] => {
    const old = earlier.get(keyOf(result));
    return old === undefined ? [] : [{ now: result, before: old }];
  });
  const types = [...new Set(pairs.map((pair) => pair.now.type))];
  const order = Object.keys(now.figures);
  const isRight = ({ missed }: SavedQuestion) => missed.length === 0;
  return {
    baseline: before.name,
    common: pairs.length,
    added: now.results.length - pairs.length,
    removed: before.results.length - pairs.length,
    scores: changes(pairs, order),
    byType: types.map((type) => {
      const some = pairs.filter((pair) => pair.now.type === type);
      const scores = changes(some, order).filter(({ verdict }) => verdict !== 'same');
      return { type, questions: some.length, scores };
    }),
    times: Object.entries(now.figures).flatMap(([name, value]) => {
      const old = before.figures[name];
      return name.endsWith('Ms') && old !== undefined
        ? [changeOf(name, { before: old, now: value })]
        : [];
    }),
    becameRight: pairs
      .filter((pair) => isRight(pair.now) && !isRight(pair.before))
      .map((pair) => changed(pair.now, pair.before.missed)),
    becameWrong: pairs
      .filter((pair) => !isRight(pair.now) && isRight(pair.before))
      .map((pair) => changed(pair.now, pair.now.missed)),
  };
}

/** A comparison for people, in Chinese. */
export function comparisonReport(comparison: RunComparison): string {
  const { common, added, removed, scores, byType, times, becameRight, becameWrong } = comparison;
  const moved = byType.flatMap(({ type, questions, scores: own }) =>
    own.map((change) => [`${type}（${questions}）`, ...cellsOf(change)]),
  );
  return [
    comparisonLead(comparison),
    ...(added + removed > 0 ? [`新增 ${added} 题，去掉 ${removed} 题，均不计入`] : []),
    '',
    ...textTable([
      ['', '基线', '这次', '差'],
      ...[...scores, ...times].map((change) => cellsOf(change)),
    ]),
    ...(moved.length === 0
      ? []
      : ['', ...textTable([['有变化的类型', '指标', '基线', '这次', '差'], ...moved])]),
    '',
    ...list(`答对了、原先没答好的 ${becameRight.length} 道`, becameRight),
    ...list(`没答好、原先答对了的 ${becameWrong.length} 道`, becameWrong),
    ...(common === 0 ? ['没有相同的问题。'] : []),
  ].join('\n');
}

/** What is compared with what. */
export function comparisonLead({ baseline, common }: RunComparison): string {
  return `与基线（题集 ${baseline}）比较，相同的问题 ${common} 道：`;
}

/** Name, both values and their difference with its sign, marked where it is for the worse. */
export function cellsOf({ score, before, now, verdict }: ScoreChange): readonly string[] {
  const isTime = score.endsWith('Ms');
  const shown = (value: number) => (isTime ? `${value.toFixed(1)} ms` : value.toFixed(3));
  const difference = now - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '-' : '±';
  const mark = verdict === 'worse' && !isTime ? ' ▼' : verdict === 'better' && !isTime ? ' ▲' : '';
  const size = Math.abs(difference).toFixed(isTime ? 1 : 3);
  return [score, shown(before), shown(now), verdict === 'same' ? '–' : `${sign}${size}${mark}`];
}

interface Pair {
  readonly now: SavedQuestion;
  readonly before: SavedQuestion;
}

/** The same question: its id and its words, for ids are given anew. */
function keyOf({ id, question }: Pick<SavedQuestion, 'id' | 'question'>): string {
  return `${id}\0${question}`;
}

/** The scores that both runs have, in an order of names. */
function changes(pairs: readonly Pair[], order: readonly string[]): readonly ScoreChange[] {
  return order.flatMap((score) => {
    const now = mean(pairs.flatMap((pair) => pair.now.scores[score] ?? []));
    const before = mean(pairs.flatMap((pair) => pair.before.scores[score] ?? []));
    return now === null || before === null ? [] : [changeOf(score, { before, now })];
  });
}

function changeOf(
  score: string,
  { before, now }: { readonly before: number; readonly now: number },
): ScoreChange {
  const gain = isBetterLower(score) ? before - now : now - before;
  const verdict = Math.abs(gain) < NO_CHANGE ? 'same' : gain > 0 ? 'better' : 'worse';
  return { score, before, now, verdict };
}

function changed(
  { id, type, question }: SavedQuestion,
  missed: readonly string[],
): ChangedQuestion {
  return { id, type, question, missed };
}

function list(heading: string, questions: readonly ChangedQuestion[]): readonly string[] {
  return [
    questions.length === 0 ? heading : `${heading}：`,
    ...questions.map(
      ({ id, type, question, missed }) => `  ${id} ${type}  ${question}（${missed.join('、')}）`,
    ),
  ];
}
