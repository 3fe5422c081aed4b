import { describe, expect, it } from 'vitest';
import { VISITOR_ROUTES } from '../../src/http/visitor-routes.js';
import { asking, fakeApp } from './fake-service.js';

const keys = { WENCE_API_KEYS: 'first-key,second-key' };
const tokenChat = { ...keys, WENCE_CHAT: 'token' };
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const start = '2023-06-01T00:00:00.000Z';

interface Issued {
  readonly token: string;
  readonly expiresAt: string;
}

/** A token from an app with those settings. */
async function tokenOf(app: ReturnType<typeof fakeApp>['app'], body?: unknown): Promise<Issued> {
  const init =
    body === undefined
      ? { method: 'POST', headers: bearer('first-key') }
      : asking(body, bearer('first-key'));
  const response = await app.request('/api/tokens', init);
  expect(response.status).toBe(200);
  return (await response.json()) as Issued;
}

function cookieOf(response: Response): string {
  return (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}

describe('POST /api/tokens', () => {
  it('gives who has an API key a token for 15 minutes, or for as long as is asked', async () => {
    const { app } = fakeApp({ environment: keys });
    expect((await tokenOf(app)).expiresAt).toBe('2023-06-01T00:15:00.000Z');
    expect((await tokenOf(app, {})).expiresAt).toBe('2023-06-01T00:15:00.000Z');
    const minute = await tokenOf(app, { expiresInSeconds: 60 });
    expect(minute.expiresAt).toBe('2023-06-01T00:01:00.000Z');
    const hour = await tokenOf(app, { expiresInSeconds: 3600 });
    expect(hour.expiresAt).toBe('2023-06-01T01:00:00.000Z');
    expect(new Set([minute.token, hour.token, (await tokenOf(app)).token]).size).toBe(3);
  });

  it('takes an empty body of JSON for none', async () => {
    const { app } = fakeApp({ environment: keys });
    const response = await app.request('/api/tokens', asking('', bearer('first-key')));
    expect(response.status).toBe(200);
  });

  for (const body of [
    { expiresInSeconds: 59 },
    { expiresInSeconds: 3601 },
    { expiresInSeconds: 90.5 },
    { expiresInSeconds: '900' },
    { seconds: 900 },
    [],
    'not json',
  ]) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const { app } = fakeApp({ environment: keys });
      const response = await app.request('/api/tokens', asking(body, bearer('first-key')));
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_request' } });
    });
  }

  it('refuses a body that is not JSON', async () => {
    const { app } = fakeApp({ environment: keys });
    const headers = { ...bearer('first-key'), 'Content-Type': 'text/plain' };
    const response = await app.request('/api/tokens', { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(415);
  });

  it('gives nothing to a wrong key, a token or a page', async () => {
    const { app } = fakeApp({ environment: keys });
    const { token } = await tokenOf(app);
    const Cookie = cookieOf(await app.request('/'));
    for (const headers of [{}, bearer('other'), bearer(token), { Cookie }]) {
      const response = await app.request('/api/tokens', { method: 'POST', headers });
      expect(response.status).toBe(401);
    }
  });

  it('gives a token also where no key is set, so that a site need not know', async () => {
    const { app } = fakeApp();
    const { token } = await tokenOf(app);
    expect((await app.request('/api/documents', { headers: bearer(token) })).status).toBe(200);
  });
});

