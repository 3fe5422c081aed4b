import { describe, expect, it } from 'vitest';
import { asking, fakeApp } from './fake-service.js';

const keys = { WENCE_API_KEYS: 'first-key, second-key' };
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const fromAddress = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

describe('API keys', () => {
  for (const path of [
    '/api/documents',
    '/api/search?q=x',
    '/api/nothing',
    '/v1/models',
    '/mcp',
    '/metrics',
  ]) {
    it(`guard ${path}`, async () => {
      const { app } = fakeApp({ environment: keys });
      const without = await app.request(path);
      expect(without.status).toBe(401);
      expect(without.headers.get('WWW-Authenticate')).toBe('Bearer');
      expect(await without.json()).toMatchObject({ error: { code: 'unauthorized' } });
      for (const headers of [
        bearer('first-ke'),
        bearer('first-keyy'),
        bearer('first-key,second-key'),
        { Authorization: 'Basic first-key' },
        { Authorization: 'first-key' },
        { Authorization: 'Bearer ' },
      ]) {
        expect((await app.request(path, { headers })).status).toBe(401);
      }
      expect((await app.request(path, { headers: bearer('second-key') })).status).not.toBe(401);
    });
  }

  it('come before everything else about a request', async () => {
    const { app } = fakeApp({ environment: keys });
    expect((await app.request('/api/ask', asking('not json'))).status).toBe(401);
    const asked = await app.request('/api/ask', asking({ question: '问' }, bearer('first-key')));
    expect(asked.status).toBe(200);
  });

  it('leave health, contract and assets open', async () => {
    const { app } = fakeApp({ environment: keys });
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/docs', '/assets/icon.svg']) {
      expect((await app.request(path)).status, path).toBe(200);
    }
  });

  it('are not asked for where none is set', async () => {
    expect((await fakeApp().app.request('/api/documents')).status).toBe(200);
  });

  it('never reach the log', async () => {
    const { app, lines } = fakeApp({ environment: keys });
    await app.request('/api/documents', { headers: bearer('first-key') });
    await app.request('/api/documents', { headers: bearer('wrong-key') });
    expect(JSON.stringify(lines)).not.toMatch(/first-key|wrong-key/);
  });
});

