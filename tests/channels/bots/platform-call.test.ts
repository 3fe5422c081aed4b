import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CALL_TIMEOUT_MS,
  createPlatformCall,
  PlatformCallError,
  type PlatformFetch,
} from '../../../src/channels/bots/platform-call.js';

const request = {
  name: 'wecom message/send',
  url: 'https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=SECRET',
  body: { touser: '张三' },
  isRepeatable: false,
};

/** A caller over a network that behaves as listed, one entry a try. */
function over(...tries: readonly (() => Promise<Response>)[]) {
  const calls: { readonly url: string; readonly init: RequestInit }[] = [];
  const pausesMs: number[] = [];
  const fetch: PlatformFetch = (url, init) => {
    calls.push({ url, init });
    return tries[calls.length - 1]?.() ?? Promise.reject(new Error('called too often'));
  };
  const call = createPlatformCall({
    fetch,
    wait: (durationMs) => {
      pausesMs.push(durationMs);
      return Promise.resolve();
    },
    random: () => 0.5,
  });
  return { call, calls, pausesMs };
}

const ok = () => Promise.resolve(Response.json({ errcode: 0 }));
const breaks = (code: string) => () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
  );

describe('a call of a platform', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends JSON, follows no redirect and gives the reply with its status', async () => {
    const { call, calls } = over(() =>
      Promise.resolve(Response.json({ code: 'x' }, { status: 400 })),
    );
    expect(await call(request)).toEqual({ status: 400, json: { code: 'x' } });
    expect(calls[0]?.init).toMatchObject({
      method: 'POST',
      redirect: 'error',
      body: '{"touser":"张三"}',
    });
  });

  it('is tried again, with growing pauses, where it surely did not arrive', async () => {
    const { call, calls, pausesMs } = over(breaks('ECONNREFUSED'), breaks('ENOTFOUND'), ok);
    expect(await call(request)).toEqual({ status: 200, json: { errcode: 0 } });
    expect(calls).toHaveLength(3);
    expect(pausesMs).toEqual([400, 800]);
  });

  it('is not tried again where it may have arrived', async () => {
    const { call, calls } = over(breaks('ECONNRESET'), ok);
    await expect(call(request)).rejects.toMatchObject({
      arrival: 'unknown',
      retry: { afterMs: null },
    });
    expect(calls).toHaveLength(1);
  });

  it('is tried again all the same where a second arrival does no harm', async () => {
    const { call, calls } = over(breaks('ECONNRESET'), ok);
    expect(await call({ ...request, isRepeatable: true })).toMatchObject({ status: 200 });
    expect(calls).toHaveLength(2);
  });

  it('gives up after three tries', async () => {
    const { call, calls } = over(
      breaks('ECONNREFUSED'),
      breaks('ECONNREFUSED'),
      breaks('ECONNREFUSED'),
      ok,
    );
    await expect(call(request)).rejects.toBeInstanceOf(PlatformCallError);
    expect(calls).toHaveLength(3);
  });

  it('waits as long as a throttling platform says, but leaves long waits to the desk', async () => {
    const throttled = (seconds: string) => () =>
      Promise.resolve(new Response('', { status: 429, headers: { 'Retry-After': seconds } }));
    const short = over(throttled('2'), ok);
    await short.call(request);
    expect(short.pausesMs).toEqual([2000]);
    const long = over(throttled('60'), ok);
    await expect(long.call(request)).rejects.toMatchObject({
      arrival: 'no',
      retry: { afterMs: 60_000 },
    });
    expect(long.calls).toHaveLength(1);
  });

  it('takes a page of a broken proxy for no reply', async () => {
    const { call } = over(() => Promise.resolve(new Response('<html>', { status: 502 })));
    await expect(call(request)).rejects.toMatchObject({ arrival: 'unknown' });
  });

  it('ends after ten seconds', async () => {
    vi.useFakeTimers();
    const never = createPlatformCall({
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
      wait: () => Promise.resolve(),
      random: () => 0,
    });
    const reply = expect(never(request)).rejects.toMatchObject({ arrival: 'unknown' });
    await vi.advanceTimersByTimeAsync(CALL_TIMEOUT_MS);
    await reply;
  });

  it('never says the address, which holds keys, in its errors', async () => {
    const leak = () => Promise.reject(new TypeError(`Failed to parse URL from ${request.url}`));
    const error = await over(leak)
      .call(request)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlatformCallError);
    expect(
      `${error instanceof Error ? `${error.stack} ${String(error.cause)}` : ''}`,
    ).not.toContain('SECRET');
  });

  it('does not hold an endless reply', async () => {
    const endless = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(600_000)),
          }),
        ),
      );
    await expect(over(endless).call(request)).rejects.toMatchObject({ arrival: 'unknown' });
  });
});
