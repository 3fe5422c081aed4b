import { type LabelledEvaluation, type LabelledResult, missedScores } from './evaluate-labelled.js';
import {
  type Figures,
  LABELLED_SCORES,
  type LabelledScore,
  scoreNames,
} from './labelled-scores.js';
import { labelledRun } from './saved-run.js';
import { textTable } from './text-table.js';

/** A question that fell short, and what came of it. */
export interface LabelledFailure {
  readonly id: string;
  readonly type: string;
  readonly question: string;
  /** Names of the scores that it missed. */
  readonly missed: readonly LabelledScore[];
  readonly expected: string;
  /** The answer's kind. */
  readonly got: string;
  /** 《title》address of the first citation; empty without. */
  readonly cited: string;
  /** The same for the first search results, at most {@link SHOWN_RESULTS}. */
  readonly found: readonly string[];
  /** How the answer begins. */
  readonly text: string;
}

/** Characters of an answer that a failure shows. */
const SHOWN_CHARACTERS = 80;
/** Search results that a failure shows. */
const SHOWN_RESULTS = 3;

/** An evaluation for people, in Chinese: all scores, the kinds of question, what fell short. */
export function labelledReport(name: string, evaluation: LabelledEvaluation): string {
  const { questions, figures, byType } = evaluation;
  const failures = failuresOf(evaluation);
  const columns = scoreNames().filter((score) => figures[score] !== undefined);
  return [
    `题集 ${name}：${questions} 道标注问题`,
    '',
    ...columns.map((score) => `  ${scoreLine(score, figures)}`),
    `  ${'search'.padEnd(24)}p50 ${milliseconds(figures['search-p50-Ms'])}，p95 ${milliseconds(figures['search-p95-Ms'])}`,
    `  ${'answer'.padEnd(24)}p50 ${milliseconds(figures['answer-p50-Ms'])}，p95 ${milliseconds(figures['answer-p95-Ms'])}`,
    '',
    ...textTable([
      ['type', 'n', ...columns.map((score) => SHORT_NAMES[score] ?? score)],
      ...byType.map((row) => [
        row.type,
        String(row.questions),
        ...columns.map((score) => cell(row.figures[score])),
      ]),
    ]),
    '',
    failures.length === 0 ? '没有答错的问题。' : `没有答好的问题 ${failures.length} 道：`,
    ...failures.flatMap(failureLines),
  ].join('\n');
}

/** An evaluation as data, for `--json`. */
export function labelledReportData(name: string, evaluation: LabelledEvaluation) {
  const { questions, byType } = evaluation;
  return {
    ...labelledRun(name, evaluation),
    questions,
    byType: Object.fromEntries(
      byType.map((row) => [row.type, { questions: row.questions, ...row.figures }]),
    ),
    failures: failuresOf(evaluation),
    refusalCurve: evaluation.refusalCurve,
  };
}

/** The questions that fell short, in the set's order. */
export function failuresOf({ results }: LabelledEvaluation): readonly LabelledFailure[] {
  return results.flatMap((result) => {
    const missed = missedScores(result);
    return missed.length === 0 ? [] : [failureOf(result, missed)];
  });
}

/** Headings that would make the table too wide. */
export const SHORT_NAMES: Readonly<Partial<Record<LabelledScore, string>>> = {
  precision: 'prec',
  'refused-when-should': 'refused',
  'refused-when-should-not': 'wrongly',
};

function scoreLine(score: LabelledScore, figures: Figures): string {
  return `${score.padEnd(24)}${cell(figures[score])}  ${LABELLED_SCORES[score]}`;
}

/** A score to three places, a dot where it does not apply. */
export function cell(value: number | undefined): string {
  return value === undefined ? '·' : value.toFixed(3);
}

/** A time for people; a dash where there is none. */
export function milliseconds(value: number | undefined): string {
  return value === undefined ? '–' : `${value.toFixed(1)} ms`;
}

function failureOf(
  { question, answer, found }: LabelledResult,
  missed: readonly LabelledScore[],
): LabelledFailure {
  const [first] = answer.citations;
  return {
    id: question.id,
    type: question.type,
    question: question.question,
    missed,
    expected: expectedOf(question),
    got: answer.kind,
    cited: first === undefined ? '' : `《${first.documentTitle}》${first.address}`,
    found: found
      .slice(0, SHOWN_RESULTS)
      .map(({ document, section }) => `《${document.title}》${section.address}`),
    text: answer.text.replace(/\s+/gu, ' ').slice(0, SHOWN_CHARACTERS),
  };
}

function expectedOf({ expect, gold, words, all }: LabelledResult['question']): string {
  const clauses = gold.map(({ document, address }) => `《${document}》${address}`);
  return [
    expect,
    clauses.join(all ? ' + ' : ' / '),
    words.length === 0 ? '' : `“${words.join('”“')}”`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function failureLines(failure: LabelledFailure): readonly string[] {
  return [
    '',
    `${failure.id} ${failure.type}  ${failure.question}`,
    `  未达到 ${failure.missed.join('、')}`,
    `  应为   ${failure.expected}`,
    `  得到   ${failure.got} ${failure.cited}`.trimEnd(),
    `         ${failure.text}`,
    `  检索   ${failure.found.join(' ')}`,
  ];
}
