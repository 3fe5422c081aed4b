import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Answer, Answerer, AskRequest } from '../../../src/answer/answer.js';
import { type AnswerStream, createAnswerStream } from '../../../src/answer/answer-stream.js';
import { readSettings } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import type { ServiceState } from '../../../src/http/app-env.js';
import { readyState } from '../../http/fake-service.js';
import { sampleAnswer } from './sample-answer.js';

/** The real server over answers that a test gives itself, piece by piece if it likes. */
export interface FakeWence {
  readonly url: string;
  readonly port: number;
  /** Every question that came, in order. */
  readonly asked: readonly AskRequest[];
  /** Every request's method and path, in order. */
  readonly requests: readonly string[];
  /** Takes the next question and gives it to the test to answer. */
  holdNext(): Promise<HeldAnswer>;
  /** What the service says of itself from now on. */
  become(state: ServiceState): void;
  /** Goes away: every connection is cut, the port closed. */
  stop(): Promise<void>;
  /** Comes back at the same address. */
  restart(): Promise<void>;
}

/** A question that waits for the test to answer it. */
export interface HeldAnswer {
  readonly request: AskRequest;
  /** Aborted once nobody waits any more. */
  readonly signal: AbortSignal;
  /** The answer that `finish` will give. */
  readonly answer: Answer;
  readonly stream: AnswerStream;
  finish(): void;
  fail(): void;
}

/** Starts a fake on a port of its own. */
export async function startFakeWence(
  options: { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<FakeWence> {
  const asked: AskRequest[] = [];
  const requests: string[] = [];
  const waiting: ((held: HeldAnswer) => void)[] = [];
  let ids = 0;
  const answerer: Answerer = {
    ask: (request, { signal = new AbortController().signal, onEvent } = {}) => {
      asked.push(request);
      ids += 1;
      const answer = sampleAnswer(request, ids);
      const stream = createAnswerStream(onEvent);
      const take = waiting.shift();
      if (take === undefined) {
        stream.finish(answer);
        return Promise.resolve(answer);
      }
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        const finish = () => {
          stream.finish(answer);
          resolve(answer);
        };
        const fail = () => reject(new Error('the test breaks this answer'));
        take({ request, signal, answer, stream, finish, fail });
      });
    },
  };
  let state: ServiceState = { ...readyState, answerer };
  const app = createApp({
    settings: readSettings({
      environment: { WENCE_RATE_LIMIT: '0', ...options.environment },
      workingDir: '/nonexistent',
    }),
    state: () => state,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => new Date(),
    newId: () => `r${requests.length}`,
  });
  const fetch = (request: Request, bindings: unknown) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return app.fetch(request, bindings as never);
  };
  const open = (port: number) => {
    const server = createAdaptorServer({ fetch }) as import('node:http').Server;
    return new Promise<typeof server>((done) => {
      server.listen(port, '127.0.0.1', () => done(server));
    });
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    requests,
    holdNext: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    become: (next) => {
      state = next.kind === 'ready' ? { ...next, answerer } : next;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
    restart: async () => {
      server = await open(port);
    },
  };
}
