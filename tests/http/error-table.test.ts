import { describe, expect, it } from 'vitest';
import { WenceError } from '../../src/errors.js';
import { asking, fakeApp } from './fake-service.js';

interface Refusal {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly field: string; readonly message: string }[];
  };
}

async function refusal(response: Response): Promise<Refusal['error']> {
  expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
  const { error } = (await response.json()) as Refusal;
  expect(JSON.stringify(error)).not.toMatch(/\bat .*\.(?:ts|js):\d+/);
  return error;
}

describe('400 invalid_request', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['a body that is not JSON', '{"question":', 'body'],
    ['a body that is no object', '[]', 'body'],
    ['JSON null', 'null', 'body'],
    ['a missing question', {}, 'question'],
    ['an empty question', { question: '' }, 'question'],
    ['a question of blanks, ideographic ones too', { question: ' 　\n' }, 'question'],
    ['a question over 1000 UTF-16 units', { question: '问'.repeat(1001) }, 'question'],
    ['a question of 501 characters of two units each', { question: '😀'.repeat(501) }, 'question'],
    ['a question that is a number', { question: 5 }, 'question'],
    ['an unknown field, by name', { question: '问', colour: 'red' }, 'colour'],
    ['an unknown nested field', { question: '问', filter: { size: 1 } }, 'filter.size'],
    ['a filter of wrong types', { question: '问', filter: { years: ['2023'] } }, 'filter.years[0]'],
    ['too few citations', { question: '问', maxCitations: 0 }, 'maxCitations'],
    ['too many citations', { question: '问', maxCitations: 21 }, 'maxCitations'],
    ['a fraction of citations', { question: '问', maxCitations: 1.5 }, 'maxCitations'],
    [
      'a history of 21 turns',
      { question: '问', history: Array(21).fill({ role: 'user', content: '问' }) },
      'history',
    ],
    [
      'a turn of an unknown role',
      { question: '问', history: [{ role: 'system', content: '问' }] },
      'history[0].role',
    ],
    [
      'history together with conversationId',
      { question: '问', history: [], conversationId: 'c_1' },
      'history',
    ],
  ];
  for (const [name, body, field] of cases) {
    it(`refuses ${name}`, async () => {
      const response = await fakeApp().app.request('/api/ask', asking(body));
      expect(response.status).toBe(400);
      const error = await refusal(response);
      expect(error.code).toBe('invalid_request');
      expect(error.details.map((detail) => detail.field)).toEqual([field]);
      expect(error.details[0]?.message).toMatch(/\p{Script=Han}/u);
      expect(error.message).toContain(field);
    });
  }

  it('takes a question of exactly 1000 units after trimming', async () => {
    const body = { question: `  ${'问'.repeat(1000)}　` };
    const response = await fakeApp().app.request('/api/ask', asking(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ question: '问'.repeat(1000) });
  });

  it('takes every optional field at once', async () => {
    const body = {
      question: '问',
      history: [{ role: 'user', content: '前' }],
      filter: { documentIds: ['d1'], departments: ['测试'], years: [2023] },
      maxCitations: 20,
    };
    expect((await fakeApp().app.request('/api/ask', asking(body))).status).toBe(200);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const init = { ...asking('x'), body: new Uint8Array([0x22, 0xff, 0x22]) };
    expect((await fakeApp().app.request('/api/ask', init)).status).toBe(400);
  });

  it('takes a client that hangs up half-way for a bad request, not for a fault of its own', async () => {
    const { app, lines } = fakeApp();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"question":')),
      pull: (controller) => controller.error(new Error('aborted')),
    });
    const response = await app.request('/api/ask', { ...asking(''), body, duplex: 'half' });
    expect(response.status).toBe(400);
    expect((await refusal(response)).details.map((detail) => detail.field)).toEqual(['body']);
    expect(lines.map((line) => line.logged)).toEqual(['request']);
  });

  it('takes prototype names for fields like any other', async () => {
    const body = '{"question":"问","__proto__":{"maxCitations":99},"constructor":1}';
    const response = await fakeApp().app.request('/api/ask', asking(body));
    expect(response.status).toBe(400);
    const fields = (await refusal(response)).details.map((detail) => detail.field);
    expect(fields).toEqual(['__proto__', 'constructor']);
  });

  it('speaks English to who prefers it, Chinese to everybody else', async () => {
    const { app } = fakeApp();
    const inLanguage = async (language: string) =>
      refusal(await app.request('/api/ask', asking({}, { 'Accept-Language': language })));
    expect((await inLanguage('en-US,en;q=0.9,zh;q=0.5')).details[0]?.message).toBe('Required');
    expect((await inLanguage('zh-CN,en;q=0.9')).details[0]?.message).toBe('必填');
    expect((await inLanguage('fr')).details[0]?.message).toBe('必填');
  });

  const searches = ['', '?q=', '?q=%E3%80%80', '?q=x&limit=0', '?q=x&limit=51', '?q=x&limit=ten'];
  for (const query of [...searches, '?q=x&q=y', '?q=x&colour=red', '?q=x&year=MMXX']) {
    it(`refuses the search ${query === '' ? 'without parameters' : query}`, async () => {
      const response = await fakeApp().app.request(`/api/search${query}`);
      expect(response.status).toBe(400);
      expect((await refusal(response)).code).toBe('invalid_request');
    });
  }
});

