import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readEvaluationSet, replaceFile } from '../compose.js';
import type { Settings } from '../config.js';
import { WenceError } from '../errors.js';
import { checkBars, missedBars, readBars } from '../eval/bars.js';
import { checkBaseline, comparisonReport } from '../eval/baseline.js';
import { htmlReport } from '../eval/html-report.js';
import { labelledFigureNames } from '../eval/labelled-scores.js';
import { ANSWER_FIGURES } from '../eval/measure-answers.js';
import { PASSAGE_FIGURES } from '../eval/measure-passages.js';
import { readSavedRun, type SavedRun } from '../eval/saved-run.js';
import { evaluatePassages, hasAnswers } from './evaluate-passages.js';
import { evaluateQuestions } from './evaluate-questions.js';
import type { EvaluateOptions, ReadSet } from './evaluation-work.js';
import type { Report } from './services.js';

/**
 * Measures a set: a passage set by retrieval and, where it has whole documents, by answers; labelled
 * questions by search and answers over the corpus. What was asked for wrongly is said before anything
 * is measured.
 */
export async function evaluate(settings: Settings, options: EvaluateOptions): Promise<Report> {
  const bars = readBars(options.bars);
  const set = await readEvaluationSet(options.dir);
  checkBars(bars, figureNamesOf(set));
  const baseline = await readBaseline(options.baseline, set);
  await checkWritable([options.html, options.save]);
  const work = { settings, options, baseline };
  const measured =
    set.kind === 'passages'
      ? await evaluatePassages(set, work)
      : await evaluateQuestions(set, work);
  const { data, page, comparison } = measured;
  if (options.save !== undefined) await replaceFile(options.save, `${JSON.stringify(data)}\n`);
  if (options.html !== undefined) await replaceFile(options.html, htmlReport(page));
  const text = [
    measured.text,
    ...(comparison === null ? [] : [comparisonReport(comparison)]),
    ...[options.html, options.save].flatMap((file) => (file === undefined ? [] : `已写入 ${file}`)),
  ].join('\n\n');
  return {
    text,
    data: comparison === null ? data : { ...data, comparison },
    failures: missedBars(measured.figures, bars),
  };
}

function figureNamesOf(set: ReadSet): readonly string[] {
  if (set.kind === 'labelled') return labelledFigureNames();
  return hasAnswers(set) ? [...PASSAGE_FIGURES, ...ANSWER_FIGURES] : PASSAGE_FIGURES;
}

/** @throws WenceError `invalid_request` where the file is no run of this set */
async function readBaseline(file: string | undefined, set: ReadSet): Promise<SavedRun | null> {
  if (file === undefined) return null;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new WenceError('invalid_request', `读不了基线文件 ${file}。`, { cause });
  });
  const baseline = readSavedRun(text, file);
  const asked =
    set.kind === 'labelled'
      ? { name: set.name, questions: set.questions }
      : {
          name: set.set.name,
          questions: set.set.queries.map(({ id, text: question }) => ({ id, question })),
        };
  checkBaseline(baseline, { ...asked, kind: set.kind, file });
  return baseline;
}

/** @throws WenceError `invalid_request` naming the file whose folder cannot be written to */
async function checkWritable(files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) {
    if (file === undefined) continue;
    await access(dirname(resolve(file)), constants.W_OK).catch((cause: unknown) => {
      throw new WenceError('invalid_request', `写不了 ${file}：目录不存在或不可写。`, { cause });
    });
  }
}
