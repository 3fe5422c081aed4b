import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answerer } from '../../src/answer/answer.js';
import { asking, fakeApp, readyState } from './fake-service.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on a free port whose answers open and then wait until they are stopped. */
async function waitingServer() {
  let asked = () => {};
  let stopped = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const isStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const answerer: Answerer = {
    ask: (_request, { signal, onEvent } = {}) => {
      onEvent?.({ kind: 'meta', id: 'a_1', conversationId: 'c_1', interpretedQuestion: '问' });
      asked();
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped();
          reject(signal.reason);
        });
      });
    },
  };
  const { app, lines } = fakeApp({ state: () => ({ ...readyState, answerer }) });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, lines, isAsked, isStopped };
}

const question = { question: '问' };
const chat = { model: 'wence', messages: [{ role: 'user', content: '问' }] };
const call = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'ask_policy', arguments: question },
};
const both = { Accept: 'application/json, text/event-stream' };

describe('a client that hangs up stops its answer', () => {
  const requests: readonly (readonly [string, string, RequestInit])[] = [
    ['that would come whole', '/api/ask', asking(question)],
    ['that comes in pieces', '/api/ask', asking(question, { Accept: 'text/event-stream' })],
    ['of the OpenAI protocol', '/v1/chat/completions', asking(chat)],
    ['of the OpenAI protocol, streamed', '/v1/chat/completions', asking({ ...chat, stream: true })],
    ['of MCP', '/mcp', asking(call, both)],
  ];
  for (const [name, path, init] of requests) {
    it(name, async () => {
      const { url, lines, isAsked, isStopped } = await waitingServer();
      const gone = new AbortController();
      const reply = fetch(url + path, { ...init, signal: gone.signal }).then(
        (response) => response.text(),
        () => null,
      );
      await isAsked;
      gone.abort();
      await isStopped;
      await reply.catch(() => null);
      expect(lines.filter(({ logged }) => logged !== 'request')).toEqual([]);
    });
  }
});
