import { type MessagePort, parentPort } from 'node:worker_threads';
import { WenceError } from '../errors.js';
import { collectGarbage } from './collect-garbage.js';
import type {
  CarriedError,
  WorkerReply,
  WorkerRequest,
  WorkerResult,
  WorkerTask,
} from './worker-messages.js';
import { loadXenovaModel, type XenovaModel } from './xenova-model.js';

/** Entry of the worker thread that {@link openXenovaWorkerEmbedder} starts. */
if (parentPort !== null) {
  serve(parentPort);
}

function serve(port: MessagePort): void {
  const models = new Map<number, XenovaModel>();
  port.on('message', ({ id, task }: WorkerRequest) => {
    void perform(task, { id, models })
      .catch((error: unknown): WorkerResult => ({ kind: 'failed', error: carried(error) }))
      .then((result) => {
        const reply: WorkerReply = { id, result };
        port.postMessage(reply);
      });
  });
}

async function perform(
  task: WorkerTask,
  { id, models }: { readonly id: number; readonly models: Map<number, XenovaModel> },
): Promise<WorkerResult> {
  switch (task.kind) {
    case 'open':
      models.set(id, await loadXenovaModel(task.folder));
      collectGarbage();
      return { kind: 'opened', model: id };
    case 'embed':
      return { kind: 'embedded', vector: await modelOf(models, task.model).embed(task.text) };
    case 'count-tokens': {
      const model = modelOf(models, task.model);
      return { kind: 'counted', counts: task.texts.map((text) => model.countTokens(text)) };
    }
    case 'score': {
      const model = modelOf(models, task.model);
      return { kind: 'scored', scores: await model.score(task.question, task.passages) };
    }
    case 'close':
      await models.get(task.model)?.dispose();
      models.delete(task.model);
      return { kind: 'closed' };
  }
}

function modelOf(models: ReadonlyMap<number, XenovaModel>, number: number): XenovaModel {
  const model = models.get(number);
  if (model === undefined) {
    throw new WenceError('not_ready', '嵌入模型已关闭。');
  }
  return model;
}

function carried(error: unknown): CarriedError {
  return error instanceof WenceError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
