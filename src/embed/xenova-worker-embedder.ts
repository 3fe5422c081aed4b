import { Worker } from 'node:worker_threads';
import { WenceError } from '../errors.js';
import { createEmbedder } from './create-embedder.js';
import type { Embedder } from './embedder.js';
import { readModelFolder } from './fs-model-folder.js';
import type { CarriedError, WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.js';

interface Pending {
  readonly resolve: (reply: WorkerReply) => void;
  readonly reject: (reason: unknown) => void;
}

/** How long a closing worker may finish the text it is on before it is stopped. */
const CLOSE_TIMEOUT_MS = 2000;

/**
 * An embedder in one worker thread, so that a serving process never waits for the model: the
 * calling thread only passes messages. One worker is enough, since onnxruntime itself uses every
 * core for one text; a second one on two cores was measured and adds nothing.
 *
 * The worker runs the compiled file beside this one, so this works from `dist/` only.
 *
 * @throws WenceError `invalid_model` where the folder is no usable model.
 */
export async function openXenovaWorkerEmbedder(modelDir: string): Promise<Embedder> {
  const folder = await readModelFolder(modelDir);
  const thread = await startWorker(folder.path, { folder });
  return createEmbedder(folder, {
    async embed(text) {
      const reply = await thread.ask((id) => ({ kind: 'embed', id, text }));
      return reply.kind === 'embedded' ? reply.vector : unexpected(reply);
    },
    async countTokens(texts) {
      const reply = await thread.ask((id) => ({ kind: 'count-tokens', id, texts }));
      return reply.kind === 'counted' ? reply.counts : unexpected(reply);
    },
    close: () => thread.stop(),
  });
}

interface WorkerThread {
  ask(request: (id: number) => WorkerRequest): Promise<WorkerReply>;
  stop(): Promise<void>;
}

function startWorker(modelPath: string, start: WorkerStart): Promise<WorkerThread> {
  const worker = new Worker(new URL('./xenova-worker.js', import.meta.url), {
    workerData: start,
    name: 'wence-embedder',
  });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let ended: unknown;

  function end(reason: unknown): void {
    ended ??= reason;
    for (const { reject } of pending.values()) {
      reject(ended);
    }
    pending.clear();
    worker.unref();
  }

  function ask(request: (id: number) => WorkerRequest): Promise<WorkerReply> {
    return new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      // A process with a question under way must not end before its answer.
      worker.ref();
      worker.postMessage(request(lastId));
    });
  }

  async function stop(): Promise<void> {
    if (ended !== undefined) {
      return;
    }
    const timer = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS);
    await ask((id) => ({ kind: 'close', id })).catch(() => undefined);
    clearTimeout(timer);
    end(new WenceError('not_ready', '嵌入模型已关闭。'));
    await worker.terminate();
  }

  return new Promise((resolve, reject) => {
    worker.on('message', (reply: WorkerReply) => {
      switch (reply.kind) {
        case 'ready':
          worker.unref();
          resolve({ ask, stop });
          return;
        case 'failed-to-load':
          reject(revived(reply.error));
          void worker.terminate();
          return;
        default:
          settle(reply);
      }
    });
    worker.on('error', (cause) => {
      const error = new WenceError('internal', `嵌入线程出错（${modelPath}）：${cause.message}`, {
        cause,
      });
      reject(error);
      end(error);
    });
    worker.on('exit', (code) => {
      const error = new WenceError('internal', `嵌入线程意外结束（退出码 ${code}）。`);
      reject(error);
      end(error);
    });
  });

  function settle(reply: Exclude<WorkerReply, { kind: 'ready' | 'failed-to-load' }>): void {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (pending.size === 0) {
      worker.unref();
    }
    if (reply.kind === 'failed') {
      waiting?.reject(revived(reply.error));
    } else {
      waiting?.resolve(reply);
    }
  }
}

function revived({ code, message }: CarriedError): WenceError {
  return new WenceError(code, message);
}

function unexpected(reply: WorkerReply): never {
  throw new WenceError('internal', `嵌入线程答非所问：${reply.kind}`);
}
