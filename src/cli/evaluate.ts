import { join } from 'node:path';
import {
  answererOver,
  cachedEmbedder,
  openEmbedder,
  openWence,
  readEvaluationSet,
  readModelCalibration,
  withLexicon,
} from '../compose.js';
import type { Settings } from '../config.js';
import type { Embedder } from '../embed/embedder.js';
import { missedBars, readBars } from '../eval/bars.js';
import { indexDocuments } from '../eval/document-index.js';
import { type DocumentSet, outlineOf } from '../eval/document-set.js';
import { evaluateLabelled } from '../eval/evaluate-labelled.js';
import { labelledReport, labelledReportData } from '../eval/labelled-report.js';
import { type AnswerMeasurement, measureAnswers } from '../eval/measure-answers.js';
import { measurePassages } from '../eval/measure-passages.js';
import { indexPassages } from '../eval/passage-index.js';
import type { PassageSet } from '../eval/passage-set.js';
import type { Calibration } from '../retrieve/calibration.js';
import { createRetriever } from '../retrieve/retrieve.js';
import { answerReport, answerReportData } from './answer-report.js';
import { passageReport } from './evaluation-report.js';
import { inWords } from './index-progress.js';
import type { Report, WorkOptions } from './services.js';

type EvaluateOptions = WorkOptions & {
  readonly dir: string;
  readonly bars: readonly string[];
};

/** Measures a set: a passage set by retrieval alone, labelled questions by search and answers over the corpus. */
export async function evaluate(settings: Settings, options: EvaluateOptions): Promise<Report> {
  const bars = readBars(options.bars);
  const set = await readEvaluationSet(options.dir);
  const measured =
    set.kind === 'passages'
      ? await evaluatePassages(set, { settings, options })
      : await evaluateAnswers(set, { settings, options });
  return { ...measured.report, failures: missedBars(measured.figures, bars) };
}

interface Measured {
  readonly report: Omit<Report, 'failures'>;
  readonly figures: Readonly<Record<string, number>>;
}

interface Work {
  readonly settings: Settings;
  readonly options: EvaluateOptions;
}

const clockMs = () => performance.now();

async function evaluateAnswers(
  set: Extract<Awaited<ReturnType<typeof readEvaluationSet>>, { readonly kind: 'labelled' }>,
  { settings, options: { onProgress, signal } }: Work,
): Promise<Measured> {
  const { corpusDir, indexDir, modelDir } = settings;
  // The questions name the day on which they are asked; the answerer is told before each.
  let today = new Date();
  const wence = await openWence({
    corpusDir,
    indexDir,
    modelDir,
    today: () => today,
    refuseBelow: settings.refuseBelow,
    onProgress: inWords(onProgress),
    signal,
  });
  try {
    const evaluation = await evaluateLabelled(set.questions, {
      store: wence.store,
      retriever: wence.search,
      ask: (request, now) => {
        today = now;
        return wence.answerer.ask(request);
      },
      onProgress: (done, total) => onProgress({ message: '正在回答问题', done, total }),
      signal,
    });
    const report = {
      text: labelledReport(set.name, evaluation),
      data: labelledReportData(set.name, evaluation),
    };
    return { report, figures: evaluation.figures };
  } finally {
    await wence.close();
  }
}

/** A passage set by its ranking; and, where it has whole documents and answers, by what is answered from them. */
async function evaluatePassages(
  { set, whole }: { readonly set: PassageSet; readonly whole: DocumentSet | undefined },
  { settings, options }: Work,
): Promise<Measured> {
  const embedder = await openEmbedder(settings.modelDir);
  try {
    const calibration = await readModelCalibration(settings.modelDir, embedder);
    const cached = await cachedEmbedder(embedder, join(settings.dataDir, 'eval-vectors'));
    const model = { embedder: cached, calibration };
    const passages = await rankPassages(set, { model, options });
    if (whole === undefined || whole.questions.every(({ answer }) => answer === '')) {
      return passages;
    }
    const measurement = await answerDocuments(whole, { model, options });
    return {
      report: {
        text: `${passages.report.text}\n\n${answerReport(measurement)}`,
        data: { passages: passages.report.data, answers: answerReportData(measurement) },
      },
      figures: { ...passages.figures, ...measurement.figures },
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
): Promise<Measured> {
  const { embedder, calibration } = model;
  const index = await indexPassages(set, {
    embedder,
    signal,
    onProgress: (done, total) => onProgress({ message: '正在计算向量', done, total }),
  });
  const retriever = createRetriever({ ...(await withLexicon(index)), embedder, calibration });
  onProgress({ message: `正在检索 ${set.queries.length} 个问题`, done: 0, total: 0 });
  const measurement = await measurePassages(set, { retriever, clockMs, signal });
  const report = { text: passageReport(measurement), data: measurement };
  return { report, figures: measurement.figures };
}
