import { WenceError } from '../errors.js';
import type { EmbedOptions } from './embedder.js';

/** Runs one piece of work at a time on a model, wherever the model lives. */
export interface EmbeddingEngine {
  /** Unit vector of a text that already carries its prefix. */
  embed(text: string): Promise<Float32Array>;
}

/** Orders the work of one engine: a question waits for one passage at most, never for a batch. */
export interface EmbeddingQueue {
  /**
   * Goes before every passage that is not yet being computed.
   * @throws WenceError `not_ready` while {@link MOST_WAITING} others wait
   */
  urgent(text: string): Promise<Float32Array>;
  /** The same for other work that a question needs of the model; it may reject, not throw. */
  urgentWork<Result>(work: () => Promise<Result>): Promise<Result>;
  /** In order, one at a time; rejects at once when `signal` is aborted, leaving the rest undone. */
  batch(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** Rejects what is waiting, and whatever comes later. */
  close(): void;
}

/**
 * Pieces of work that may wait for the model at once. A question takes it about 5 ms (20 for one of 1,000 characters),
 * and 80 ms more where sections are read: the last of them waits some seconds, 20 at the very most; more would
 * time out before they are answered.
 */
export const MOST_WAITING = 256;

interface Job {
  /** Never rejects: who asked is told. */
  readonly run: () => Promise<void>;
  readonly reject: (reason: unknown) => void;
}

/** A serving process re-indexes while it answers: questions jump ahead of the passages. */
export function createEmbeddingQueue(engine: EmbeddingEngine): EmbeddingQueue {
  const urgentJobs: Job[] = [];
  const passageJobs: Job[] = [];
  let running = false;
  let closed = false;

  async function run(): Promise<void> {
    running = true;
    for (let job = next(); job !== undefined; job = next()) {
      await job.run();
    }
    running = false;
  }

  function next(): Job | undefined {
    return urgentJobs.shift() ?? passageJobs.shift();
  }

  function add<Result>(jobs: Job[], work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (closed) {
        reject(closedError());
        return;
      }
      jobs.push({ run: () => work().then(resolve, reject), reject });
      if (!running) {
        void run();
      }
    });
  }

  function urgently<Result>(work: () => Promise<Result>): Promise<Result> {
    return urgentJobs.length < MOST_WAITING ? add(urgentJobs, work) : Promise.reject(busyError());
  }

  return {
    urgent: (text) => urgently(() => engine.embed(text)),
    urgentWork: urgently,
    async batch(texts, { onProgress, signal } = {}) {
      const vectors: Float32Array[] = [];
      // One passage in the queue at a time: nothing to take back when the caller gives up.
      for (const text of texts) {
        signal?.throwIfAborted();
        vectors.push(await add(passageJobs, () => engine.embed(text)));
        onProgress?.(vectors.length, texts.length);
      }
      return vectors;
    },
    close() {
      closed = true;
      for (const job of [...urgentJobs.splice(0), ...passageJobs.splice(0)]) {
        job.reject(closedError());
      }
    },
  };
}

function closedError(): WenceError {
  return new WenceError('not_ready', '嵌入模型已关闭。');
}

function busyError(): WenceError {
  return new WenceError('not_ready', '现在提问的人太多，请过一会儿再试。');
}
