import { WenceError } from '../errors.js';
import { createEmbedder } from './create-embedder.js';
import type { Embedder } from './embedder.js';
import { readModelFolder } from './fs-model-folder.js';
import type { WorkerResult } from './worker-messages.js';
import { startWorkerThread, type WorkerThread } from './worker-thread.js';

/**
 * The one embedding thread of this process, started when first needed and never ended: onnxruntime
 * 1.14 crashes now and then (a segmentation fault in about one of five trials) when a thread that
 * had it loaded ends and another loads it. A closed model's thread waits, idle, for the next.
 */
let sharedThread: WorkerThread | undefined;

/**
 * An embedder in a worker thread, so that a serving process never waits for the model: the calling
 * thread only passes messages. One thread is enough, since onnxruntime itself uses every core for
 * one text; a second one on two cores was measured and adds nothing.
 *
 * The thread runs the compiled file beside this one, so this works from `dist/` only.
 *
 * @throws WenceError `invalid_model` where the folder is no usable model.
 */
export async function openXenovaWorkerEmbedder(modelDir: string): Promise<Embedder> {
  const folder = await readModelFolder(modelDir);
  if (sharedThread === undefined || !sharedThread.isAlive) {
    sharedThread = startWorkerThread(new URL('./xenova-worker.js', import.meta.url));
  }
  const thread = sharedThread;
  const opened = await thread.perform({ kind: 'open', folder });
  const model = opened.kind === 'opened' ? opened.model : unexpected(opened);
  return createEmbedder(folder, {
    async embed(text) {
      const result = await thread.perform({ kind: 'embed', model, text });
      return result.kind === 'embedded' ? result.vector : unexpected(result);
    },
    async countTokens(texts) {
      const result = await thread.perform({ kind: 'count-tokens', model, texts });
      return result.kind === 'counted' ? result.counts : unexpected(result);
    },
    async score(question, passages) {
      const result = await thread.perform({ kind: 'score', model, question, passages });
      return result.kind === 'scored' ? result.scores : unexpected(result);
    },
    async close() {
      await thread.perform({ kind: 'close', model });
    },
  });
}

function unexpected(result: WorkerResult): never {
  throw new WenceError('internal', `嵌入线程答非所问：${result.kind}`);
}
