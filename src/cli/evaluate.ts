import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  answererOver,
  cachedEmbedder,
  openEmbedder,
  openWence,
  readDepartments,
  readEvaluationSet,
  readModelCalibration,
  replaceFile,
  withLexicon,
} from '../compose.js';
import type { Settings } from '../config.js';
import type { Embedder } from '../embed/embedder.js';
import { WenceError } from '../errors.js';
import { checkBars, missedBars, readBars } from '../eval/bars.js';
import {
  checkBaseline,
  compareRuns,
  comparisonReport,
  type RunComparison,
} from '../eval/baseline.js';
import { indexDocuments } from '../eval/document-index.js';
import { type DocumentSet, outlineOf } from '../eval/document-set.js';
import { evaluateLabelled } from '../eval/evaluate-labelled.js';
import { htmlReport, type ReportPage } from '../eval/html-report.js';
import { labelledPage } from '../eval/labelled-page.js';
import { labelledReport, labelledReportData } from '../eval/labelled-report.js';
import { labelledFigureNames } from '../eval/labelled-scores.js';
import { ANSWER_FIGURES, type AnswerMeasurement, measureAnswers } from '../eval/measure-answers.js';
import {
  measurePassages,
  PASSAGE_FIGURES,
  type PassageMeasurement,
} from '../eval/measure-passages.js';
import { indexPassages } from '../eval/passage-index.js';
import type { PassageSet } from '../eval/passage-set.js';
import { createRefusalWatch } from '../eval/refusal-watch.js';
import { passageRun, readSavedRun, type SavedRun } from '../eval/saved-run.js';
import { packageVersion } from '../http/package-version.js';
import type { Calibration } from '../retrieve/calibration.js';
import { createRetriever } from '../retrieve/retrieve.js';
import { answerReport, answerReportData } from './answer-report.js';
import { passagePage, passageReport } from './evaluation-report.js';
import { inWords } from './index-progress.js';
import type { Report, Services } from './services.js';

type EvaluateOptions = Parameters<Services['evaluate']>[1];

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
    set.kind === 'passages' ? await evaluatePassages(set, work) : await evaluateAnswers(set, work);
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

type ReadSet = Awaited<ReturnType<typeof readEvaluationSet>>;

interface Measured {
  readonly text: string;
  /** What is printed with `--json` and saved; a {@link SavedRun} with more beside it. */
  readonly data: SavedRun;
  readonly page: ReportPage;
  readonly comparison: RunComparison | null;
  readonly figures: Readonly<Record<string, number>>;
}

interface Work {
  readonly settings: Settings;
  readonly options: EvaluateOptions;
  readonly baseline: SavedRun | null;
}

const clockMs = () => performance.now();

function figureNamesOf(set: ReadSet): readonly string[] {
  if (set.kind === 'labelled') return labelledFigureNames();
  return hasAnswers(set) ? [...PASSAGE_FIGURES, ...ANSWER_FIGURES] : PASSAGE_FIGURES;
}

