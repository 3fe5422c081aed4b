import { describe, expect, it } from 'vitest';
import { VISITOR_ROUTES } from '../../src/http/visitor-routes.js';
import { asking, fakeApp } from './fake-service.js';

const site = 'https://oa.example.cn';
const listed = { WENCE_ALLOWED_ORIGINS: `${site},http://intranet:8080` };
const keyed = { ...listed, WENCE_API_KEYS: 'a-key' };
const corsHeaders = (response: Response) =>
  [...response.headers.keys()].filter((name) => name.startsWith('access-control'));

describe('a page of a site in WENCE_ALLOWED_ORIGINS', () => {
  for (const [method, path] of VISITOR_ROUTES) {
    it(`may ask before it calls ${method} ${path}, without a key`, async () => {
      const { app } = fakeApp({ environment: keyed });
      const headers = {
        Origin: site,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization,content-type',
      };
      const response = await app.request(path.replace(':id', 'd1'), { method: 'OPTIONS', headers });
      expect(response.status).toBe(204);
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(site);
      expect(response.headers.get('Access-Control-Allow-Methods')).toBe(method);
      expect(response.headers.get('Access-Control-Allow-Headers')).toBe(
        'Authorization,Content-Type,Accept,Accept-Language',
      );
      expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull();
      expect(response.headers.get('Vary')).toContain('Origin');
    });
  }

  it('may call with a token, and reads the reply, its request id and when to come back', async () => {
    const { app } = fakeApp({ environment: keyed });
    const issued = await app.request('/api/tokens', {
      method: 'POST',
      headers: { Authorization: 'Bearer a-key' },
    });
    const { token } = (await issued.json()) as { readonly token: string };
    const headers = { Origin: site, Authorization: `Bearer ${token}` };
    const response = await app.request('/api/ask', asking({ question: '问' }, headers));
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(site);
    expect(response.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After,X-Request-Id');
    expect(response.headers.get('Vary')).toContain('Origin');
    const stream = { ...headers, Accept: 'text/event-stream' };
    const streamed = await app.request('/api/ask', asking({ question: '问' }, stream));
    expect(streamed.headers.get('Access-Control-Allow-Origin')).toBe(site);
    await streamed.text();
  });

  it('can read refusals too', async () => {
    const headers = { Origin: site };
    const noKey = fakeApp({ environment: keyed }).app;
    const limited = fakeApp({ environment: { ...listed, WENCE_RATE_LIMIT: '1' } }).app;
    await limited.request('/api/search?q=x');
    const loading = fakeApp({
      environment: listed,
      state: () => ({ kind: 'loading', progress: { message: '正在启动', done: 0, total: 0 } }),
    }).app;
    const open = fakeApp({ environment: listed }).app;
    for (const [status, response] of [
      [401, await noKey.request('/api/documents', { headers })],
      [429, await limited.request('/api/search?q=x', { headers })],
      [503, await loading.request('/api/overview', { headers })],
      [500, await open.request('/api/ask', asking({ question: '故障' }, headers))],
      [400, await open.request('/api/ask', asking({}, headers))],
      [404, await open.request('/api/documents/nope', { headers })],
      [405, await open.request('/api/ask', { headers })],
    ] as const) {
      expect(response.status).toBe(status);
      expect(response.headers.get('Access-Control-Allow-Origin'), `${status}`).toBe(site);
      expect(response.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    }
  });

  it('is told nothing of other addresses', async () => {
    const { app } = fakeApp({ environment: listed });
    const headers = { Origin: site, 'Access-Control-Request-Method': 'POST' };
    for (const path of ['/api/tokens', '/v1/models', '/mcp', '/metrics', '/', '/documents/d1']) {
      for (const method of ['OPTIONS', 'GET']) {
        const response = await app.request(path, { method, headers });
        expect(corsHeaders(response), `${method} ${path}`).toEqual([]);
      }
    }
  });

  it('reads an unchanged document again by a 304 that it may read', async () => {
    const { app } = fakeApp({ environment: listed });
    const first = await app.request('/api/documents/d1', { headers: { Origin: site } });
    const ETag = first.headers.get('ETag') ?? '';
    const headers = { Origin: site, 'If-None-Match': ETag };
    const second = await app.request('/api/documents/d1', { headers });
    expect(second.status).toBe(304);
    expect(second.headers.get('Access-Control-Allow-Origin')).toBe(site);
  });
});

describe('a page of a site that is not listed', () => {
  const strangers = ['https://evil.example', 'https://oa.example.cn.evil.example', 'null'];

  it('gets no CORS header, neither to its preflight nor to its call', async () => {
    const { app } = fakeApp({ environment: listed });
    for (const Origin of [...strangers, 'http://oa.example.cn', `${site}:444`]) {
      const preflight = { Origin, 'Access-Control-Request-Method': 'POST' };
      const asked = await app.request('/api/ask', { method: 'OPTIONS', headers: preflight });
      expect(asked.status).toBe(204);
      expect(corsHeaders(asked)).toEqual([]);
      const read = await app.request('/api/documents', { headers: { Origin } });
      expect(corsHeaders(read)).toEqual([]);
      expect(read.headers.get('Vary')).toContain('Origin');
    }
  });

  it('may change nothing on a server without keys', async () => {
    const { app } = fakeApp({ environment: listed });
    for (const Origin of [...strangers, 'http://192.0.2.7:8787']) {
      for (const [path, init] of [
        ['/api/ask', asking({ question: '问' }, { Origin })],
        ['/api/ask', asking('{"question":"问"}', { Origin, 'Content-Type': 'text/plain' })],
        ['/api/answers/a_1/feedback', asking({ value: 'up' }, { Origin })],
        ['/api/conversations/c_1', { method: 'DELETE', headers: { Origin } }],
        ['/api/tokens', { method: 'POST', headers: { Origin } }],
        ['/v1/chat/completions', asking({}, { Origin })],
      ] as const) {
        const response = await app.request(path, init);
        expect(response.status, path).toBe(403);
        expect(corsHeaders(response)).toEqual([]);
      }
    }
  });

  it('reads nothing there by giving its own name to this address', async () => {
    const { app } = fakeApp({ environment: { WENCE_PUBLIC_URL: 'https://wence.example.cn/' } });
    const read = async (path: string, Host: string) =>
      (await app.request(path, { headers: { Host } })).status;
    for (const path of ['/api/documents', '/api/search?q=x', '/', '/documents/d1', '/v1/models']) {
      expect(await read(path, 'evil.example:8787'), path).toBe(403);
      expect(await read(path, '127.0.0.1.evil.example'), path).toBe(403);
      for (const host of ['127.0.0.1:8787', 'localhost:9', '[::1]:8787', 'wence.example.cn']) {
        expect(await read(path, host), `${host}${path}`).toBe(200);
      }
    }
    expect(await read('/healthz', 'evil.example:8787')).toBe(200);
  });

  it('gets no session of open pages by its own name, where the name of this server is known', async () => {
    const session = async (Host: string, environment: Readonly<Record<string, string>>) => {
      const { app } = fakeApp({ environment });
      const response = await app.request('/', { headers: { Host } });
      return response.status === 200 && response.headers.has('Set-Cookie');
    };
    const named = { ...keyed, WENCE_PUBLIC_URL: 'https://wence.example.cn' };
    expect(await session('evil.example:8787', named)).toBe(false);
    for (const host of ['wence.example.cn', '10.1.2.3:8787', '[fd00::1]:8787', 'wence:8787']) {
      expect(await session(host, named), host).toBe(true);
    }
    expect(await session('any.example', keyed)).toBe(true);
  });

  it('is told apart from our own pages and from programs', async () => {
    const environment = { WENCE_PUBLIC_URL: 'https://wence.example.cn' };
    const { app } = fakeApp({ environment });
    const ask = async (headers: Readonly<Record<string, string>>) =>
      (await app.request('/api/ask', asking({ question: '问' }, headers))).status;
    expect(await ask({})).toBe(200);
    for (const Origin of ['http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:1']) {
      expect(await ask({ Origin })).toBe(200);
    }
    expect(await ask({ Origin: 'https://wence.example.cn' })).toBe(200);
    expect(await ask({ Origin: 'http://wence.example.cn' })).toBe(403);
  });

  it('is stopped by the key, and not by its name, where keys are set', async () => {
    const { app } = fakeApp({ environment: keyed });
    const headers = { Origin: 'https://evil.example', Host: 'any.name' };
    expect((await app.request('/api/ask', asking({ question: '问' }, headers))).status).toBe(401);
    const withKey = { ...headers, Authorization: 'Bearer a-key' };
    expect((await app.request('/api/ask', asking({ question: '问' }, withKey))).status).toBe(200);
  });
});
