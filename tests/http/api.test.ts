import { describe, expect, it } from 'vitest';
import { answerSchema } from '../../src/answer/answer.js';
import {
  asking,
  document,
  documentText,
  fakeApp,
  quote,
  quoteEnd,
  quoteStart,
} from './fake-service.js';

describe('the API', () => {
  it('answers a question with the answer object', async () => {
    const response = await fakeApp().app.request('/api/ask', asking({ question: ' 招商 ' }));
    expect(response.status).toBe(200);
    const answer = answerSchema.parse(await response.json());
    expect(answer.question).toBe('招商');
    const [citation] = answer.citations;
    expect(documentText.slice(citation?.start, citation?.end)).toBe(citation?.quote);
  });

  it('answers a refusal with 200', async () => {
    const response = await fakeApp().app.request('/api/ask', asking({ question: '拒答' }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ kind: 'refused', citations: [] });
  });

  it('searches, and gives each result its words and its link', async () => {
    const response = await fakeApp().app.request('/api/search?q=%E6%8B%9B%E5%95%86&limit=50');
    expect(await response.json()).toEqual({
      results: [
        {
          documentId: 'd1',
          documentTitle: document.title,
          sectionId: 's1-1',
          address: '一、（一）',
          headingPath: ['一、加强招商<img src=x onerror=alert(1)>', '（一）突出重点产业'],
          text: quote,
          start: quoteStart,
          end: quoteEnd,
          score: 0.8,
          url: `/documents/d1?quote=${quoteStart}-${quoteEnd}#s1-1`,
        },
      ],
    });
  });

  it('hands the filters on', async () => {
    const { app } = fakeApp();
    const count = async (query: string) => {
      const response = await app.request(`/api/search?q=x&${query}`);
      return ((await response.json()) as { results: unknown[] }).results.length;
    };
    expect(await count('year=2023&documentId=d1&department=%E6%B5%8B%E8%AF%95')).toBe(1);
    expect(await count('year=2022&year=2023')).toBe(1);
    expect(await count('year=2022')).toBe(0);
  });

  it('lists documents, unknown metadata as null', async () => {
    const response = await fakeApp().app.request('/api/documents');
    expect(await response.json()).toEqual({
      documents: [
        {
          id: 'd1',
          title: '2023年测试工作要点',
          department: '测试',
          year: 2023,
          documentNumber: null,
          issuedOn: '2023-01-05',
          source: '测试.txt',
          sectionCount: 4,
        },
      ],
    });
  });

  it('gives a document with its text and outline', async () => {
    const response = await fakeApp().app.request('/api/documents/d1');
    expect(await response.json()).toMatchObject({
      id: 'd1',
      text: documentText,
      outline: [{ id: 's1', sections: [{ id: 's1-1', sections: [] }, {}] }, { id: 's2' }],
    });
  });
});

describe('the contract', () => {
  it('is an OpenAPI document of every route, with its errors', async () => {
    const response = await fakeApp().app.request('/openapi.json');
    const contract = (await response.json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { responses: object }>>>>;
      readonly components: { readonly schemas: Readonly<Record<string, object>> };
    };
    expect(Object.keys(contract.paths)).toEqual([
      '/api/ask',
      '/api/answers/{id}/feedback',
      '/api/conversations/{id}',
      '/api/search',
      '/api/documents',
      '/api/documents/{id}',
      '/api/overview',
      '/api/tokens',
      '/metrics',
      '/v1/chat/completions',
      '/v1/models',
      '/v1/models/{id}',
      '/mcp',
      '/healthz',
      '/readyz',
    ]);
    expect(Object.keys(contract.paths['/api/ask']?.post?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '413',
      '415',
      '429',
      '500',
      '503',
    ]);
    expect(Object.keys(contract.components.schemas)).toEqual(
      expect.arrayContaining(['Answer', 'Citation', 'Document', 'Section', 'Error']),
    );
    expect(JSON.stringify(contract.components.schemas.Section)).toContain(
      '"$ref":"#/components/schemas/Section"',
    );
  });

  it('has a page to try it, whose assets are served from here', async () => {
    const { app } = fakeApp();
    const page = await app.request('/docs');
    const html = await page.text();
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\//);
      expect((await app.request(address)).status, address).toBe(200);
    }
    expect(html).not.toMatch(/<script>|style=/);
  });
});

describe('every reply', () => {
  it('carries safe headers and names no software', async () => {
    const { app } = fakeApp();
    for (const path of ['/', '/documents/d1', '/api/documents', '/nothing', '/docs']) {
      const { headers } = await app.request(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      if (path !== '/docs') expect(policy).not.toContain('unsafe-inline');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('same-origin');
      expect(headers.get('Permissions-Policy')).toContain('camera=()');
      expect(headers.get('X-Powered-By')).toBeNull();
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(headers.get('X-Request-Id')).toMatch(/^r\d+$/);
    }
  });

  it('leaves a log line without the question', async () => {
    const { app, lines } = fakeApp();
    await app.request('/?q=%E7%A7%98%E5%AF%86');
    await app.request('/api/search?q=%E7%A7%98%E5%AF%86');
    await app.request('/api/ask', asking({ question: '秘密' }));
    expect(lines.map((line) => [line.method, line.path, line.status])).toEqual([
      ['GET', '/', 200],
      ['GET', '/api/search', 200],
      ['POST', '/api/ask', 200],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/秘密|%E7%A7%98/);
  });

  it('leaves no key to a conversation in the log, however its address is written', async () => {
    const { app, lines } = fakeApp();
    await app.request('/api/conversations/c_1234', { method: 'DELETE' });
    await app.request('/api/%63onversations/c_1234', { method: 'DELETE' });
    expect(lines).toHaveLength(2);
    expect(lines[0]?.path).toBe('/api/conversations/…');
    expect(JSON.stringify(lines)).not.toContain('1234');
  });
});
