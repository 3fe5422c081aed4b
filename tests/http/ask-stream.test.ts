import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Answerer, AskOptions } from '../../src/answer/answer.js';
import type { ServiceState } from '../../src/http/app-env.js';
import { readEvents } from '../support/event-stream.js';
import { answerer, asking, document, fakeApp, quote, readyState } from './fake-service.js';

const streaming = { Accept: 'text/event-stream' };

async function streamed(question: string) {
  const response = await fakeApp().app.request('/api/ask', asking({ question }, streaming));
  const events = readEvents(await response.text());
  return events.map(({ event, data }) => ({ event, data: JSON.parse(data) }));
}

/** A ready service whose answers are made by a function. */
function serviceOf(ask: Answerer['ask']): () => ServiceState {
  return () => ({ ...readyState, answerer: { ask } });
}

/** An answer that opens and then waits for ever, and what it was asked with. */
function waitingService() {
  const asked: AskOptions[] = [];
  const state = serviceOf((_request, options = {}) => {
    asked.push(options);
    options.onEvent?.({
      kind: 'meta',
      id: 'a_1',
      conversationId: 'c_1',
      interpretedQuestion: '问',
    });
    return new Promise((_resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  });
  return { state, asked };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('POST /api/ask as an event stream', () => {
  it('brings meta, citations, deltas, notices and the whole answer, in this order', async () => {
    const events = await streamed('招商重点');
    expect(events.map(({ event }) => event)).toEqual([
      'meta',
      'citation',
      'delta',
      'notice',
      'done',
    ]);
    expect(events[0]?.data).toEqual({
      id: 'a_1',
      conversationId: 'c_1',
      interpretedQuestion: '招商重点',
    });
    expect(events[1]?.data).toMatchObject({ index: 1, documentId: document.id, quote });
    expect(events[3]?.data).toEqual({ kind: 'year', message: '按 2023 年文件回答' });
  });

  it('ends with the very object that JSON would have brought, the deltas joining to its text', async () => {
    for (const question of ['招商重点', '拒答', '你能做什么']) {
      const events = await streamed(question);
      const whole = await fakeApp().app.request('/api/ask', asking({ question }));
      const answer = (await whole.json()) as Answer;
      expect(events.at(-1)).toEqual({ event: 'done', data: answer });
      const deltas = events.filter(({ event }) => event === 'delta');
      expect(deltas.map(({ data }) => data.text).join('')).toBe(answer.text);
    }
  });

  it('is neither kept nor held up on its way', async () => {
    const { app } = fakeApp();
    const response = await app.request('/api/ask', asking({ question: '问' }, streaming));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform');
    expect(response.headers.get('X-Accel-Buffering')).toBe('no');
    expect(response.headers.get('Vary')).toBe('Accept, Origin');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('X-Request-Id')).toBe('r1');
  });

  it('stays JSON for who asks for anything else', async () => {
    const { app } = fakeApp();
    for (const accept of ['*/*', 'application/json', 'text/event-stream;q=0.1, application/json']) {
      const response = await app.request(
        '/api/ask',
        asking({ question: '问' }, { Accept: accept }),
      );
      expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
      expect(response.headers.get('Vary')).toBe('Accept, Origin');
    }
  });

  it('opens before the answer is there', async () => {
    const { state } = waitingService();
    const response = await fakeApp({ state }).app.request(
      '/api/ask',
      asking({ question: '问' }, streaming),
    );
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^event: meta\n/);
    await reader?.cancel();
  });

  it('shows signs of life while it waits, and none once it is over', async () => {
    vi.useFakeTimers();
    const { state } = waitingService();
    const response = await fakeApp({ state }).app.request(
      '/api/ask',
      asking({ question: '问' }, streaming),
    );
    const reader = response.body?.getReader();
    await reader?.read();
    vi.advanceTimersByTime(15_000);
    const beat = await reader?.read();
    expect(new TextDecoder().decode(beat?.value)).toBe(': waiting\n\n');
    await reader?.cancel();
    await Promise.resolve();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops the answer where the client stops reading', async () => {
    const { state, asked } = waitingService();
    const { app, lines } = fakeApp({ state });
    const response = await app.request('/api/ask', asking({ question: '问' }, streaming));
    expect(asked[0]?.signal?.aborted).toBe(false);
    await response.body?.cancel();
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(lines.map(({ logged }) => logged)).toEqual(['request']);
  });

  it('stops the answer where the connection ends, streamed or not', async () => {
    for (const headers of [streaming, {}]) {
      const gone = new AbortController();
      const state = serviceOf((_request, options = {}) => {
        const stopped = new Promise<never>((_resolve, reject) => {
          options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
        gone.abort();
        return stopped;
      });
      const { app, lines } = fakeApp({ state });
      const init = { ...asking({ question: '问' }, headers), signal: gone.signal };
      const response = await app.request(new Request('http://localhost/api/ask', init));
      expect(response.status).toBe(499);
      expect(lines.map(({ logged }) => logged)).toEqual(['request']);
    }
  });
});

describe('errors of an event stream', () => {
  it('are plain replies with their status as long as nothing was sent', async () => {
    const cases = [
      [{ question: '' }, 400, 'invalid_request'],
      [{ question: '问', filter: { documentIds: ['nope'] } }, 404, 'not_found'],
      [{ question: '故障' }, 500, 'internal'],
      [{ question: '问'.repeat(30_000) }, 413, 'body_too_large'],
    ] as const;
    for (const [body, status, code] of cases) {
      const response = await fakeApp().app.request('/api/ask', asking(body, streaming));
      expect(response.status).toBe(status);
      expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
      expect(await response.json()).toMatchObject({ error: { code } });
    }
  });

  it('are the same for access, limits and the index that is not there', async () => {
    const request = asking({ question: '问' }, streaming);
    const keys = fakeApp({ environment: { WENCE_API_KEYS: 'first-key' } });
    expect((await keys.app.request('/api/ask', request)).status).toBe(401);
    const limited = fakeApp({ environment: { WENCE_RATE_LIMIT: '1' } });
    expect((await limited.app.request('/api/ask', request)).status).toBe(200);
    const tooMany = await limited.app.request('/api/ask', request);
    expect(tooMany.status).toBe(429);
    expect(tooMany.headers.get('Retry-After')).toBe('60');
    const progress = { message: '正在建立索引', done: 1, total: 2 };
    const loading = fakeApp({ state: () => ({ kind: 'loading', progress }) });
    expect((await loading.app.request('/api/ask', request)).status).toBe(503);
  });

  it('come as the last event once something was sent, and tell the log alone what happened', async () => {
    const { app, lines } = fakeApp();
    const response = await app.request('/api/ask', asking({ question: '中断' }, streaming));
    expect(response.status).toBe(200);
    const text = await response.text();
    const events = readEvents(text);
    expect(events.map(({ event }) => event)).toEqual(['meta', 'error']);
    expect(JSON.parse(events[1]?.data ?? '')).toMatchObject({
      error: { code: 'internal', message: expect.stringContaining('r1') },
    });
    expect(text).not.toContain('secret');
    const broken = lines.find(({ logged }) => logged === 'reply broke off');
    expect(broken).toMatchObject({ requestId: 'r1', path: '/api/ask' });
    expect(broken?.error).toEqual(new Error('secret inner words'));
  });

  it('leave the plain answer as it was', async () => {
    const response = await fakeApp().app.request('/api/ask', asking({ question: '中断' }));
    expect(response.status).toBe(500);
    expect((await answerer.ask({ question: '问' })).text).toContain(quote);
  });
});
