import { describe, expect, it } from 'vitest';
import { conversationLimits } from '../../src/answer/conversations.js';
import { createMemoryConversations } from '../../src/answer/memory-conversations.js';
import { asking, fakeApp, readyState } from './fake-service.js';

async function metricsOf(app: ReturnType<typeof fakeApp>['app']): Promise<string> {
  return (await app.request('/metrics')).text();
}

describe('GET /metrics', () => {
  it('is Prometheus text with the process and the index', async () => {
    const { app } = fakeApp();
    const response = await app.request('/metrics');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toMatch(/^wence_ready 1$/m);
    expect(text).toMatch(/^wence_index_documents 1$/m);
    expect(text).toMatch(/^wence_index_sections 4$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect((await app.request('/metrics')).status).toBe(200);
  });

  it('answers while the index is loading', async () => {
    const { app } = fakeApp({
      state: () => ({ kind: 'loading', progress: { message: '正在启动', done: 0, total: 0 } }),
    });
    const text = await metricsOf(app);
    expect(text).toMatch(/^wence_ready 0$/m);
    expect(text).toMatch(/^wence_index_documents 0$/m);
  });

  it('counts requests by the pattern of their route, never by their own words', async () => {
    const { app } = fakeApp();
    await app.request('/api/documents/d1');
    await app.request('/api/documents/秘密');
    await app.request('/secret-path');
    await app.request('/api/secret-path');
    await app.request('/', { method: 'BREW' });
    const text = await metricsOf(app);
    const count = (route: string, method: string, status: number) =>
      `wence_http_requests_total{route="${route}",method="${method}",status="${status}"}`;
    expect(text).toContain(`${count('/api/documents/:id', 'GET', 200)} 1`);
    expect(text).toContain(`${count('/api/documents/:id', 'GET', 404)} 1`);
    expect(text).toContain(`${count('none', 'GET', 404)} 2`);
    expect(text).toContain(`${count('/', 'other', 405)} 1`);
    expect(text).not.toMatch(/secret|秘密|BREW|%E7/);
  });

  it('counts answers by kind and engine, wherever they were asked for', async () => {
    const { app } = fakeApp();
    await app.request('/api/ask', asking({ question: '问' }));
    await app.request('/api/ask', asking({ question: '拒答' }));
    const chat = { model: 'wence', messages: [{ role: 'user', content: '问' }] };
    await app.request('/v1/chat/completions', asking(chat));
    await app.request('/api/ask', asking({ question: '故障' }));
    await app.request('/api/ask', asking({}));
    const text = await metricsOf(app);
    expect(text).toContain('wence_answers_total{kind="answered",engine="extractive"} 2');
    expect(text).toContain('wence_answers_total{kind="refused",engine="extractive"} 1');
    expect(text).toContain('wence_answer_duration_seconds_count{engine="extractive"} 3');
    expect(text).toMatch(/^wence_answer_failures_total 1$/m);
    expect(text).not.toContain('问');
  });

  it('counts feedback that was kept, and no other', async () => {
    const conversations = createMemoryConversations({
      limits: conversationLimits(1),
      clockMs: () => 0,
      newId: () => 'c_9',
    });
    const { id } = await conversations.open(undefined);
    const turn = { answerId: 'a_9', question: '问', interpretedQuestion: '问', cited: [] };
    await conversations.record(id, turn);
    const state = { ...readyState, conversations };
    const { app } = fakeApp({ state: () => state });
    await app.request('/api/answers/a_9/feedback', asking({ value: 'down' }));
    await app.request('/api/answers/a_0/feedback', asking({ value: 'down' }));
    await app.request('/api/answers/a_9/feedback', asking({ value: 'sideways' }));
    const text = await metricsOf(app);
    expect(text).toContain('wence_feedback_total{value="down"} 1');
  });
});
