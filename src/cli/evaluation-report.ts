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

function figureLines(figures: Readonly<Record<string, number>>): string[] {
  return [...textTable(Object.entries(figures).map(([name, value]) => [name, shown(name, value)]))];
}

function shown(name: string, value: number | undefined): string {
  if (value === undefined) return '–';
  return name.endsWith('Ms') ? `${value.toFixed(1)} ms` : value.toFixed(3);
}
