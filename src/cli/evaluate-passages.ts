import { join } from 'node:path';
import {
  answererOver,
  cachedEmbedder,
  openEmbedder,
  readModelCalibration,
  withLexicon,
} from '../compose.js';
import type { Embedder } from '../embed/embedder.js';
import { compareRuns } from '../eval/baseline.js';
import { indexDocuments } from '../eval/document-index.js';
import { type DocumentSet, outlineOf } from '../eval/document-set.js';
import { type AnswerMeasurement, measureAnswers } from '../eval/measure-answers.js';
import { measurePassages, type PassageMeasurement } from '../eval/measure-passages.js';
import { indexPassages } from '../eval/passage-index.js';
import type { PassageSet } from '../eval/passage-set.js';
import { passageRun } from '../eval/saved-run.js';
import type { Calibration } from '../retrieve/calibration.js';
import { createRetriever } from '../retrieve/retrieve.js';
import { answerReport, answerReportData } from './answer-report.js';
import { passagePage, passageReport } from './evaluation-report.js';
import {
  type EvaluateOptions,
  type EvaluationWork,
  type MeasuredSet,
  type ReadSet,
  runFacts,
} from './evaluation-work.js';

/** A passage set by its ranking; and, where it has whole documents and answers, by what is answered from them. */
export async function evaluatePassages(
  read: Extract<ReadSet, { readonly kind: 'passages' }>,
  { settings, options, baseline }: EvaluationWork,
): Promise<MeasuredSet> {
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
        passages,
        ...(answers === null ? {} : { answers: answerReportData(answers) }),
      },
      comparison,
      figures,
      page: passagePage({ passages, answers }, { facts: runFacts(settings), comparison }),
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
  return measurePassages(set, { retriever, clockMs: () => performance.now(), signal });
}

/** Whether a passage set has answers to compare with. */
export function hasAnswers({ whole }: Extract<ReadSet, { readonly kind: 'passages' }>): boolean {
  return whole?.questions.some(({ answer }) => answer !== '') ?? false;
}
