import { type ChangedQuestion, cellsOf, comparisonLead, type RunComparison } from './baseline.js';
import type { ReportPart } from './html-report.js';

/** A comparison with an earlier run, as parts of a report. */
export function comparisonParts(comparison: RunComparison): readonly ReportPart[] {
  const { scores, times, byType, added, removed, becameRight, becameWrong } = comparison;
  const moved = byType.flatMap(({ type, questions, scores: own }) =>
    own.map((change) => [`${type}（${questions}）`, ...cellsOf(change)]),
  );
  const left = added + removed > 0 ? `新增 ${added} 题，去掉 ${removed} 题，均不计入。` : '';
  return [
    {
      kind: 'table',
      heading: '与基线比较',
      note: `${comparisonLead(comparison).replace(/：$/u, '。')}${left}`,
      rows: [['指标', '基线', '这次', '差'], ...[...scores, ...times].map(cellsOf)],
    },
    ...(moved.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            heading: '有变化的类型',
            rows: [['类型（题数）', '指标', '基线', '这次', '差'], ...moved],
          },
        ]),
    entries(`答对了、原先没答好的 ${becameRight.length} 道`, becameRight),
    entries(`没答好、原先答对了的 ${becameWrong.length} 道`, becameWrong),
  ];
}

function entries(heading: string, questions: readonly ChangedQuestion[]): ReportPart {
  return {
    kind: 'entries',
    heading,
    entries: questions.map(({ id, type, question, missed }) => ({
      title: `${id}　${question}`,
      lines: [
        ['类型', type],
        ['指标', missed.join('、')],
      ],
    })),
  };
}