describe('the pages, where API keys are set', () => {
  it('are open to all by default, with a short-lived cookie that scripts and other sites cannot use', async () => {
    const { app } = fakeApp({ environment: keys });
    const response = await app.request('/?q=问');
    expect(response.status).toBe(200);
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Max-Age=3600/);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('may ask and read with that cookie, until it ends', async () => {
    let now = new Date('2023-06-01T00:00:00Z');
    const { app } = fakeApp({ environment: keys, now: () => now });
    const page = await app.request('/');
    const headers = { Cookie: (page.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '' };
    expect((await app.request('/api/documents', { headers })).status).toBe(200);
    expect((await app.request('/api/ask', asking({ question: '问' }, headers))).status).toBe(200);
    expect((await app.request('/metrics', { headers })).status).toBe(401);
    expect((await app.request('/api/tokens', { headers })).status).toBe(401);
    const forged = { Cookie: headers.Cookie.replace(/=\d/, '=9') };
    expect((await app.request('/api/documents', { headers: forged })).status).toBe(401);
    const longer = { Cookie: `${headers.Cookie}.x` };
    expect((await app.request('/api/documents', { headers: longer })).status).toBe(401);
    now = new Date('2023-06-01T01:00:01Z');
    expect((await app.request('/api/documents', { headers })).status).toBe(401);
  });

  it('take that cookie after a restart too, but not once the keys changed', async () => {
    const page = await fakeApp({ environment: keys }).app.request('/');
    const headers = { Cookie: (page.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '' };
    const read = async (environment: Readonly<Record<string, string>>) =>
      (await fakeApp({ environment }).app.request('/api/documents', { headers })).status;
    expect(await read({ WENCE_API_KEYS: 'second-key,first-key' })).toBe(200);
    expect(await read({ WENCE_API_KEYS: 'first-key' })).toBe(401);
    expect(await read({ ...keys, WENCE_CHAT: 'token' })).toBe(401);
    expect(await read({ ...keys, WENCE_CHAT: 'off' })).toBe(401);
  });

  it('go on working when left open for hours: a look at the page renews the cookie', async () => {
    let now = new Date('2023-06-01T00:00:00Z');
    const { app } = fakeApp({ environment: keys, now: () => now });
    const cookieOf = (response: Response) => ({
      Cookie: (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '',
    });
    const first = cookieOf(await app.request('/'));
    now = new Date('2023-06-01T05:00:00Z');
    expect((await app.request('/api/documents', { headers: first })).status).toBe(401);
    const renewed = await app.request('/', { method: 'HEAD', headers: first });
    expect(await renewed.text()).toBe('');
    const second = await app.request('/api/documents', { headers: cookieOf(renewed) });
    expect(second.status).toBe(200);
  });

  it('mark the cookie Secure behind a trusted HTTPS proxy', async () => {
    const environment = { ...keys, WENCE_TRUST_PROXY: '10.0.0.1' };
    const { app } = fakeApp({ environment });
    const headers = { 'X-Forwarded-Proto': 'https' };
    const trusted = await app.request('/', { headers }, fromAddress('10.0.0.1'));
    expect(trusted.headers.get('Set-Cookie')).toMatch(/Secure/);
    expect(trusted.headers.get('Strict-Transport-Security')).not.toBeNull();
    const stranger = await app.request('/', { headers }, fromAddress('10.0.0.2'));
    expect(stranger.headers.get('Set-Cookie')).not.toMatch(/Secure/);
  });

  it('are closed by WENCE_CHAT=off', async () => {
    const { app } = fakeApp({ environment: { ...keys, WENCE_CHAT: 'off' } });
    for (const path of ['/', '/documents/d1', '/?token=x']) {
      const response = await app.request(path);
      expect(response.status, path).toBe(404);
      expect(response.headers.get('Set-Cookie')).toBeNull();
    }
  });

  it('let no page of a neighbouring site change anything by the cookie', async () => {
    const { app } = fakeApp({ environment: keys });
    const page = await app.request('/');
    const Cookie = (page.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const ask = async (site: string) =>
      (
        await app.request(
          '/api/ask',
          asking({ question: '问' }, { Cookie, 'Sec-Fetch-Site': site }),
        )
      ).status;
    expect(await ask('same-origin')).toBe(200);
    expect(await ask('same-site')).toBe(403);
    expect(await ask('cross-site')).toBe(403);
  });

  it('need nothing and set no cookie where no key is set', async () => {
    const response = await fakeApp().app.request('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('Set-Cookie')).toBeNull();
  });
});

describe('429 rate_limited', () => {
  const twoAMinute = { WENCE_RATE_LIMIT: '2' };

  it('stops the third question in a minute and says when to come back', async () => {
    let now = new Date('2023-06-01T00:00:00Z');
    const { app } = fakeApp({ environment: twoAMinute, now: () => now });
    const ask = () => app.request('/api/ask', asking({ question: '问' }));
    expect((await ask()).status).toBe(200);
    now = new Date('2023-06-01T00:00:20Z');
    expect((await app.request('/api/search?q=x')).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('40');
    expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
    now = new Date('2023-06-01T00:01:00Z');
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });

  it('counts questions on the page, but neither the empty page nor reading', async () => {
    const { app } = fakeApp({ environment: twoAMinute });
    for (const path of ['/', '/', '/', '/api/documents', '/documents/d1', '/?q=x']) {
      expect((await app.request(path)).status, path).toBe(200);
    }
    // Only the form without scripts is answered by the page; the chat asks the API.
    expect((await app.request('/?q=a&plain=1')).status).toBe(200);
    expect((await app.request('/?q=b&plain=1')).status).toBe(200);
    expect((await app.request('/?q=c&plain=1')).status).toBe(429);
  });

  it('counts each address for itself, and an IPv6 network as one', async () => {
    const { app } = fakeApp({ environment: { WENCE_RATE_LIMIT: '1' } });
    const from = async (address: string) =>
      (await app.request('/api/search?q=x', {}, fromAddress(address))).status;
    expect(await from('192.0.2.1')).toBe(200);
    expect(await from('192.0.2.2')).toBe(200);
    expect(await from('::ffff:192.0.2.1')).toBe(429);
    expect(await from('2001:db8:1:2::5')).toBe(200);
    expect(await from('2001:db8:1:2:ffff::7')).toBe(429);
    expect(await from('2001:db8:1:3::5')).toBe(200);
  });

  it('counts each key for itself, wherever it comes from', async () => {
    const { app } = fakeApp({ environment: { ...keys, WENCE_RATE_LIMIT: '1' } });
    const by = async (key: string, address: string) =>
      (await app.request('/api/search?q=x', { headers: bearer(key) }, fromAddress(address))).status;
    expect(await by('first-key', '192.0.2.1')).toBe(200);
    expect(await by('first-key', '192.0.2.2')).toBe(429);
    expect(await by('second-key', '192.0.2.1')).toBe(200);
  });

  it('believes X-Forwarded-For of a trusted proxy only, from the right', async () => {
    const environment = { WENCE_RATE_LIMIT: '1', WENCE_TRUST_PROXY: '10.0.0.0/8' };
    const { app } = fakeApp({ environment });
    const via = async (forwarded: string, address: string) => {
      const headers = { 'X-Forwarded-For': forwarded };
      return (await app.request('/api/search?q=x', { headers }, fromAddress(address))).status;
    };
    expect(await via('198.51.100.1', '10.0.0.1')).toBe(200);
    expect(await via('198.51.100.2', '10.0.0.1')).toBe(200);
    // What the caller wrote itself stands to the left of what the proxy added.
    expect(await via('203.0.113.9, 198.51.100.1, 10.2.3.4', '10.0.0.1')).toBe(429);
    expect(await via('198.51.100.3', '192.0.2.1')).toBe(200);
    expect(await via('198.51.100.4', '192.0.2.1')).toBe(429);
  });

  it('lets everything through with 0', async () => {
    const { app } = fakeApp({ environment: { WENCE_RATE_LIMIT: '0' } });
    for (let count = 0; count < 200; count += 1) {
      expect((await app.request('/api/search?q=x')).status).toBe(200);
    }
  });
});
