import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asking, fakeApp } from './fake-service.js';

const keyed = { WENCE_API_KEYS: 'a-key' };

describe('the widget’s files', () => {
  it('under hashed names are kept for ever', async () => {
    const response = await fakeApp().app.request('/assets/chat-page-A1.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('ETag')).not.toBeNull();
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    expect(await response.text()).toBe('chat()');
  });

  it('that the build does not name are not there', async () => {
    const { app } = fakeApp();
    for (const path of [
      '/assets/chat-page-A2.js',
      '/assets/chat-page-A1.js.br',
      '/assets/../.vite/manifest.json',
      '/assets/%2e%2e/.vite/manifest.json',
      '/assets/',
      '/widget.js.gz',
      '/.vite/manifest.json',
    ]) {
      expect((await app.request(path)).status, path).toBe(404);
    }
  });

  for (const [accepted, coding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['deflate', null],
    ['identity', null],
    ['', null],
  ] as const) {
    it(`come ${coding === null ? 'as they are' : `in ${coding}`} for “${accepted}”`, async () => {
      const headers = { 'Accept-Encoding': accepted };
      const response = await fakeApp().app.request('/widget.js', { headers });
      expect(response.headers.get('Content-Encoding')).toBe(coding);
      expect(response.headers.get('Vary')).toBe('Accept-Encoding');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('Content-Length')).toBe(String(bytes.length));
      const plain =
        coding === 'br'
          ? brotliDecompressSync(bytes)
          : coding === 'gzip'
            ? gunzipSync(bytes)
            : bytes;
      expect(plain.toString()).toBe('customElements');
    });
  }
});

describe('/widget.js', () => {
  it('may be loaded by any site, with any WENCE_CHAT, without a key', async () => {
    for (const environment of [
      {},
      keyed,
      { ...keyed, WENCE_CHAT: 'token' },
      { ...keyed, WENCE_CHAT: 'off' },
    ]) {
      const headers = { Origin: 'https://oa.example.cn', Host: 'any.name' };
      const response = await fakeApp({ environment }).app.request('/widget.js', { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(response.headers.get('Cache-Control')).toBe(
        'public, max-age=300, stale-while-revalidate=86400',
      );
      expect(response.headers.get('Set-Cookie')).toBeNull();
    }
  });

  it('is not sent again to who has it, in its coding', async () => {
    const { app } = fakeApp();
    const headers = { 'Accept-Encoding': 'br' };
    const ETag = (await app.request('/widget.js', { headers })).headers.get('ETag') ?? '';
    const same = { ...headers, 'If-None-Match': ETag };
    const unchanged = await app.request('/widget.js', { headers: same });
    expect(unchanged.status).toBe(304);
    expect(await unchanged.text()).toBe('');
    expect(unchanged.headers.get('ETag')).toBe(ETag);
    expect(unchanged.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(unchanged.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    const plain = await app.request('/widget.js', { headers: { 'If-None-Match': ETag } });
    expect(plain.status).toBe(200);
  });

  it('answers HEAD with its length alone', async () => {
    const response = await fakeApp().app.request('/widget.js', { method: 'HEAD' });
    expect(response.headers.get('Content-Length')).toBe('14');
    expect(await response.text()).toBe('');
  });
});

describe('a document', () => {
  it('is not sent again to who has it, also after it was compressed', async () => {
    const { app } = fakeApp();
    for (const coding of ['identity', 'gzip']) {
      const headers = { 'Accept-Encoding': coding };
      const first = await app.request('/api/documents/d1', { headers });
      expect(first.headers.get('Cache-Control')).toBe('private, no-cache');
      const ETag = first.headers.get('ETag') ?? '';
      const again = { ...headers, 'If-None-Match': ETag };
      expect((await app.request('/api/documents/d1', { headers: again })).status).toBe(304);
      const other = { ...headers, 'If-None-Match': '"other"' };
      expect((await app.request('/api/documents/d1', { headers: other })).status).toBe(200);
    }
  });

  it('is sent again only to who may read it', async () => {
    const { app } = fakeApp({ environment: keyed });
    const Authorization = 'Bearer a-key';
    const first = await app.request('/api/documents/d1', { headers: { Authorization } });
    const ETag = first.headers.get('ETag') ?? '';
    const stranger = await app.request('/api/documents/d1', { headers: { 'If-None-Match': ETag } });
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('ETag')).toBeNull();
  });
});

describe('compression', () => {
  const headers = { 'Accept-Encoding': 'gzip' };

  it('is for pages, documents and lists', async () => {
    const { app } = fakeApp();
    for (const path of ['/', '/documents/d1', '/api/documents', '/api/documents/d1', '/docs']) {
      const response = await app.request(path, { headers });
      expect(response.headers.get('Content-Encoding'), path).toBe('gzip');
      expect(response.headers.get('Vary')).toContain('Accept-Encoding');
      const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString();
      expect(text).toBe(await (await app.request(path)).text());
    }
  });

  it('leaves answers alone, above all those that stream', async () => {
    const { app } = fakeApp();
    for (const Accept of ['application/json', 'text/event-stream']) {
      const init = asking({ question: '问' }, { ...headers, Accept });
      const response = await app.request('/api/ask', init);
      expect(response.headers.get('Content-Encoding')).toBeNull();
      await response.text();
    }
  });
});

describe('the Content-Security-Policy', () => {
  it('of our pages lets them load from here alone, and nothing inline', async () => {
    for (const path of ['/', '/documents/d1', '/nothing']) {
      const headers = { Accept: 'text/html' };
      const response = await fakeApp().app.request(path, { headers });
      const policy = response.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toMatch(/^default-src 'self';/);
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:|connect-src|script-src|style-src/);
    }
  });
});