describe('a token', () => {
  it('is good for asking, reading, feedback and forgetting', async () => {
    const { app } = fakeApp({ environment: keys });
    const { token } = await tokenOf(app);
    for (const [method, path] of VISITOR_ROUTES) {
      const url = path === '/api/search' ? `${path}?q=x` : path.replace(':id', 'd1');
      const body = path === '/api/ask' ? { question: '问' } : { value: 'up' };
      const init =
        method === 'POST' ? asking(body, bearer(token)) : { method, headers: bearer(token) };
      // An answer of that id is not known to the fake: whoever gets 404 was let in.
      const wanted = path.includes('/answers/') ? 404 : method === 'DELETE' ? 204 : 200;
      expect((await app.request(url, init)).status, `${method} ${path}`).toBe(wanted);
      expect((await app.request(url, { ...init, headers: {} })).status).toBe(401);
    }
  });

  it('is good for nothing else', async () => {
    const { app } = fakeApp({ environment: keys });
    const { token } = await tokenOf(app);
    const headers = bearer(token);
    for (const path of ['/v1/models', '/metrics', '/api/nothing', '/api/documents/d1/x', '/api']) {
      expect((await app.request(path, { headers })).status, path).toBe(401);
    }
    for (const path of ['/v1/chat/completions', '/mcp', '/api/tokens']) {
      expect((await app.request(path, asking({}, headers))).status, path).toBe(401);
    }
  });

  it('ends when its time is over, and says so', async () => {
    let now = new Date(start);
    const { app } = fakeApp({ environment: keys, now: () => now });
    const { token } = await tokenOf(app, { expiresInSeconds: 60 });
    const read = () => app.request('/api/documents', { headers: bearer(token) });
    now = new Date('2023-06-01T00:00:59.999Z');
    expect((await read()).status).toBe(200);
    now = new Date('2023-06-01T00:01:00.000Z');
    const refused = await read();
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('过期');
  });

  it('lives through a restart, and ends when the keys change', async () => {
    const { token } = await tokenOf(fakeApp({ environment: keys }).app);
    const read = async (WENCE_API_KEYS: string) => {
      const { app } = fakeApp({ environment: { WENCE_API_KEYS } });
      return (await app.request('/api/documents', { headers: bearer(token) })).status;
    };
    expect(await read('first-key,second-key')).toBe(200);
    expect(await read('second-key,first-key')).toBe(200);
    expect(await read('first-key')).toBe(401);
    expect(await read('first-key,second-key,third-key')).toBe(401);
  });

  it('cannot be changed: neither its end, nor its holder, nor its signature', async () => {
    const { app } = fakeApp({ environment: keys });
    const { token } = await tokenOf(app);
    const [expiresAt = '', id = '', signature = ''] = token.split('.');
    const other = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const forgeries = [
      [`${Number(expiresAt) + 1}`, id, signature],
      [expiresAt, other(id), signature],
      [expiresAt, id, other(signature)],
      [expiresAt, id],
      [expiresAt, id, signature, ''],
      [expiresAt, id, signature.slice(0, -1)],
      ['', '', ''],
    ];
    for (const forgery of forgeries) {
      const headers = bearer(forgery.join('.'));
      expect((await app.request('/api/documents', { headers })).status).toBe(401);
    }
  });

  it('is no cookie, and a cookie no token', async () => {
    for (const environment of [keys, tokenChat]) {
      const { app } = fakeApp({ environment });
      const { token } = await tokenOf(app);
      const Cookie = cookieOf(await app.request(`/?token=${token}`));
      expect((await app.request('/api/documents', { headers: { Cookie } })).status).toBe(200);
      const asToken = bearer(Cookie.replace('wence_page=', ''));
      expect((await app.request('/api/documents', { headers: asToken })).status).toBe(401);
      const asCookie = { Cookie: `wence_page=${token}` };
      expect((await app.request('/api/documents', { headers: asCookie })).status).toBe(401);
    }
  });

  it('is a caller of its own to the rate limit, with its page sessions', async () => {
    const { app } = fakeApp({ environment: { ...tokenChat, WENCE_RATE_LIMIT: '1' } });
    const [{ token: one }, { token: two }] = [await tokenOf(app), await tokenOf(app)];
    const search = async (headers: Readonly<Record<string, string>>) =>
      (await app.request('/api/search?q=x', { headers })).status;
    expect(await search(bearer(one))).toBe(200);
    expect(await search(bearer(one))).toBe(429);
    expect(await search(bearer(two))).toBe(200);
    expect(await search({ Cookie: cookieOf(await app.request(`/?token=${one}`)) })).toBe(429);
  });

  it('never reaches the log, wherever it stands', async () => {
    const { app, lines } = fakeApp({ environment: tokenChat });
    const { token } = await tokenOf(app);
    await app.request(`/?token=${token}`);
    await app.request(`/documents/d1?token=${token}`);
    await app.request('/api/ask', asking({ question: '故障' }, bearer(token)));
    await app.request(`/api/documents?token=${token}`);
    expect(lines.length).toBeGreaterThan(3);
    const logged = JSON.stringify(lines);
    for (const part of token.split('.')) expect(logged).not.toContain(part);
  });
});

