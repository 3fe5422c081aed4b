import { join } from 'node:path';
import {
  cachedEmbedder,
  openEmbedder,
  openWence,
  readEvaluationSet,
  readModelCalibration,
} from '../compose.js';
import type { Settings } from '../config.js';
import { missedBars, readBars } from '../eval/bars.js';
import { evaluateLabelled } from '../eval/evaluate-labelled.js';
import { labelledReport, labelledReportData } from '../eval/labelled-report.js';
import { measurePassages } from '../eval/measure-passages.js';
import { indexPassages } from '../eval/passage-index.js';
import type { PassageSet } from '../eval/passage-set.js';
import { createRetriever } from '../retrieve/retrieve.js';
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
      ? await evaluatePassages(set.set, { settings, options })
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
    onProgress: inWords(onProgress),
    signal,
  });
  try {
    const evaluation = await evaluateLabelled(set.questions, {
      store: wence.store,
      retriever: wence.search,
      ask: (question, now) => {
        today = now;
        return wence.answerer.ask({ question });
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

async function evaluatePassages(
  set: PassageSet,
  { settings, options: { onProgress, signal } }: Work,
): Promise<Measured> {
  const embedder = await openEmbedder(settings.modelDir);
  try {
    const calibration = await readModelCalibration(settings.modelDir, embedder);
    const cached = await cachedEmbedder(embedder, join(settings.dataDir, 'eval-vectors'));
    const index = await indexPassages(set, {
      embedder: cached,
      signal,
      onProgress: (done, total) => onProgress({ message: '正在计算向量', done, total }),
    });
    const retriever = createRetriever({ ...index, embedder, calibration });
    onProgress({ message: `正在检索 ${set.queries.length} 个问题`, done: 0, total: 0 });
    const measurement = await measurePassages(set, { retriever, clockMs, signal });
    const report = { text: passageReport(measurement), data: measurement };
    return { report, figures: measurement.figures };
  } finally {
    await embedder.close();
  }
}
