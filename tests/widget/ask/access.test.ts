import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccess } from '../../../src/widget/ask/access.js';
import { AskFailure } from '../../../src/widget/ask/ask-client.js';
import { createAskClient } from '../../../src/widget/ask/http-ask-client.js';
import { errorReply } from './replies.js';

const SERVER = 'https://wence.example/';
const SITE = 'https://intranet.example/start';
const signal = new AbortController().signal;

interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string | null;
}

/** A server that lets in what `isGood` says, and a site that gives tokens. */
function world(options: {
  readonly pageUrl: string;
  readonly isGood: (token: string | null) => boolean;
  readonly tokenReply?: () => Response | Promise<Response>;
  readonly headReply?: () => Response;
  readonly onTokenNeeded?: () => void;
}) {
  const calls: Call[] = [];
  const answer = (url: string, { method, token }: Call) => {
    if (method === 'HEAD') return options.headReply?.() ?? new Response(null);
    if (url.startsWith('https://intranet.example/')) {
      return options.tokenReply?.() ?? new Response('', { status: 404 });
    }
    return options.isGood(token)
      ? Response.json({ documentCount: 0, years: [], departments: [], documents: [], samples: [] })
      : errorReply(401, { code: 'unauthorized', message: '需要密钥' });
  };
  const fetch: typeof globalThis.fetch = (input, init = {}) => {
    const token = new Headers(init.headers).get('Authorization')?.replace('Bearer ', '') ?? null;
    const call = { method: init.method ?? 'GET', url: String(input), token };
    calls.push(call);
    return Promise.resolve().then(() => answer(call.url, call));
  };
  const { pageUrl, onTokenNeeded = () => undefined } = options;
  const access = createAccess({ baseUrl: SERVER, pageUrl, fetch, onTokenNeeded });
  const client = createAskClient({ baseUrl: SERVER, access, language: () => 'zh', fetch });
  return { access, client, calls };
}

function tokenReply(token: string, seconds = 900): Response {
  return Response.json({ token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() });
}

function kindOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'let in',
    (error: unknown) => (error instanceof AskFailure ? error.kind : String(error)),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('on a page of the server’s own', () => {
  it('renews the cookie once on a 401 and asks once more', async () => {
    let hasCookie = false;
    const { client, calls } = world({
      pageUrl: `${SERVER}documents/d1`,
      isGood: () => hasCookie,
      headReply: () => {
        hasCookie = true;
        return new Response(null);
      },
    });
    expect(await kindOf(client.overview(signal))).toBe('let in');
    expect(calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /api/overview',
      'HEAD /',
      'GET /api/overview',
    ]);
  });

  it('gives up where the cookie is not renewed, or does not help', async () => {
    const refused = world({
      pageUrl: SERVER,
      isGood: () => false,
      headReply: () => new Response(null, { status: 401 }),
    });
    expect(await kindOf(refused.client.overview(signal))).toBe('unauthorized');
    expect(refused.calls).toHaveLength(2);
    const useless = world({ pageUrl: SERVER, isGood: () => false });
    expect(await kindOf(useless.client.overview(signal))).toBe('unauthorized');
    expect(useless.calls).toHaveLength(3);
  });
});

describe('with a token of the site', () => {
  it('sends it, and another once it is replaced', async () => {
    const { access, client, calls } = world({ pageUrl: SITE, isGood: () => true });
    access.setToken('t1');
    await client.overview(signal);
    access.setToken('t2');
    await client.overview(signal);
    expect(calls.map(({ token }) => token)).toEqual(['t1', 't2']);
    expect(calls.every(({ url }) => !/t1|t2/.test(url))).toBe(true);
  });

  it('asks the site for another on a 401, once for all who wait', async () => {
    const onTokenNeeded = vi.fn(() => {
      setTimeout(() => access.setToken('t2'), 500);
    });
    const { access, client } = world({
      pageUrl: SITE,
      isGood: (token) => token === 't2',
      onTokenNeeded,
    });
    access.setToken('t1');
    const outcomes = Promise.all([
      kindOf(client.overview(signal)),
      kindOf(client.overview(signal)),
    ]);
    await vi.advanceTimersByTimeAsync(600);
    expect(await outcomes).toEqual(['let in', 'let in']);
    expect(onTokenNeeded).toHaveBeenCalledTimes(1);
  });

  it('takes one that the site gives at once, while it is asked', async () => {
    const { access, client } = world({
      pageUrl: SITE,
      isGood: (token) => token === 't2',
      onTokenNeeded: () => access.setToken('t2'),
    });
    expect(await kindOf(client.overview(signal))).toBe('let in');
  });

  it('waits no longer than some seconds', async () => {
    const { access, client } = world({ pageUrl: SITE, isGood: () => false });
    access.setToken('t1');
    const outcome = kindOf(client.overview(signal));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await outcome).toBe('unauthorized');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends nothing that no header can hold', async () => {
    const { access, client, calls } = world({ pageUrl: SITE, isGood: () => true });
    access.setToken('令牌\r\nX: 1');
    expect(await kindOf(client.overview(signal))).toBe('unauthorized');
    expect(calls).toEqual([]);
  });
});

