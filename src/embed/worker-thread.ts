import { Worker } from 'node:worker_threads';
import { WenceError } from '../errors.js';
import type { WorkerReply, WorkerResult, WorkerTask } from './worker-messages.js';

/** A worker thread that performs one task after the other. */
export interface WorkerThread {
  /** False once the thread has failed; a new one is needed then. */
  readonly isAlive: boolean;
  /** @throws WenceError as the task threw it, or `internal` where the thread itself broke down */
  perform(task: WorkerTask): Promise<Exclude<WorkerResult, { readonly kind: 'failed' }>>;
}

interface Pending {
  readonly resolve: (result: WorkerResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Starts a worker on a module; it keeps the process alive only while a task is under way. */
export function startWorkerThread(module: URL): WorkerThread {
  const worker = new Worker(module, { name: 'wence-embedder' });
  worker.unref();
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let failure: WenceError | undefined;

  function fail(message: string, cause?: unknown): void {
    failure ??= new WenceError('internal', message, { cause });
    for (const { reject } of pending.values()) {
      reject(failure);
    }
    pending.clear();
    worker.unref();
  }

  worker.on('message', ({ id, result }: WorkerReply) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) {
      worker.unref();
    }
    waiting?.resolve(result);
  });
  worker.on('error', (cause) => fail(`嵌入线程出错：${cause.message}`, cause));
  worker.on('exit', (code) => fail(`嵌入线程意外结束（退出码 ${code}）。`));

  return {
    get isAlive() {
      return failure === undefined;
    },
    async perform(task) {
      const result = await new Promise<WorkerResult>((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        worker.ref();
        worker.postMessage({ id: lastId, task });
      });
      if (result.kind === 'failed') {
        throw new WenceError(result.error.code, result.error.message);
      }
      return result;
    },
  };
}
