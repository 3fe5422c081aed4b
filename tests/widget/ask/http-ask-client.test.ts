import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerEvent } from '../../../src/answer/answer.js';
import { AskFailure } from '../../../src/widget/ask/ask-client.js';
import { createAskClient } from '../../../src/widget/ask/http-ask-client.js';
import {
  aCitation,
  anAnswer,
  errorReply,
  eventStream,
  frame,
  framesOf,
  openStream,
} from './replies.js';

const BASE_URL = 'https://wence.example/';
const QUESTION = { question: '招商重点是什么' };

type Reply = (url: string, init: RequestInit) => Response | Promise<Response>;

function clientOf(reply: Reply, baseUrl = BASE_URL) {
  const calls: { url: string; init: RequestInit }[] = [];
  const client = createAskClient({
    baseUrl,
    language: () => 'en',
    access: { token: () => Promise.resolve(null), renew: () => Promise.resolve(false) },
    fetch: (input, init = {}) => {
      calls.push({ url: String(input), init });
      return Promise.resolve().then(() => reply(String(input), init));
    },
  });
  return { client, calls };
}

function asked(reply: Reply, signal = new AbortController().signal) {
  const events: AnswerEvent[] = [];
  const { client, calls } = clientOf(reply);
  const answer = client.ask(QUESTION, { signal, onEvent: (event) => events.push(event) });
  return { answer, events, calls };
}

/** The failure of a promise that must have one. */
async function failure(promise: Promise<unknown>): Promise<AskFailure> {
  const error: unknown = await promise.then(
    () => new Error('no failure'),
    (reason: unknown) => reason,
  );
  if (error instanceof AskFailure) return error;
  throw error;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('asking', () => {
  it('follows no redirect: a token goes to the server it was made for', async () => {
    const { answer, calls } = asked(() => eventStream([framesOf(anAnswer())]));
    await answer;
    expect(calls[0]?.init.redirect).toBe('manual');
  });

  it('posts the question as JSON, in the reader’s language, for an event stream', async () => {
    const { answer, calls } = asked(() => eventStream([framesOf(anAnswer())]));
    await answer;
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toBe('https://wence.example/api/ask');
    expect(calls[0]?.init).toMatchObject({
      method: 'POST',
      body: JSON.stringify(QUESTION),
      headers: {
        Accept: 'text/event-stream',
        'Accept-Language': 'en',
        'Content-Type': 'application/json',
      },
    });
    expect(calls[0]?.init.headers).not.toHaveProperty('Authorization');
  });

  it('finds a server behind a path of its own', async () => {
    const { client, calls } = clientOf(
      () => eventStream([framesOf(anAnswer())]),
      'https://gate.example/wence',
    );
    await client.ask(QUESTION, { signal: new AbortController().signal, onEvent: () => undefined });
    expect(calls[0]?.url).toBe('https://gate.example/wence/api/ask');
  });

  it('tells the pieces as they come and gives the whole answer', async () => {
    const whole = anAnswer();
    const { answer, events } = asked(() => eventStream([framesOf(whole)]));
    expect(await answer).toEqual(whole);
    expect(events.map(({ kind }) => kind)).toEqual([
      'meta',
      'notice',
      'citation',
      ...Array.from(whole.text, () => 'delta'),
    ]);
    const text = events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');
    expect(text).toBe(whole.text);
  });

  it('gives the same events however the bytes are cut', async () => {
    const whole = anAnswer({ text: '第一条　𠀀与é。[1]\n· 二' });
    const bytes = new TextEncoder().encode(`: waiting\n\n${framesOf(whole)}`);
    const { answer, events } = asked(() => eventStream([bytes]));
    await answer;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, index) => bytes.slice(at[index], end));
        const again = asked(() => eventStream(pieces));
        expect(await again.answer).toEqual(whole);
        expect(again.events).toEqual(events);
      }),
      { numRuns: 60 },
    );
  });

  it('passes over events it does not know, and notices of a kind it does not know', async () => {
    const { answer, events } = asked(() =>
      eventStream([
        frame('weather', { sun: true }),
        'data: no name\n\n',
        frame('notice', { kind: 'new', message: '新' }),
        frame('done', anAnswer()),
      ]),
    );
    expect(await answer).toEqual(anAnswer());
    expect(events).toHaveLength(1);
  });

  it.each([
    ['a piece that is no JSON', 'event: delta\ndata: {"text":\n\n'],
    ['a delta without text', frame('delta', { words: '…' })],
    ['a delta that is a list', frame('delta', ['…'])],
    ['a citation without its place', frame('citation', { ...aCitation(), start: null })],
    ['a citation whose address is an object', frame('citation', { ...aCitation(), url: {} })],
    ['an answer of an unknown kind', frame('done', { ...anAnswer(), kind: 'sung' })],
    ['an answer without citations', frame('done', { ...anAnswer(), citations: null })],
    ['null', frame('done', null)],
  ])('takes %s for a failure of the server, not for an answer', async (_name, broken) => {
    const { answer } = asked(() => eventStream([broken, framesOf(anAnswer())]));
    expect((await failure(answer)).kind).toBe('server');
  });

  it('takes a stream without its last event for a broken connection', async () => {
    const frames = framesOf(anAnswer());
    const { answer, events } = asked(() => eventStream([frames.slice(0, frames.length - 40)]));
    expect((await failure(answer)).kind).toBe('unreachable');
    expect(events.length).toBeGreaterThan(3);
  });

  it('lets the reply end by itself, so that its connection can be used again', async () => {
    const onCancel = vi.fn();
    const pieces = [framesOf(anAnswer()), ': bye\n\n'];
    const { answer } = asked(() => eventStream(pieces, { onCancel }));
    await answer;
    await new Promise((done) => setTimeout(done));
    expect(onCancel).not.toHaveBeenCalled();
  });

  it('cancels a reply that does not end after its answer', async () => {
    vi.useFakeTimers();
    const onCancel = vi.fn();
    const { answer } = asked(() => openStream(framesOf(anAnswer()), { onCancel }));
    await answer;
    expect(onCancel).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it('tells what an error event says, with the request’s id', async () => {
    const error = {
      code: 'internal',
      message: '服务内部出错',
      details: [{ field: 'requestId', message: 'r7' }],
    };
    const { answer } = asked(() =>
      eventStream([frame('delta', { text: '一' }), frame('error', { error })]),
    );
    const failed = await failure(answer);
    expect(failed).toMatchObject({ kind: 'server', message: '服务内部出错', requestId: 'r7' });
  });

  it('does not take a page of a gateway for an answer', async () => {
    const page = () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
    expect((await failure(asked(page).answer)).kind).toBe('server');
  });

  it('cuts off an answer that does not end', async () => {
    const long = frame('delta', { text: '字'.repeat(400_000) });
    const onCancel = vi.fn();
    const { answer } = asked(() => eventStream(Array(5).fill(long), { onCancel }));
    expect((await failure(answer)).kind).toBe('server');
    expect(onCancel).toHaveBeenCalled();
  });
});