describe('with a token-url', () => {
  it('fetches one token for all who wait and keeps it until shortly before its end', async () => {
    let count = 0;
    const { access, client, calls } = world({
      pageUrl: SITE,
      isGood: (token) => token !== null,
      tokenReply: () => {
        count += 1;
        return tokenReply(`t${count}`, 900);
      },
    });
    access.setTokenUrl('/wence-token');
    await Promise.all([client.overview(signal), client.overview(signal)]);
    await client.overview(signal);
    expect(count).toBe(1);
    expect(calls[0]?.url).toBe('https://intranet.example/wence-token');
    vi.setSystemTime(Date.now() + 869_000);
    await client.overview(signal);
    expect(count).toBe(1);
    vi.setSystemTime(Date.now() + 2_000);
    await client.overview(signal);
    expect(count).toBe(2);
    expect(calls.at(-1)?.token).toBe('t2');
  });

  it('counts the time by the site’s clock, not by that of this device', async () => {
    let count = 0;
    const siteNowMs = Date.now() - 3600_000;
    const { access, client } = world({
      pageUrl: SITE,
      isGood: () => true,
      tokenReply: () => {
        count += 1;
        const expiresAt = new Date(siteNowMs + 900_000).toISOString();
        const headers = { Date: new Date(siteNowMs).toUTCString() };
        return Response.json({ token: 't', expiresAt }, { headers });
      },
    });
    access.setTokenUrl('/wence-token');
    await client.overview(signal);
    await client.overview(signal);
    expect(count).toBe(1);
  });

  it('fetches another once on a 401', async () => {
    let count = 0;
    const { access, client } = world({
      pageUrl: SITE,
      isGood: (token) => token === 't2',
      tokenReply: () => {
        count += 1;
        return tokenReply(`t${count}`);
      },
    });
    access.setTokenUrl('/wence-token');
    expect(await kindOf(client.overview(signal))).toBe('let in');
    expect(count).toBe(2);
  });

  it('takes the place of a token printed into the page that has ended', async () => {
    const { access, client, calls } = world({
      pageUrl: SITE,
      isGood: (token) => token === 'new',
      tokenReply: () => tokenReply('new'),
    });
    access.setToken('old');
    access.setTokenUrl('/wence-token');
    expect(await kindOf(client.overview(signal))).toBe('let in');
    expect(calls.map(({ token }) => token)).toEqual(['old', null, 'new']);
  });

  it.each([
    'https://evil.example/token',
    '//evil.example/t',
    'javascript:alert(1)',
    'http://intranet.example/t',
  ])('asks no token of %s, which is not the page’s own site', async (tokenUrl) => {
    const { access, client, calls } = world({ pageUrl: SITE, isGood: () => true });
    access.setTokenUrl(tokenUrl);
    expect(await kindOf(client.overview(signal))).toBe('unauthorized');
    expect(calls).toEqual([]);
  });

  it.each([
    ['a refusal', () => new Response('', { status: 403 }), 'unauthorized'],
    ['a page', () => new Response('<html>'), 'unauthorized'],
    ['no token', () => Response.json({ expiresAt: new Date().toISOString() }), 'unauthorized'],
    ['a token that no header can hold', () => tokenReply('a\nb'), 'unauthorized'],
    ['an error', () => new Response('', { status: 502 }), 'unreachable'],
    ['nothing', () => Promise.reject(new TypeError('network')), 'unreachable'],
  ])('fails where the site answers with %s', async (_name, reply, kind) => {
    const { access, client } = world({ pageUrl: SITE, isGood: () => true, tokenReply: reply });
    access.setTokenUrl('/wence-token');
    expect(await kindOf(client.overview(signal))).toBe(kind);
  });

  it('does not fetch without end where tokens come that have ended already', async () => {
    let count = 0;
    const { access, client } = world({
      pageUrl: SITE,
      isGood: () => false,
      tokenReply: () => {
        count += 1;
        return tokenReply('t', -60);
      },
    });
    access.setTokenUrl('/wence-token');
    expect(await kindOf(client.overview(signal))).toBe('unauthorized');
    expect(count).toBe(2);
  });
});
