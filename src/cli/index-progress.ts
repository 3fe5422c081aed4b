import type { Progress } from './services.js';

const stageNames = {
  reading: '正在读取文件',
  embedding: '正在计算向量',
  writing: '正在写入索引',
} as const;

/** What building an index reports, in words. */
export function inWords(onProgress: (progress: Progress) => void) {
  return (progress: {
    readonly stage: keyof typeof stageNames;
    readonly done: number;
    readonly total: number;
  }) => {
    const { stage, done, total } = progress;
    onProgress({ message: stageNames[stage], done, total });
  };
}