describe('stopping', () => {
  it('rejects with the signal’s reason and cancels the body', async () => {
    const controller = new AbortController();
    const onCancel = vi.fn();
    const started = vi.fn();
    const { client } = clientOf((_url, { signal = null }) =>
      openStream(frame('delta', { text: '一' }), { signal, onCancel }),
    );
    const answer = client.ask(QUESTION, { signal: controller.signal, onEvent: started });
    const outcome = answer.catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(started).toHaveBeenCalled());
    const reason = new Error('stopped');
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(onCancel).toHaveBeenCalled();
  });

  it('asks nothing where it was stopped before', async () => {
    const reason = new Error('stopped');
    const { answer } = asked((_url, init) => {
      init.signal?.throwIfAborted();
      return eventStream([]);
    }, AbortSignal.abort(reason));
    await expect(answer).rejects.toBe(reason);
  });

  it('gives up after a minute without a byte, but not while comments come', async () => {
    vi.useFakeTimers();
    let send: (text: string) => void = () => undefined;
    const { answer } = asked((_url, { signal }) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          send = (text) => controller.enqueue(new TextEncoder().encode(text));
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    });
    const outcome = failure(answer);
    let isOver = false;
    void outcome.then(() => {
      isOver = true;
    });
    for (let minute = 0; minute < 3; minute += 1) {
      await vi.advanceTimersByTimeAsync(50_000);
      send(': waiting\n\n');
    }
    await vi.advanceTimersByTimeAsync(59_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await outcome).kind).toBe('unreachable');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('failures', () => {
  it.each([
    [400, 'invalid_request', 'invalid'],
    [413, 'body_too_large', 'invalid'],
    [401, 'unauthorized', 'unauthorized'],
    [403, 'forbidden', 'unauthorized'],
    [404, 'not_found', 'not-found'],
    [429, 'rate_limited', 'rate-limited'],
    [503, 'not_ready', 'not-ready'],
    [500, 'internal', 'server'],
    [500, 'toString', 'server'],
  ])('tells %i %s as %s', async (status, code, kind) => {
    const { answer } = asked(() =>
      errorReply(status, { code, message: '原因' }, { 'X-Request-Id': 'r9' }),
    );
    expect(await failure(answer)).toMatchObject({ kind, message: '原因', requestId: 'r9' });
  });

  it.each([
    [502, 'unreachable'],
    [503, 'unreachable'],
    [504, 'unreachable'],
    [500, 'server'],
    [418, 'server'],
  ])('tells a gateway’s %i as %s, without its page', async (status, kind) => {
    const { answer } = asked(() => new Response('<h1>Bad gateway</h1>', { status }));
    expect(await failure(answer)).toMatchObject({ kind, message: '' });
  });

  it.each([
    ['17', 17],
    ['999999', 3600],
    ['soon', null],
    ['', null],
  ])('reads Retry-After: %s', async (value, seconds) => {
    const { answer } = asked(() =>
      errorReply(429, { code: 'rate_limited' }, { 'Retry-After': value }),
    );
    expect((await failure(answer)).retryAfterSeconds).toBe(seconds);
  });

  it('reads a date in Retry-After', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    const { answer } = asked(() => errorReply(503, { code: 'not_ready' }, { 'Retry-After': date }));
    const { retryAfterSeconds } = await failure(answer);
    expect(retryAfterSeconds).toBeGreaterThan(27);
    expect(retryAfterSeconds).toBeLessThanOrEqual(30);
  });

  it('tells a server that does not answer from a device without a network', async () => {
    const refuse: Reply = () => Promise.reject(new TypeError('Failed to fetch'));
    expect((await failure(asked(refuse).answer)).kind).toBe('unreachable');
    vi.stubGlobal('navigator', { onLine: false });
    expect((await failure(asked(refuse).answer)).kind).toBe('offline');
    // A server on this very device answers without any network.
    const { answer } = asked(() => eventStream([framesOf(anAnswer())]));
    expect(await answer).toEqual(anAnswer());
  });
});