function hasAnswers({ whole }: Extract<ReadSet, { readonly kind: 'passages' }>): boolean {
  return whole?.questions.some(({ answer }) => answer !== '') ?? false;
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

/** When and with what a run was made, for the head of a report. */
function factsOf({ modelDir }: Settings): readonly string[] {
  const day = new Date().toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return [`${day}，向量模型 ${basename(modelDir)}，问策 ${packageVersion()}`];
}

async function evaluateAnswers(
  set: Extract<ReadSet, { readonly kind: 'labelled' }>,
  { settings, options: { onProgress, signal }, baseline }: Work,
): Promise<Measured> {
  const { corpusDir, indexDir, modelDir } = settings;
  const departments = await readDepartments(settings.departmentsFile);
  // The questions name the day on which they are asked; the answerer is told before each.
  let today = new Date();
  const refusals = createRefusalWatch();
  const wence = await openWence({
    corpusDir,
    indexDir,
    modelDir,
    today: () => today,
    refuseBelow: settings.refuseBelow,
    departments,
    onRefusalFeatures: refusals.onFeatures,
    onProgress: inWords(onProgress),
    signal,
  });
  try {
    const { refusal } = wence;
    const evaluation = await evaluateLabelled(set.questions, {
      store: wence.store,
      retriever: wence.search,
      departments,
      ask: (request, now) => {
        today = now;
        return refusals.watch(() => wence.answerer.ask(request));
      },
      refusalScoreOf: (answer) => refusals.scoreOf(answer, refusal),
      onProgress: (done, total) => onProgress({ message: '正在回答问题', done, total }),
      signal,
    });
    const data = labelledReportData(set.name, evaluation);
    const comparison = baseline === null ? null : compareRuns(data, baseline);
    return {
      text: labelledReport(set.name, evaluation),
      data,
      comparison,
      figures: evaluation.figures,
      page: labelledPage(evaluation, {
        name: set.name,
        facts: factsOf(settings),
        refuseBelow: refusal.refuseBelow,
        comparison,
      }),
    };
  } finally {
    await wence.close();
  }
}

/** A passage set by its ranking; and, where it has whole documents and answers, by what is answered from them. */
async function evaluatePassages(
  read: Extract<ReadSet, { readonly kind: 'passages' }>,
  { settings, options, baseline }: Work,
): Promise<Measured> {
  const { set, whole } = read;
  const embedder = await openEmbedder(settings.modelDir);
  try {
    const calibration = await readModelCalibration(settings.modelDir, embedder);
    const cached = await cachedEmbedder(embedder, join(settings.dataDir, 'eval-vectors'));
    const model = { embedder: cached, calibration };
    const passages = await rankPassages(set, { model, options });
    const answers =
      whole === undefined || !hasAnswers(read)
        ? null
        : await answerDocuments(whole, { model, options });
    const figures = { ...passages.figures, ...answers?.figures };
    const run = { ...passageRun(passages), figures };
    const comparison = baseline === null ? null : compareRuns(run, baseline);
    return {
      text: [passageReport(passages), ...(answers === null ? [] : [answerReport(answers)])].join(
        '\n\n',
      ),
      data: {
        ...run,
        ...{ passages, ...(answers === null ? {} : { answers: answerReportData(answers) }) },
      },
      comparison,
      figures,
      page: passagePage({ passages, answers }, { facts: factsOf(settings), comparison }),
    };
  } finally {
    await embedder.close();
  }
}

interface ModelWork {
  readonly model: { readonly embedder: Embedder; readonly calibration: Calibration };
  readonly options: EvaluateOptions;
}

/** Whole documents are indexed as files of a corpus are, in memory, and every question asked of them. */
async function answerDocuments(
  set: DocumentSet,
  { model, options: { onProgress, signal } }: ModelWork,
): Promise<AnswerMeasurement> {
  const index = await indexDocuments(set.documents.flatMap(outlineOf), {
    embedder: model.embedder,
    signal,
    onProgress: (done, total) => onProgress({ message: '正在计算整篇文件的向量', done, total }),
  });
  const parts = { ...(await withLexicon(index)), embedder: model.embedder };
  const { answerer } = answererOver(parts, {
    calibration: model.calibration,
    today: () => new Date(),
  });
  return measureAnswers(set, {
    ask: (question) => answerer.ask({ question }),
    documentOf: (id) => index.store.document(id)?.source,
    onProgress: (done, total) => onProgress({ message: '正在回答问题', done, total }),
    signal,
  });
}

async function rankPassages(
  set: PassageSet,
  { model, options: { onProgress, signal } }: ModelWork,
): Promise<PassageMeasurement> {
  const { embedder, calibration } = model;
  const index = await indexPassages(set, {
    embedder,
    signal,
    onProgress: (done, total) => onProgress({ message: '正在计算向量', done, total }),
  });
  const retriever = createRetriever({ ...(await withLexicon(index)), embedder, calibration });
  onProgress({ message: `正在检索 ${set.queries.length} 个问题`, done: 0, total: 0 });
  return measurePassages(set, { retriever, clockMs, signal });
}
