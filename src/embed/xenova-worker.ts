import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { WenceError } from '../errors.js';
import type { CarriedError, WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.js';
import { loadXenovaModel, type XenovaModel } from './xenova-model.js';

/** Entry of the worker thread that {@link openXenovaWorkerEmbedder} starts. */
if (parentPort !== null) {
  await serve(parentPort, workerData);
}

async function serve(port: MessagePort, { folder }: WorkerStart): Promise<void> {
  const say = (reply: WorkerReply, transfer: ArrayBuffer[] = []) =>
    port.postMessage(reply, transfer);
  const model = await loadXenovaModel(folder).catch((error: unknown) => {
    say({ kind: 'failed-to-load', error: carried(error) });
  });
  if (model === undefined) {
    return;
  }
  port.on('message', (request: WorkerRequest) => {
    void reply(model, request).then(
      (answer) => {
        const isVector = answer.kind === 'embedded' && answer.vector.buffer instanceof ArrayBuffer;
        say(answer, isVector ? [answer.vector.buffer] : []);
        if (answer.kind === 'closed') {
          port.close();
        }
      },
      (error: unknown) => say({ kind: 'failed', id: request.id, error: carried(error) }),
    );
  });
  say({ kind: 'ready' });
}

async function reply(model: XenovaModel, request: WorkerRequest): Promise<WorkerReply> {
  switch (request.kind) {
    case 'embed':
      return { kind: 'embedded', id: request.id, vector: await model.embed(request.text) };
    case 'count-tokens': {
      const counts = request.texts.map((text) => model.countTokens(text));
      return { kind: 'counted', id: request.id, counts };
    }
    case 'close':
      await model.dispose();
      return { kind: 'closed', id: request.id };
  }
}

function carried(error: unknown): CarriedError {
  return error instanceof WenceError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
