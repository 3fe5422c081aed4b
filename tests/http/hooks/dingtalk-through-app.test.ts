import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BotMessage } from '../../../src/channels/bots/bot-message.js';
import { readSettings } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import type { LogFields } from '../../../src/logger.js';
import { readyState, widget } from '../fake-service.js';

const KEY = 'unguessable-key-123';
const now = new Date('2023-06-01T00:00:00Z');

/** The whole app with a DingTalk robot whose desk only takes down what it is given. */
function appWithRobot(environment: Readonly<Record<string, string>> = {}) {
  const settings = readSettings({
    environment: {
      WENCE_PUBLIC_URL: 'https://wence.example.cn',
      WENCE_TRUST_PROXY: '10.0.0.1',
      WENCE_API_KEYS: 'api-key',
      WENCE_RATE_LIMIT: '1',
      WENCE_DINGTALK_MODE: 'http',
      WENCE_DINGTALK_HOOK_KEY: KEY,
      WENCE_DINGTALK_APP_KEY: 'ding1',
      WENCE_DINGTALK_APP_SECRET: 'app-secret',
      WENCE_DINGTALK_ROBOT_CODE: 'ding1',
      WENCE_DINGTALK_BOT_NAMES: '问策',
      ...environment,
    },
    workingDir: '/nonexistent',
  });
  const { dingtalk: robot } = settings.bots;
  if (robot === null) throw new Error('no robot');
  const received: BotMessage[] = [];
  const lines: string[] = [];
  const keep = (fields: LogFields, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const desk = {
    receive: (message: BotMessage) => {
      received.push(message);
      return Promise.resolve('accepted' as const);
    },
    resume: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const app = createApp({
    settings,
    state: () => readyState,
    logger: { info: keep, warn: keep, error: keep },
    bots: { dingtalk: { robot, desk } },
    widget,
    now: () => now,
    newId: () => 'r1',
  });
  const post = (
    options: {
      readonly from?: string;
      readonly key?: string;
      readonly path?: string;
      readonly method?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) => {
    const timestamp = String(now.getTime());
    const { from = '10.0.0.1', key = KEY, method = 'POST', headers = {} } = options;
    const { path = '/hooks/dingtalk' } = options;
    const message = {
      msgtype: 'text',
      text: { content: '几场' },
      msgId: `m${received.length}`,
      conversationType: '1',
      senderId: 's',
      robotCode: 'ding1',
    };
    return app.request(
      `http://localhost${path}/${key}`,
      {
        method,
        headers: {
          timestamp,
          sign: createHmac('sha256', 'app-secret')
            .update(`${timestamp}\napp-secret`)
            .digest('base64'),
          'X-Forwarded-Proto': 'https',
          ...headers,
        },
        ...(method === 'POST' ? { body: JSON.stringify(message) } : {}),
      },
      { incoming: { socket: { remoteAddress: from } } },
    );
  };
  return { post, received, lines };
}

describe('the DingTalk hook in the app', () => {
  it('needs no API key and does not count against the limit of questions', async () => {
    const { post, received } = appWithRobot();
    for (let count = 0; count < 5; count += 1) expect((await post()).status).toBe(200);
    expect(received).toHaveLength(5);
  });

  it('believes a trusted proxy that it came over HTTPS, and nobody else', async () => {
    const { post, received } = appWithRobot();
    expect((await post({ from: '10.0.0.2' })).status).toBe(403);
    expect((await post({ headers: { 'X-Forwarded-Proto': 'http' } })).status).toBe(403);
    // Whoever stands before the proxy may write what he likes; the proxy's own word comes last.
    expect((await post({ headers: { 'X-Forwarded-Proto': 'https, http' } })).status).toBe(403);
    expect(received).toEqual([]);
  });

  it('is not there under another key, or in stream mode', async () => {
    const { post } = appWithRobot();
    expect((await post({ key: 'another-key-12345' })).status).toBe(404);
    expect((await post({ key: '' })).status).toBe(404);
    const stream = appWithRobot({ WENCE_DINGTALK_MODE: 'stream' });
    expect((await stream.post()).status).toBe(404);
  });

  it('takes POST alone, and does not tell a right key from a wrong one by that', async () => {
    const { post } = appWithRobot();
    for (const key of [KEY, 'another-key-12345']) {
      const reply = await post({ key, method: 'GET' });
      expect([reply.status, reply.headers.get('Allow')]).toEqual([405, 'POST']);
    }
  });

  it('keeps the key of its path out of the access log, however the request ended', async () => {
    const { post, lines } = appWithRobot();
    await post();
    await post({ from: '10.0.0.2' });
    await post({ method: 'GET' });
    await post({ key: `${KEY}/more` });
    for (const path of ['//hooks/dingtalk', '/wence/hooks/dingtalk', '/Hooks%2FDingtalk']) {
      await post({ path });
    }
    expect(lines.filter((line) => line.startsWith('request'))).toHaveLength(7);
    expect(lines.join('\n')).not.toContain(KEY);
    expect(lines.join('\n')).toContain('/hooks/dingtalk/…');
  });
});
