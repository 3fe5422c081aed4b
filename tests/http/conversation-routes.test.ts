import { describe, expect, it } from 'vitest';
import { asking, conversations, fakeApp } from './fake-service.js';

const turn = { answerId: 'a_1', question: '问', interpretedQuestion: '问', cited: [] };
const begun = async () => {
  const { id } = await conversations.open(undefined);
  await conversations.record(id, turn);
  return { id, app: fakeApp().app };
};

describe('feedback on an answer', () => {
  it('is kept, the last word in place of the first', async () => {
    const { app } = await begun();
    const path = '/api/answers/a_1/feedback';
    const first = await app.request(path, asking({ value: 'down', comment: ' 不对 ' }));
    expect(first.status).toBe(204);
    expect(await first.text()).toBe('');
    expect(await conversations.feedbackOn('a_1')).toEqual({ value: 'down', comment: '不对' });
    expect((await app.request(path, asking({ value: 'up' }))).status).toBe(204);
    expect(await conversations.feedbackOn('a_1')).toEqual({ value: 'up' });
  });

  it('is 404 for an answer that there is not', async () => {
    const { app } = await begun();
    const response = await app.request('/api/answers/a_9/feedback', asking({ value: 'up' }));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'not_found', details: [{ field: 'id', message: 'a_9' }] },
    });
  });

  it.each([
    ['no value', {}, 'value'],
    ['another value', { value: 'maybe' }, 'value'],
    ['an unknown field', { value: 'up', stars: 5 }, 'stars'],
    ['an endless comment', { value: 'up', comment: '字'.repeat(2001) }, 'comment'],
  ])('is 400 for %s', async (_case, body, field) => {
    const { app } = await begun();
    const response = await app.request('/api/answers/a_1/feedback', asking(body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'invalid_request', details: [{ field }] },
    });
  });

  it('takes no other method', async () => {
    const { app } = await begun();
    const response = await app.request('/api/answers/a_1/feedback');
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST');
  });
});

describe('forgetting a conversation', () => {
  it('is 204, and 204 again where there is none any more', async () => {
    const { id, app } = await begun();
    const forget = () => app.request(`/api/conversations/${id}`, { method: 'DELETE' });
    expect((await forget()).status).toBe(204);
    expect((await conversations.open(id)).turns).toEqual([]);
    expect((await forget()).status).toBe(204);
  });

  it('takes no other method', async () => {
    const { app } = await begun();
    const response = await app.request('/api/conversations/c_1');
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('DELETE');
  });
});
