import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { DingtalkSettings } from '../../../src/bot-settings.js';
import type { Receipt } from '../../../src/channels/bots/bot-desk.js';
import type { BotMessage } from '../../../src/channels/bots/bot-message.js';
import type { AppEnv } from '../../../src/http/app-env.js';
import { replyTo } from '../../../src/http/error-reply.js';
import { dingtalkHook } from '../../../src/http/hooks/dingtalk-hook.js';
import type { LogFields } from '../../../src/logger.js';

const nowMs = 1_700_000_000_000;
const robot: DingtalkSettings = {
  mode: 'http',
  hookKey: 'unguessable-key-123',
  appKey: 'ding1',
  appSecret: 'app-secret',
  robotCode: 'ding1',
  corpId: 'corp1',
  names: ['问策'],
  toleranceMs: 300_000,
};
const body = {
  msgtype: 'text',
  text: { content: '全年办会几场' },
  msgId: 'msg1',
  conversationType: '1',
  conversationId: 'cid1',
  senderId: 's1',
  senderStaffId: 'staff1',
  chatbotCorpId: 'corp1',
  robotCode: 'ding1',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=session-secret',
  sessionWebhookExpiredTime: nowMs + 3_600_000,
};

/** The hook alone behind HTTPS, with what reached the desk and what was logged. */
function hook(
  options: {
    readonly robot?: Partial<DingtalkSettings>;
    readonly isHttps?: boolean;
    readonly receive?: () => Promise<Receipt>;
  } = {},
) {
  const received: BotMessage[] = [];
  const lines: string[] = [];
  const keep = (fields: LogFields, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const app = new Hono<AppEnv>();
  app.use((context, next) => {
    context.set('requestId', 'r1');
    context.set('isHttps', options.isHttps ?? true);
    return next();
  });
  app.post(
    '/hooks/dingtalk/:key',
    dingtalkHook({
      robot: { ...robot, ...options.robot },
      desk: {
        receive: (message) => {
          received.push(message);
          return options.receive?.() ?? Promise.resolve('accepted');
        },
        resume: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      now: () => new Date(nowMs),
      logger: { info: keep, warn: keep, error: keep },
    }),
  );
  app.onError((error, context) =>
    context.body(null, replyTo(error, { requestId: 'r1', language: 'zh' }).status),
  );
  const post = (
    text: string | ReadableStream<Uint8Array> = JSON.stringify(body),
    {
      key = 'unguessable-key-123',
      timestamp = String(nowMs),
      sign = createHmac('sha256', 'app-secret').update(`${timestamp}\napp-secret`).digest('base64'),
      headers = {},
    }: {
      readonly key?: string;
      readonly timestamp?: string;
      readonly sign?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) =>
    app.request(`/hooks/dingtalk/${key}`, {
      method: 'POST',
      headers: { timestamp, sign, ...headers },
      body: text,
      ...(typeof text === 'string' ? {} : { duplex: 'half' }),
    });
  return { post, received, lines };
}

describe('the hook of a DingTalk robot', () => {
  it('takes a message and says nothing in the reply', async () => {
    const { post, received, lines } = hook();
    const reply = await post();
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ msgtype: 'empty' });
    expect(received).toMatchObject([{ key: 'dingtalk:ding1:msg1' }]);
    expect(lines).toEqual([]);
  });

  it('acknowledges a repeated message and one for which there is no room alike', async () => {
    for (const receipt of ['duplicate', 'busy'] as const) {
      const { post } = hook({ receive: () => Promise.resolve(receipt) });
      expect(await (await post()).json()).toEqual({ msgtype: 'empty' });
    }
  });

  it('does not acknowledge what could not be claimed, so that it comes again', async () => {
    const { post } = hook({ receive: () => Promise.reject(new Error('disk full')) });
    expect((await post()).status).toBe(500);
  });

  const unknown: readonly (readonly [string, Parameters<typeof hook>[0], string])[] = [
    ['another key', {}, 'unguessable-key-124'],
    ['a longer key', {}, 'unguessable-key-1234'],
    ['stream mode', { robot: { mode: 'stream' } }, 'unguessable-key-123'],
    ['no key set', { robot: { hookKey: null } }, 'null'],
  ];
  for (const [name, options, key] of unknown) {
    it(`is not there: ${name}`, async () => {
      const { post, received } = hook(options);
      expect((await post(undefined, { key })).status).toBe(404);
      expect(received).toEqual([]);
    });
  }

  const large = 'x'.repeat(1_000_001);
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(300_000)),
    });
  const broken = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('hung up')),
    });
  type Posted = Parameters<ReturnType<typeof hook>['post']>;
  const refused: readonly (readonly [string, number, () => Posted])[] = [
    ['a wrong sign', 403, () => [undefined, { sign: 'AAAA' }]],
    ['an empty sign', 403, () => [undefined, { sign: '' }]],
    ['a stale time', 403, () => [undefined, { timestamp: String(nowMs - 300_001) }]],
    ['a time to come', 403, () => [undefined, { timestamp: String(nowMs + 300_001) }]],
    ['a time that is no number', 403, () => [undefined, { timestamp: 'now' }]],
    ['a large body', 413, () => [large]],
    ['a body announced as large', 413, () => ['{}', { headers: { 'content-length': '1000001' } }]],
    ['an endless body', 413, () => [endless()]],
    ['a body that breaks off', 400, () => [broken()]],
  ];
  for (const [name, status, posted] of refused) {
    it(`refuses ${name} with ${status}, no words and one log line`, async () => {
      const { post, received, lines } = hook();
      const reply = await post(...posted());
      expect(reply.status).toBe(status);
      expect(await reply.text()).toBe('');
      expect(received).toEqual([]);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`"status":${status}`);
    });
  }

  it('refuses what did not come over HTTPS', async () => {
    const { post, lines } = hook({ isHttps: false });
    expect((await post()).status).toBe(403);
    expect(lines).toHaveLength(1);
  });

  const unanswered: readonly (readonly [string, string])[] = [
    ['no JSON', '{"msgtype":'],
    ['half a character', '\uD800'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another robot', JSON.stringify({ ...body, robotCode: 'ding2' })],
    ['another company', JSON.stringify({ ...body, chatbotCorpId: 'corp2' })],
    ['a foreign session address', JSON.stringify({ ...body, sessionWebhook: 'https://evil.cn/x' })],
    ['a spent quota', JSON.stringify({ ...body, text: undefined, errorCode: 20001 })],
    ['a prototype', '{"__proto__":{"robotCode":"ding1"}}'],
  ];
  for (const [name, text] of unanswered) {
    it(`acknowledges, logs and does not answer ${name}, once signed`, async () => {
      const { post, received, lines } = hook();
      const reply = await post(text);
      expect(reply.status).toBe(200);
      expect(await reply.json()).toEqual({ msgtype: 'empty' });
      expect(received).toEqual([]);
      expect(lines).toHaveLength(1);
    });
  }

  it('never logs keys, signs, addresses or words', async () => {
    const { post, lines } = hook();
    for (const [, , posted] of refused) await post(...posted());
    for (const [, text] of unanswered) await post(text);
    const log = lines.join('\n');
    for (const secret of ['app-secret', 'unguessable', 'session-secret', 'evil.cn', '全年办会']) {
      expect(log).not.toContain(secret);
    }
  });
});