describe('reading', () => {
  const signal = new AbortController().signal;
  const detail = (id: string) => ({
    id,
    title: '要点',
    department: null,
    year: 2023,
    documentNumber: null,
    issuedOn: null,
    source: 'a.txt',
    sectionCount: 1,
    text: '要点\n一、总则\n',
    outline: [
      {
        id: 's1',
        kind: 'heading',
        label: '一、',
        title: '总则',
        address: '一、',
        level: 1,
        start: 3,
        end: 8,
        sections: [],
      },
    ],
  });
  const overview = {
    documentCount: 1,
    years: [2023],
    departments: ['商务'],
    documents: [{ id: 'd1', title: '要点', year: 2023, department: '商务' }],
    samples: ['有哪几个方面？'],
  };

  it('gives the overview, narrowed to departments', async () => {
    const { client, calls } = clientOf(() => Response.json(overview));
    expect(await client.overview(signal)).toEqual(overview);
    await client.overview(signal, { departments: ['商务', '教 育'] });
    expect(calls.map(({ url }) => decodeURIComponent(new URL(url).search))).toEqual([
      '',
      '?department=商务&department=教+育',
    ]);
  });

  it.each([
    ['no JSON', '<html>'],
    ['no samples', JSON.stringify({ ...overview, samples: undefined })],
    ['a list', '[]'],
  ])('takes an overview that is %s for a failure of the server', async (_name, body) => {
    const { client } = clientOf(() => new Response(body));
    expect((await failure(client.overview(signal))).kind).toBe('server');
  });

  it('keeps the last eight documents', async () => {
    const { client, calls } = clientOf((url) =>
      Response.json(detail(decodeURIComponent(url.split('/').at(-1) ?? ''))),
    );
    for (let n = 1; n <= 8; n += 1) await client.document(`文/${n}`, signal);
    expect(calls[0]?.url).toBe(`${BASE_URL}api/documents/${encodeURIComponent('文/1')}`);
    await client.document('文/1', signal);
    expect(calls).toHaveLength(8);
    await client.document('文/9', signal);
    // The first was used since; the second was not.
    await client.document('文/1', signal);
    expect(calls).toHaveLength(9);
    expect((await client.document('文/2', signal)).id).toBe('文/2');
    expect(calls).toHaveLength(10);
  });

  it('asks for a document again after a while, and after a failure', async () => {
    vi.useFakeTimers();
    let isDown = true;
    const { client, calls } = clientOf(() =>
      isDown ? new Response('', { status: 502 }) : Response.json(detail('d1')),
    );
    expect((await failure(client.document('d1', signal))).kind).toBe('unreachable');
    isDown = false;
    await client.document('d1', signal);
    vi.setSystemTime(Date.now() + 6 * 60_000);
    await client.document('d1', signal);
    expect(calls).toHaveLength(3);
  });

  it('gives up on a document that does not come', async () => {
    vi.useFakeTimers();
    const { client } = clientOf(
      (_url, { signal: own }) =>
        new Promise((_resolve, reject) => {
          own?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        }),
    );
    const outcome = failure(client.document('d1', signal));
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await outcome).kind).toBe('unreachable');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('telling', () => {
  it('rates an answer', async () => {
    const { client, calls } = clientOf(() => new Response(null, { status: 204 }));
    await client.rate('a/1', { value: 'down', comment: '不对' });
    expect(calls[0]?.url).toBe(`${BASE_URL}api/answers/a%2F1/feedback`);
    expect(calls[0]?.init.body).toBe('{"value":"down","comment":"不对"}');
  });

  it('forgets a conversation even while the page goes away', async () => {
    const { client, calls } = clientOf(() => new Response(null, { status: 204 }));
    await client.forget('c_1');
    expect(calls[0]?.url).toBe(`${BASE_URL}api/conversations/c_1`);
    expect(calls[0]?.init).toMatchObject({ method: 'DELETE', keepalive: true });
  });

  it('says so where it was not taken', async () => {
    const { client } = clientOf(() => errorReply(404, { code: 'not_found', message: '过期' }));
    const failed = await failure(client.rate('a_1', { value: 'up' }));
    expect(failed).toMatchObject({ kind: 'not-found', message: '过期' });
  });
});
