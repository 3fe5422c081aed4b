import { describe, expect, it } from 'vitest';
import { overviewOf } from '../../src/http/overview-route.js';
import type { PolicyDocument } from '../../src/outline/outline.js';
import { document, fakeApp } from './fake-service.js';

const made = (id: string, metadata: Partial<PolicyDocument['metadata']>): PolicyDocument => ({
  ...document,
  id,
  title: `文件${id}`,
  metadata: { ...document.metadata, year: null, issuedOn: null, department: null, ...metadata },
});

describe('GET /api/overview', () => {
  it('says what an empty chat shows', async () => {
    const response = await fakeApp().app.request('/api/overview');
    expect(await response.json()).toEqual({
      documentCount: 1,
      years: [2023],
      departments: ['测试'],
      documents: [{ id: 'd1', title: '2023年测试工作要点', year: 2023, department: '测试' }],
      samples: ['《2023年测试工作要点》中“突出重点产业”讲了什么？'],
      pages: 'open',
    });
  });

  it('says who may open the pages that it links to', async () => {
    for (const chat of ['open', 'token', 'off']) {
      const { app } = fakeApp({ environment: { WENCE_API_KEYS: 'a-key', WENCE_CHAT: chat } });
      const headers = { Authorization: 'Bearer a-key' };
      const response = await app.request('/api/overview', { headers });
      expect(await response.json()).toMatchObject({ pages: chat });
    }
    const { app } = fakeApp({ environment: { WENCE_CHAT: 'off' } });
    expect(await (await app.request('/api/overview')).json()).toMatchObject({ pages: 'open' });
  });

  it('offers questions in the language of its reader', async () => {
    const headers = { 'Accept-Language': 'en' };
    const response = await fakeApp().app.request('/api/overview', { headers });
    const { samples } = (await response.json()) as { readonly samples: readonly string[] };
    expect(samples[0]).toMatch(/^What does/);
  });

  it('narrows all of it to departments', async () => {
    const { app } = fakeApp();
    const both = await app.request('/api/overview?department=测试&department=别的');
    expect(await both.json()).toMatchObject({ documentCount: 1, years: [2023] });
    expect(await (await app.request('/api/overview?department=别的')).json()).toEqual({
      documentCount: 0,
      years: [],
      departments: [],
      documents: [],
      samples: [],
      pages: 'open',
    });
  });

  it('refuses what it does not know, and waits for the index', async () => {
    expect((await fakeApp().app.request('/api/overview?year=2023')).status).toBe(400);
    expect((await fakeApp().app.request('/api/overview?department=')).status).toBe(400);
    const { app } = fakeApp({
      state: () => ({ kind: 'loading', progress: { message: '正在建立索引', done: 1, total: 9 } }),
    });
    const response = await app.request('/api/overview');
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).not.toBeNull();
    expect(await response.text()).toContain('1/9');
  });
});

describe('an overview', () => {
  it('lists documents, years and departments newest first, the undated last', () => {
    const overview = overviewOf(
      [
        made('a', { year: 2021, issuedOn: '2021-03-01', department: '甲' }),
        made('b', {}),
        made('c', { year: 2023, department: '乙' }),
        made('d', { year: 2023, issuedOn: '2023-02-01', department: '甲' }),
      ],
      'zh',
    );
    expect(overview.documents.map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b']);
    expect(overview.years).toEqual([2023, 2021]);
    expect(overview.departments).toEqual(['甲', '乙']);
  });

  it('counts all documents, lists 100 and asks at most six questions', () => {
    const many = Array.from({ length: 130 }, (_, index) => made(String(index), { year: 2000 }));
    const overview = overviewOf(many, 'zh');
    expect(overview.documentCount).toBe(130);
    expect(overview.documents).toHaveLength(100);
    expect(overview.samples.length).toBeGreaterThan(0);
    expect(overview.samples.length).toBeLessThanOrEqual(6);
  });
});
