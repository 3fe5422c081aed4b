import { openWence, readDepartments } from '../compose.js';
import { compareRuns } from '../eval/baseline.js';
import { evaluateLabelled } from '../eval/evaluate-labelled.js';
import { labelledPage } from '../eval/labelled-page.js';
import { labelledReport, labelledReportData } from '../eval/labelled-report.js';
import { createRefusalWatch } from '../eval/refusal-watch.js';
import {
  type EvaluationWork,
  type MeasuredSet,
  type ReadSet,
  runFacts,
} from './evaluation-work.js';
import { inWords } from './index-progress.js';

/** Labelled questions by search and answers over the corpus. */
export async function evaluateQuestions(
  set: Extract<ReadSet, { readonly kind: 'labelled' }>,
  { settings, options: { onProgress, signal }, baseline }: EvaluationWork,
): Promise<MeasuredSet> {
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
        facts: runFacts(settings),
        refuseBelow: refusal.refuseBelow,
        comparison,
      }),
    };
  } finally {
    await wence.close();
  }
}