describe('413 body_too_large', () => {
  const long = JSON.stringify({
    question: '问',
    history: [{ role: 'user', content: 'x'.repeat(70_000) }],
  });

  it('refuses a body that says it is over 64 KiB', async () => {
    const init = asking('{}', { 'Content-Length': '65537' });
    const response = await fakeApp().app.request('/api/ask', init);
    expect(response.status).toBe(413);
    expect((await refusal(response)).code).toBe('body_too_large');
  });

  it('refuses a longer body that comes in chunks, and stops reading it', async () => {
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks += 1;
        controller.enqueue(new Uint8Array(16_384));
        if (chunks > 1000) controller.close();
      },
    });
    const init = { ...asking(''), body, duplex: 'half' as const };
    const response = await fakeApp().app.request('/api/ask', init);
    expect(response.status).toBe(413);
    expect(chunks).toBeLessThan(20);
  });

  it('counts bytes, not characters', async () => {
    const within = JSON.stringify({
      question: '问',
      history: [{ role: 'user', content: '问'.repeat(15_000) }],
    });
    const over = JSON.stringify({
      question: '问',
      history: Array(2).fill({ role: 'user', content: '问'.repeat(15_000) }),
    });
    const { app } = fakeApp();
    expect((await app.request('/api/ask', asking(within))).status).toBe(200);
    expect((await app.request('/api/ask', asking(over))).status).toBe(413);
    expect((await app.request('/api/ask', asking(long))).status).toBe(413);
  });
});

describe('415 unsupported_media_type', () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gb18030',
    'application/json; profile=x; charset=gb18030',
    'application/json; charset=utf-8; charset=gb18030',
    "application/json; charset='utf-8'",
    'application/jsonp',
  ]) {
    it(`refuses ${type}`, async () => {
      const init = asking({ question: '问' }, { 'Content-Type': type });
      const response = await fakeApp().app.request('/api/ask', init);
      expect(response.status).toBe(415);
      expect((await refusal(response)).code).toBe('unsupported_media_type');
    });
  }

  it('refuses a body without a type, and a compressed one', async () => {
    const { app } = fakeApp();
    const bytes = new TextEncoder().encode('{"question":"问"}');
    expect((await app.request('/api/ask', { method: 'POST', body: bytes })).status).toBe(415);
    const gzipped = asking({ question: '问' }, { 'Content-Encoding': 'gzip' });
    expect((await app.request('/api/ask', gzipped)).status).toBe(415);
  });

  it('takes JSON with its charset named, and one that says it is not compressed', async () => {
    const { app } = fakeApp();
    for (const headers of [
      { 'Content-Type': 'Application/JSON; charset="UTF-8"' },
      { 'Content-Type': 'application/json;profile=x; charset=utf8;' },
      { 'Content-Encoding': 'Identity' },
    ]) {
      const response = await app.request('/api/ask', asking({ question: '问' }, headers));
      expect(response.status, JSON.stringify(headers)).toBe(200);
    }
  });
});

