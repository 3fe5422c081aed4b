import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Answer, Answerer, AskRequest } from '../../../src/answer/answer.js';
import { type AnswerStream, createAnswerStream } from '../../../src/answer/answer-stream.js';
import type { Feedback } from '../../../src/answer/conversations.js';
import { readSettings } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import type { ServiceState } from '../../../src/http/app-env.js';
import { readWidgetAssets, type WidgetAssets } from '../../../src/http/widget-assets.js';
import { readyState } from '../../http/fake-service.js';
import { sampleAnswer } from './sample-answer.js';

/** The real server over answers that a test gives itself, piece by piece if it likes. */
export interface FakeWence {
  readonly url: string;
  /** Every question that came, in order. */
  readonly asked: readonly AskRequest[];
  /** Every request's method and path, in order. */
  readonly requests: readonly string[];
  /** Every rating that came, in order. */
  readonly ratings: readonly (Feedback & { readonly answerId: string })[];
  /** Every conversation that was forgotten. */
  readonly forgotten: readonly string[];
  /** Takes the next question and gives it to the test to answer. */
  holdNext(): Promise<HeldAnswer>;
  /** What the service says of itself from now on. */
  become(state: 'ready' | Exclude<ServiceState, { readonly kind: 'ready' }>): void;
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

/** How a fake is set up. */
export interface FakeWenceOptions {
  /** A name under `.test` that it is reached by, instead of this machine's address. */
  readonly name?: string;
  /** Settings, by what it is reached by. */
  readonly environment?: (url: string) => Readonly<Record<string, string>>;
}

let widget: WidgetAssets | undefined;

/** Starts a fake on a port of its own. */
export async function startFakeWence({
  name = '127.0.0.1',
  environment,
}: FakeWenceOptions = {}): Promise<FakeWence> {
  const asked: AskRequest[] = [];
  const requests: string[] = [];
  const ratings: (Feedback & { answerId: string })[] = [];
  const forgotten: string[] = [];
  const waiting: ((held: HeldAnswer) => void)[] = [];
  const answerer: Answerer = {
    ask: (request, { signal = new AbortController().signal, onEvent } = {}) => {
      asked.push(request);
      const answer = sampleAnswer(request, asked.length);
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
  const conversations: typeof readyState.conversations = {
    ...readyState.conversations,
    forget: (id) => {
      forgotten.push(id);
      return Promise.resolve();
    },
    rate: (answerId, feedback) => {
      ratings.push({ ...feedback, answerId });
      return Promise.resolve(true);
    },
  };
  const ready: ServiceState = { ...readyState, answerer, conversations };
  let state: ServiceState = ready;

  const open = (port: number) => {
    const server = createAdaptorServer({
      fetch: (request: Request, bindings: unknown) => {
        requests.push(`${request.method} ${new URL(request.url).pathname}`);
        return app.fetch(request, bindings as never);
      },
    }) as Server;
    return new Promise<Server>((done) => {
      server.listen(port, '127.0.0.1', () => done(server));
    });
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://${name}:${port}`;
  widget ??= readWidgetAssets();
  const app = createApp({
    settings: readSettings({
      environment: { WENCE_RATE_LIMIT: '0', ...environment?.(url) },
      workingDir: '/nonexistent',
    }),
    state: () => state,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => new Date(),
    newId: () => `r${requests.length}`,
    widget,
  });
  return {
    url,
    asked,
    requests,
    ratings,
    forgotten,
    holdNext: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    become: (next) => {
      state = next === 'ready' ? ready : next;
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
