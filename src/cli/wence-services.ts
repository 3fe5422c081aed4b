import { buildIndex, openWence, readDocumentFile } from '../compose.js';
import type { Settings } from '../config.js';
import { WenceError } from '../errors.js';
import { readOutline } from '../outline/read-outline.js';
import { diagnose } from './diagnose.js';
import type { Progress, Services } from './services.js';

/** The commands' services as the program composes them. */
export const wenceServices: Services = {
  buildIndex: (settings, { onProgress, signal, rebuild, keepGoing }) =>
    buildIndex({
      ...foldersOf(settings),
      onProgress: inWords(onProgress),
      signal,
      rebuild,
      keepGoing,
    }),

  open: async (settings, { onProgress, signal, keepGoing }) => {
    onProgress({ message: '正在载入模型和索引', done: 0, total: 0 });
    const { report, ...wence } = await openWence({
      ...foldersOf(settings),
      today: () => settings.now ?? new Date(),
      onProgress: inWords(onProgress),
      signal,
      keepGoing,
    });
    return { ...wence, skipped: report.skipped };
  },

  readDocuments: async (path) => readOutline(await readDocumentFile(path)),
  evaluate: () => Promise.reject(new WenceError('internal', '评测还没有接上。')),
  calibrate: () => Promise.reject(new WenceError('internal', '校准还没有接上。')),
  diagnose,
};

function foldersOf({ corpusDir, indexDir, modelDir }: Settings) {
  return { corpusDir, indexDir, modelDir };
}

const stageNames = {
  reading: '正在读取文件',
  embedding: '正在计算向量',
  writing: '正在写入索引',
} as const;

function inWords(onProgress: (progress: Progress) => void) {
  return ({
    stage,
    done,
    total,
  }: {
    stage: keyof typeof stageNames;
    done: number;
    total: number;
  }) => onProgress({ message: stageNames[stage], done, total });
}
