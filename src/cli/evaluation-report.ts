import type { RunComparison } from '../eval/baseline.js';
import { comparisonParts } from '../eval/comparison-page.js';
import type { ReportPage } from '../eval/html-report.js';
import type { AnswerMeasurement } from '../eval/measure-answers.js';
import type { PassageMeasurement } from '../eval/measure-passages.js';
import { textTable } from '../eval/text-table.js';

/** Figures of a passage set, and the questions without a right passage in the first five. */
export function passageReport({ name, questions, figures, failures }: PassageMeasurement): string {
  return [
    `${name}：${questions} 个问题`,
    '',
    ...figureLines(figures),
    '',
    `前五条里没有标准段落的：${failures.length} 个`,
    ...failures.map(
      ({ id, question, gold, found }) =>
        `  ${id} ${question}  标准 ${gold.join(' ')}，找到 ${found.join(' ')}`,
    ),
  ].join('\n');
}

/** The same as a page, with the answers over whole documents where there are any. */
export function passagePage(
  {
    passages,
    answers,
  }: { readonly passages: PassageMeasurement; readonly answers: AnswerMeasurement | null },
  options: { readonly facts: readonly string[]; readonly comparison: RunComparison | null },
): ReportPage {
  const { name, questions, failures } = passages;
  const rows = (figures: Readonly<Record<string, number>>) => [
    ['指标', '值'],
    ...Object.entries(figures).map(([figure, value]) => [figure, shown(figure, value)]),
  ];
  return {
    title: `题集 ${name} 的测评报告`,
    facts: [`${questions} 个问题`, ...options.facts],
    parts: [
      { kind: 'table', heading: '检索', rows: rows(passages.figures) },
      ...(answers === null
        ? []
        : [
            {
              kind: 'table' as const,
              heading: `由 ${answers.documents} 份整篇文件回答`,
              rows: rows(answers.figures),
            },
          ]),
      ...(options.comparison === null ? [] : comparisonParts(options.comparison)),
      {
        kind: 'entries',
        heading: `前五条里没有标准段落的问题（${failures.length} 个）`,
        entries: failures.map(({ id, question, gold, found }) => ({
          title: `${id}　${question}`,
          lines: [
            ['标准', gold.join(' ')],
            ['找到', found.join(' ')],
          ],
        })),
      },
    ],
  };
}

function figureLines(figures: Readonly<Record<string, number>>): string[] {
  return [...textTable(Object.entries(figures).map(([name, value]) => [name, shown(name, value)]))];
}

function shown(name: string, value: number | undefined): string {
  if (value === undefined) return '–';
  return name.endsWith('Ms') ? `${value.toFixed(1)} ms` : value.toFixed(3);
}
