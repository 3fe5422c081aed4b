import type { RunComparison } from './baseline.js';
import { comparisonParts } from './comparison-page.js';
import type { LabelledEvaluation } from './evaluate-labelled.js';
import type { ReportPage, ReportPart } from './html-report.js';
import {
  cell,
  failuresOf,
  type LabelledFailure,
  milliseconds,
  SHORT_NAMES,
} from './labelled-report.js';
import { LABELLED_SCORES, scoreNames } from './labelled-scores.js';

/** Everything a labelled evaluation says, as a page: scores, times, kinds of question, the refusal curve, what fell short. */
export function labelledPage(
  evaluation: LabelledEvaluation,
  options: {
    readonly name: string;
    /** Lines below the title. */
    readonly facts: readonly string[];
    /** The threshold that was used. */
    readonly refuseBelow: number;
    readonly comparison: RunComparison | null;
  },
): ReportPage {
  const { figures, byType, questions, refusalCurve } = evaluation;
  const { name, facts, refuseBelow, comparison } = options;
  const columns = scoreNames().filter((score) => figures[score] !== undefined);
  const failures = failuresOf(evaluation);
  const time = (part: string) => [
    milliseconds(figures[`${part}-p50-Ms`]),
    milliseconds(figures[`${part}-p95-Ms`]),
  ];
  const curve: readonly ReportPart[] =
    refusalCurve.length === 0
      ? []
      : [
          {
            kind: 'curve',
            heading: '拒答曲线',
            note: '得分低于拒答线就拒答（WENCE_REFUSE_BELOW）；由规则决定的问题不随拒答线变化。',
            curve: refusalCurve,
            refuseBelow,
          },
          {
            kind: 'table',
            heading: '拒答线取别的值时',
            rows: [
              ['拒答线', '该拒答的拒答', '该回答的拒答'],
              ...refusalCurve
                .filter((_, index) => index % 10 === 9)
                .map((point) => [
                  point.refuseBelow.toFixed(2),
                  cell(point.refusedWhenShould),
                  cell(point.refusedWhenShouldNot),
                ]),
            ],
          },
        ];
  return {
    title: `题集 ${name} 的测评报告`,
    facts: [`${questions} 道标注问题，${failures.length} 道没有答好`, ...facts],
    parts: [
      {
        kind: 'table',
        heading: '全部问题',
        rows: [
          ['指标', '值', '含义'],
          ...columns.map((score) => [score, cell(figures[score]), LABELLED_SCORES[score]]),
        ],
      },
      {
        kind: 'table',
        heading: '用时',
        rows: [
          ['', '中位数', '95% 的问题不超过'],
          ['检索', ...time('search')],
          ['检索和回答', ...time('answer')],
        ],
      },
      {
        kind: 'table',
        heading: '各类问题',
        rows: [
          ['类型', '题数', ...columns.map((score) => SHORT_NAMES[score] ?? score)],
          ...byType.map((row) => [
            row.type,
            String(row.questions),
            ...columns.map((score) => cell(row.figures[score])),
          ]),
        ],
      },
      ...(comparison === null ? [] : comparisonParts(comparison)),
      ...curve,
      {
        kind: 'entries',
        heading:
          failures.length === 0 ? '没有答错的问题' : `没有答好的问题（${failures.length} 道）`,
        entries: failures.map(entryOf),
      },
    ],
  };
}

function entryOf(failure: LabelledFailure) {
  return {
    title: `${failure.id}　${failure.question}`,
    lines: [
      ['类型', failure.type],
      ['未达到', failure.missed.join('、')],
      ['应为', failure.expected],
      ['得到', `${failure.got} ${failure.cited}`.trim()],
      ['答案', failure.text],
      ['检索', failure.found.join(' ')],
    ] as const,
  };
}
