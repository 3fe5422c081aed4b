import type { AnswerMeasurement, MeasuredAnswer } from '../eval/measure-answers.js';
import { textTable } from '../eval/text-table.js';

/** Answers worse than this by both figures are listed. */
const POOR_ROUGE = 0.2;
const POOR_CONTAINED = 0.5;
/** Characters of an answer that a line shows. */
const SHOWN_CHARACTERS = 120;

const WORDS: Readonly<Record<string, string>> = {
  rougeL: '引文与标准答案的最长公共子序列（按字，F1）',
  contained: '标准答案的相邻字对在引文中的比例',
  'document@1': '第一条引用出自标准文件',
  refused: '拒答的比例（这些问题都有答案，越低越好）',
  quotedLength: '引文平均字数',
};

/** Figures of the answers over whole documents, and the poorest answers. */
export function answerReport(measurement: AnswerMeasurement): string {
  const { questions, documents, figures } = measurement;
  const poor = measurement.answers.filter(isPoor);
  return [
    `由 ${documents} 份整篇文件回答：${questions} 个问题`,
    '',
    ...textTable(
      Object.entries(figures).map(([name, value]) => [
        name,
        name.endsWith('Ms') ? `${value.toFixed(1)} ms` : value.toFixed(3),
        WORDS[name] ?? '',
      ]),
    ),
    '',
    `与标准答案相去较远的：${poor.length} 个`,
    ...poor.map(
      ({ question, quoted, rougeL, contained }) =>
        `  ${question.id} ${rougeL.toFixed(2)} ${contained.toFixed(2)}  ${question.text}\n` +
        `    标准 ${shown(question.answer)}\n    引文 ${quoted === '' ? '（拒答）' : shown(quoted)}`,
    ),
  ].join('\n');
}

/** The same as data, for `--json`: every answer with its figures. */
export function answerReportData({
  name,
  questions,
  documents,
  figures,
  answers,
}: AnswerMeasurement) {
  return {
    kind: 'answers',
    name,
    questions,
    documents,
    figures,
    answers: answers.map(({ question, answer, quoted, rougeL, contained }) => ({
      ...question,
      kind: answer.kind,
      text: answer.text,
      quoted,
      rougeL,
      contained,
      cited: answer.citations.map(({ documentTitle, address }) => `《${documentTitle}》${address}`),
    })),
  };
}

function isPoor({ rougeL, contained }: MeasuredAnswer): boolean {
  return rougeL < POOR_ROUGE && contained < POOR_CONTAINED;
}

function shown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}……` : line;
}
