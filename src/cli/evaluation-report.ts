import type { AnswerMeasurement } from '../eval/measure-answers.js';
import type { PassageMeasurement } from '../eval/measure-passages.js';
import { displayWidth } from './display-width.js';

/** Figures of labelled questions: all together, by type, and every failure with its reasons. */
export function answerReport(name: string, measurement: AnswerMeasurement): string {
  const { questions, figures, byType, failures } = measurement;
  const columns = ['hit@1', 'hit@5', 'search hit@1', 'words', 'precision', 'refused', 'answered'];
  const rows = Object.entries(byType).map(([type, row]) => [
    type,
    String(row.questions),
    ...columns.map((column) => shown(column, row[column])),
  ]);
  return [
    `${name}：${questions} 个问题`,
    '',
    ...figureLines(figures),
    '',
    ...table([['类型', '题数', ...columns], ...rows]),
    '',
    `没有答好的：${failures.length} 个`,
    ...failures.flatMap(({ id, type, question, reasons, cited }) => [
      `  ${id} [${type}] ${question}`,
      `      ${reasons.join('；')}${cited.length === 0 ? '' : `。给出的是 ${cited.slice(0, 3).join(' ')}`}`,
    ]),
  ].join('\n');
}

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

function figureLines(figures: Readonly<Record<string, number>>): string[] {
  return table(Object.entries(figures).map(([name, value]) => [name, shown(name, value)]));
}

function shown(name: string, value: number | undefined): string {
  if (value === undefined) return '–';
  return name.endsWith('Ms') ? `${value.toFixed(1)} ms` : value.toFixed(3);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}