describe('the pages with WENCE_CHAT=token', () => {
  const browser = { Accept: 'text/html' };

  it('tell who has no token in plain words how to get in', async () => {
    const { app } = fakeApp({ environment: tokenChat });
    for (const path of ['/', '/documents/d1', '/?token=', '/?token=wrong', '/?q=问']) {
      const response = await app.request(path, { headers: browser });
      expect(response.status, path).toBe(401);
      expect(response.headers.get('Set-Cookie')).toBeNull();
      const page = await response.text();
      expect(page).toContain('重新点进来');
      expect(page).not.toContain('回到提问');
      expect(page).not.toContain('wrong');
    }
  });

  it('turn a token in the address into a cookie, and the address loses it', async () => {
    const { app } = fakeApp({ environment: tokenChat });
    const { token } = await tokenOf(app);
    for (const [path, wanted] of [
      [`/?token=${token}`, '/'],
      [`/documents/d1?quote=3-9&token=${token}`, '/documents/d1?quote=3-9'],
      [`/documents/d1?token=${token}&quote=3-9`, '/documents/d1?quote=3-9'],
      [`/?q=%E9%97%AE&token=${token}&token=x`, '/?q=%E9%97%AE'],
    ] as const) {
      const response = await app.request(path);
      expect(response.status).toBe(303);
      expect(response.headers.get('Location')).toBe(wanted);
      expect(response.headers.get('Referrer-Policy')).toBe('same-origin');
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      const cookie = response.headers.get('Set-Cookie') ?? '';
      expect(cookie).toMatch(/HttpOnly/);
      // Strict would be kept from the page that a link of another site opens.
      expect(cookie).toMatch(/SameSite=Lax/);
      const page = await app.request(wanted, { headers: { Cookie: cookieOf(response) } });
      expect(page.status).toBe(200);
      expect(page.headers.get('Set-Cookie')).toBeNull();
    }
  });

  it('take a key or a token as a header too, and end an hour after the token let in', async () => {
    let now = new Date(start);
    const { app } = fakeApp({ environment: tokenChat, now: () => now });
    const { token } = await tokenOf(app);
    for (const secret of ['second-key', token]) {
      const page = await app.request('/', { headers: bearer(secret) });
      expect(page.status).toBe(200);
      expect(cookieOf(page)).not.toBe('');
    }
    const Cookie = cookieOf(await app.request(`/?token=${token}`));
    now = new Date('2023-06-01T00:59:59Z');
    expect((await app.request('/', { headers: { Cookie } })).status).toBe(200);
    expect((await app.request(`/?token=${token}`)).status).toBe(401);
    now = new Date('2023-06-01T01:00:00Z');
    expect((await app.request('/', { headers: { Cookie } })).status).toBe(401);
  });

  it('let who is in already go on from an old link', async () => {
    const { app } = fakeApp({ environment: tokenChat });
    const { token } = await tokenOf(app);
    const Cookie = cookieOf(await app.request(`/?token=${token}`));
    const again = await app.request('/?token=old', { headers: { Cookie } });
    expect(again.status).toBe(303);
    expect(again.headers.get('Location')).toBe('/');
  });

  it('lead nowhere but to themselves', async () => {
    const { app } = fakeApp({ environment: tokenChat });
    const { token } = await tokenOf(app);
    for (const path of [`//evil.example/?token=${token}`, `/documents/%2F%2Fevil?token=${token}`]) {
      const location = (await app.request(path)).headers.get('Location') ?? '/';
      expect(new URL(location, 'http://localhost').host).toBe('localhost');
    }
  });

  it('take a link with a token also where none is needed', async () => {
    for (const environment of [{}, keys]) {
      const response = await fakeApp({ environment }).app.request('/?q=a&token=old');
      expect(response.status).toBe(303);
      expect(response.headers.get('Location')).toBe('/?q=a');
    }
  });
});
