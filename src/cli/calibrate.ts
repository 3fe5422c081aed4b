import { join } from 'node:path';
import { embeddedText } from '../chunk/context.js';
import {
  cachedEmbedder,
  openIndex,
  readEvaluationSet,
  readModelCalibration,
  replaceFile,
  withLexicon,
} from '../compose.js';
import type { Settings } from '../config.js';
import type { Embedder } from '../embed/embedder.js';
import { calibrate as fitCalibration, type ObservedSet } from '../eval/calibrate.js';
import { calibrationReport } from '../eval/calibration-report.js';
import {
  backgroundOf,
  type CalibrationIndex,
  labelledFeatures,
  passageFeatures,
} from '../eval/calibration-set.js';
import type { SubjectExample } from '../eval/fit-subject.js';
import { indexPassages } from '../eval/passage-index.js';
import { CALIBRATION_FILE, calibrationText } from '../retrieve/calibration.js';
import { NO_REFUSAL_FEATURES } from '../retrieve/refusal-score.js';
import { simplifiedForModel } from '../text/script-variants.js';
import { inWords } from './index-progress.js';
import { observeHalves, observeLabelled } from './observe-refusals.js';
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
    const result = await fitCalibration(features, {
      modelHash: embedder.modelHash,
      background,
      fittedOn: new Date().toISOString().slice(0, 10),
      subjects: await subjectExamples(sets, embedder),
      // One that is missing, damaged or another model's is what this command replaces.
      previous: await readModelCalibration(modelDir, embedder).catch(() => undefined),
      observe: ({ fusion, nearAbove, subject }) => {
        const refusal = { nearAbove, ...SCORELESS };
        const calibration = { fusion, background: [...background], refusal, subject };
        return observeSets(sets, { calibration, index, embedder: cached, onProgress, signal });
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

async function subjectExamples(
  sets: readonly EvaluationSet[],
  embedder: Pick<Embedder, 'embedQuery'>,
): Promise<readonly SubjectExample[]> {
  const examples: SubjectExample[] = [];
  for (const set of sets) {
    if (set.kind !== 'labelled') continue;
    for (const { question, official } of set.subjects ?? []) {
      const vector = await embedder.embedQuery(simplifiedForModel(question));
      examples.push({ vector, isOfficial: official });
    }
  }
  return examples;
}

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

/** No model yet: the answerers that are observed refuse always or never. */
const SCORELESS = {
  refuseBelow: 0,
  intercept: 0,
  weights: NO_REFUSAL_FEATURES,
};

/** Every set with questions to refuse, put to the answerer under a fusion. */
async function observeSets(
  sets: readonly EvaluationSet[],
  {
    index,
    embedder,
    calibration,
    onProgress,
    signal,
  }: WorkOptions & {
    readonly index: OpenIndex;
    readonly embedder: Embedder;
    readonly calibration: Parameters<typeof observeLabelled>[1]['calibration'];
  },
): Promise<readonly ObservedSet[]> {
  const options = {
    calibration,
    signal,
    onProgress: (done: number, total: number) =>
      onProgress({ message: '正在试答题集里的问题', done, total }),
  };
  const observed: ObservedSet[] = [];
  for (const set of sets) {
    if (set.kind === 'labelled') observed.push(await observeLabelled(set, { ...options, index }));
    else if (set.whole !== undefined) {
      observed.push(await observeHalves(set.whole, { ...options, embedder }));
    }
  }
  return observed;
}
