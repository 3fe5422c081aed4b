import { join } from 'node:path';
import { embeddedText } from '../chunk/context.js';
import {
  answererOver,
  cachedEmbedder,
  openIndex,
  readEvaluationSet,
  readModelCalibration,
  replaceFile,
  withLexicon,
} from '../compose.js';
import type { Settings } from '../config.js';
import type { Embedder } from '../embed/embedder.js';
import { type FloorFigures, calibrate as fitCalibration } from '../eval/calibrate.js';
import { calibrationReport } from '../eval/calibration-report.js';
import {
  backgroundOf,
  type CalibrationIndex,
  labelledFeatures,
  passageFeatures,
} from '../eval/calibration-set.js';
import { evaluateLabelled } from '../eval/evaluate-labelled.js';
import type { LabelledQuestion } from '../eval/labelled-questions.js';
import { indexPassages } from '../eval/passage-index.js';
import { CALIBRATION_FILE, calibrationText } from '../retrieve/calibration.js';
import { inWords } from './index-progress.js';
import type { Report, WorkOptions } from './services.js';

/** Fits what depends on the model to the sets, writes it beside the model, and shows what it changed. */
export async function calibrate(
  settings: Settings,
  { dirs, onProgress, signal }: WorkOptions & { readonly dirs: readonly string[] },
): Promise<Report> {
  const sets = await Promise.all(dirs.map(readEvaluationSet));
  const { corpusDir, indexDir, modelDir, dataDir } = settings;
  const index = await openIndex({
    corpusDir,
    indexDir,
    modelDir,
    onProgress: inWords(onProgress),
    signal,
  });
  const { embedder } = index;
  try {
    const cached = await cachedEmbedder(embedder, join(dataDir, 'eval-vectors'));
    const searched = await indexSets(sets, { index, embedder: cached, onProgress, signal });
    const background = backgroundOf(
      searched.map(({ passages }) => passages),
      embedder.dimensions,
    );
    const features = [];
    for (const { set, searchable } of searched) {
      const options = { index: searchable, embedder, background, signal };
      onProgress({ message: '正在检索题集里的问题', done: features.length, total: sets.length });
      features.push(
        set.kind === 'passages'
          ? await passageFeatures(set.set, options)
          : await labelledFeatures(set, options),
      );
    }
    const questions = sets.flatMap((set) => (set.kind === 'labelled' ? set.questions : []));
    const result = await fitCalibration(features, {
      modelHash: embedder.modelHash,
      background,
      fittedOn: new Date().toISOString().slice(0, 10),
      // One that is missing, damaged or another model's is what this command replaces.
      previous: await readModelCalibration(modelDir, embedder).catch(() => undefined),
      answerUnder: (fusion, refuseBelow) => {
        onProgress({ message: `正在试拒答线 ${refuseBelow}`, done: 0, total: 0 });
        const calibration = { fusion, background: [...background], refusal: { refuseBelow } };
        return answerUnder(calibration, { index, questions, signal });
      },
    });
    const file = join(modelDir, CALIBRATION_FILE);
    await replaceFile(file, calibrationText(result.calibration));
    const { background: _background, ...calibration } = result.calibration;
    const text = calibrationReport(result, file);
    return { text, data: { ...result, calibration }, failures: [] };
  } finally {
    await embedder.close();
  }
}

type EvaluationSet = Awaited<ReturnType<typeof readEvaluationSet>>;
type OpenIndex = Awaited<ReturnType<typeof openIndex>>;

interface SearchedSet {
  readonly set: EvaluationSet;
  readonly searchable: CalibrationIndex;
  readonly passages: readonly Float32Array[];
}

/** What each set's questions are searched in: its own passages, or the corpus. */
async function indexSets(
  sets: readonly EvaluationSet[],
  {
    index,
    embedder,
    onProgress,
    signal,
  }: WorkOptions & { readonly index: OpenIndex; readonly embedder: Embedder },
): Promise<readonly SearchedSet[]> {
  const options = {
    signal,
    onProgress: (done: number, total: number) =>
      onProgress({ message: '正在计算向量', done, total }),
  };
  const searched: SearchedSet[] = [];
  for (const set of sets) {
    if (set.kind === 'passages') {
      const searchable = await withLexicon(await indexPassages(set.set, { embedder, ...options }));
      searched.push({ set, searchable, passages: searchable.passages });
    } else {
      const passages = await embedder.embedPassages(passageTexts(index), options);
      searched.push({ set, searchable: index, passages });
    }
  }
  return searched;
}

/** The chunks of a document index as it embedded them. */
function passageTexts({ store }: Pick<CalibrationIndex, 'store'>): readonly string[] {
  return store.chunks.map((chunk) =>
    embeddedText(chunk, { text: store.document(chunk.documentId)?.text ?? '', range: chunk }),
  );
}

/** How the labelled questions turn out under a calibration that is being tried. */
async function answerUnder(
  calibration: Parameters<typeof answererOver>[1]['calibration'],
  options: {
    readonly index: OpenIndex;
    readonly questions: readonly LabelledQuestion[];
    readonly signal: AbortSignal;
  },
): Promise<FloorFigures> {
  const { index, questions, signal } = options;
  let today = new Date();
  const { answerer, search } = answererOver(index, { calibration, today: () => today });
  const { figures } = await evaluateLabelled(questions, {
    store: index.store,
    retriever: search,
    ask: (request, now) => {
      today = now;
      return answerer.ask(request);
    },
    signal,
  });
  return {
    refuseBelow: calibration.refusal.refuseBelow,
    refusedWhenShould: figures['refused-when-should'] ?? 0,
    refusedWhenShouldNot: figures['refused-when-should-not'] ?? 0,
  };
}