describe('404 not_found', () => {
  it('names the unknown ids of a filter', async () => {
    const body = { question: '问', filter: { documentIds: ['d1', 'nope'] } };
    const response = await fakeApp().app.request('/api/ask', asking(body));
    expect(response.status).toBe(404);
    expect((await refusal(response)).details).toEqual([
      { field: 'filter.documentIds', message: 'nope' },
    ]);
  });

  for (const path of [
    '/api/documents/nope',
    '/documents/nope',
    '/api/search?q=x&documentId=nope',
    '/api/nothing',
    '/api',
    '/nothing',
    '/v1/nothing',
    '/metrics/nothing',
    '/assets/../app.ts',
    '/docs/swagger-ui.js',
  ]) {
    it(`answers ${path} in the error form`, async () => {
      const response = await fakeApp().app.request(path);
      expect(response.status).toBe(404);
      expect((await refusal(response)).code).toBe('not_found');
    });
  }
});

describe('the form of an error', () => {
  const browser = { headers: { Accept: 'text/html,*/*;q=0.8' } };

  it('is JSON at addresses of programs, whoever looks', async () => {
    const { app } = fakeApp();
    for (const path of ['/api/documents/nope', '/api/search', '/v1/nothing', '/metrics/x']) {
      const response = await app.request(path, browser);
      expect((await refusal(response)).code, path).toMatch(/not_found|invalid_request/);
    }
  });

  it('is a page for a person elsewhere', async () => {
    const response = await fakeApp().app.request('/apiary', browser);
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/);
  });
});

describe('405 method_not_allowed', () => {
  it('names the methods that an address takes', async () => {
    const { app } = fakeApp();
    const get = await app.request('/api/ask');
    expect(get.status).toBe(405);
    expect(get.headers.get('Allow')).toBe('POST');
    expect((await refusal(get)).code).toBe('method_not_allowed');
    const post = await app.request('/api/search', { method: 'DELETE' });
    expect(post.headers.get('Allow')).toBe('GET, HEAD');
  });

  it('answers HEAD as GET without a body', async () => {
    const response = await fakeApp().app.request('/healthz', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

describe('503 not_ready', () => {
  const loading = () =>
    ({ kind: 'loading', progress: { message: '正在建立索引', done: 3, total: 9 } }) as const;

  it('refuses every question until the index is loaded, with the reason', async () => {
    const { app } = fakeApp({ state: loading });
    for (const [path, init] of [
      ['/api/ask', asking({ question: '问' })],
      ['/api/search?q=x', {}],
      ['/api/documents', {}],
      ['/api/documents/d1', {}],
      ['/documents/d1', {}],
      ['/', {}],
      ['/readyz', {}],
    ] as const) {
      const response = await app.request(path, init);
      expect(response.status, path).toBe(503);
      expect(Number(response.headers.get('Retry-After')), path).toBeGreaterThan(0);
      const error = await refusal(response);
      expect(error.code).toBe('not_ready');
      expect(error.message).toContain('正在建立索引（3/9）');
    }
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('tells a client what is wrong with its request rather than to come back with it', async () => {
    const { app } = fakeApp({ state: loading });
    expect((await app.request('/api/ask', asking({}))).status).toBe(400);
  });

  it('names the kind of failure but no folder', async () => {
    const error = new WenceError('invalid_index', 'broken: /srv/secret/index');
    const { app } = fakeApp({ state: () => ({ kind: 'failed', error }) });
    const response = await app.request('/readyz');
    expect(response.status).toBe(503);
    const { message } = await refusal(response);
    expect(message).toContain('invalid_index');
    expect(message).not.toContain('/srv');
  });

  it('is ready once it is', async () => {
    expect((await fakeApp().app.request('/readyz')).status).toBe(200);
  });
});

describe('500 internal', () => {
  it('gives a request id that the log has too, and no inner words', async () => {
    const { app, lines } = fakeApp();
    const response = await app.request('/api/ask', asking({ question: '故障' }));
    expect(response.status).toBe(500);
    const error = await refusal(response);
    const requestId = response.headers.get('X-Request-Id') ?? 'none';
    expect(error.code).toBe('internal');
    expect(error.details).toEqual([{ field: 'requestId', message: requestId }]);
    expect(JSON.stringify(error)).not.toContain('secret inner words');
    const line = lines.find((entry) => entry.requestId === requestId);
    expect(line?.error).toMatchObject({ message: 'secret inner words' });
  });

  it('keeps an error of another stage inside', async () => {
    const broken = new WenceError('invalid_model', 'model at /srv/secret');
    const { app } = fakeApp({
      state: () => {
        throw broken;
      },
    });
    const response = await app.request('/api/documents');
    expect(response.status).toBe(500);
    expect(JSON.stringify(await refusal(response))).not.toContain('/srv');
  });
});
