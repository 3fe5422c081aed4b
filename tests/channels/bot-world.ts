import { randomBytes } from 'node:crypto';
import type { Answerer } from '../../src/answer/answer.js';
import { assembleBots } from '../../src/channels/assemble-bots.js';
import { openLibsqlMessageLedger } from '../../src/channels/bots/libsql-message-ledger.js';
import { ledgerLimits, type MessageLedger } from '../../src/channels/bots/message-ledger.js';
import { createPlatformCall } from '../../src/channels/bots/platform-call.js';
import { createDingtalkStream } from '../../src/channels/dingtalk/dingtalk-robot.js';
import type { StreamSocketEvents } from '../../src/channels/dingtalk/stream-client.js';
import { readSettings } from '../../src/config.js';
import { createApp } from '../../src/http/app.js';
import type { LogFields } from '../../src/logger.js';
import { conversations, widget } from '../http/fake-service.js';
import { createDirectNetwork } from './mock/direct-network.js';
import { dingtalkRobot, type MockDingtalk } from './mock/mock-dingtalk.js';
import { type MockWecom, WECOM_GROUP_KEY, wecomApp, wecomBot } from './mock/mock-wecom.js';

/** The key in the path of the DingTalk hook. */
export const HOOK_KEY = 'soak-hook-key-0123456789';

/** The settings of a server with every bot. */
export const botEnvironment = {
  WENCE_PUBLIC_URL: 'https://wence.example.cn',
  WENCE_WECOM_BOT_ID: wecomBot.botId,
  WENCE_WECOM_BOT_TOKEN: wecomBot.token,
  WENCE_WECOM_BOT_AES_KEY: wecomBot.aesKey,
  WENCE_WECOM_BOT_NAMES: '问策',
  WENCE_WECOM_APP_CORP_ID: wecomApp.corpId,
  WENCE_WECOM_APP_AGENT_ID: wecomApp.agentId,
  WENCE_WECOM_APP_SECRET: wecomApp.secret,
  WENCE_WECOM_APP_TOKEN: wecomApp.token,
  WENCE_WECOM_APP_AES_KEY: wecomApp.aesKey,
  WENCE_WECOM_GROUP_KEYS: `招商群=${WECOM_GROUP_KEY}`,
  WENCE_DINGTALK_MODE: 'http',
  WENCE_DINGTALK_HOOK_KEY: HOOK_KEY,
  WENCE_DINGTALK_APP_KEY: dingtalkRobot.appKey,
  WENCE_DINGTALK_APP_SECRET: dingtalkRobot.appSecret,
  WENCE_DINGTALK_ROBOT_CODE: dingtalkRobot.robotCode,
  WENCE_DINGTALK_CORP_ID: dingtalkRobot.corpId,
  WENCE_DINGTALK_BOT_NAMES: '问策',
};

/** One run of the program: the whole app, all bots, DingTalk's in both modes, and the ledger in its file. */
export interface BotWorld {
  /** Posts as over HTTPS; never answers where the program ended meanwhile. */
  post(path: string, text: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Pushes a message over the stream; false where it was not acknowledged in a minute. */
  push(body: unknown, messageId: string): Promise<boolean>;
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
  owed(): Promise<number>;
  /** Ends as on SIGTERM. */
  close(): Promise<void>;
  /** Bodies of calls to platforms under way. */
  underWay(): readonly string[];
  /** Ends as on SIGKILL. @returns the bodies of calls that were under way */
  crash(): readonly string[];
}

/** Starts the program over a ledger's file; the clock is `Date.now`, which the test may fake. */
export async function openBotWorld({
  file,
  answerer,
  wecom,
  dingtalk,
}: {
  readonly file: string;
  readonly answerer: Answerer;
  readonly wecom: MockWecom;
  readonly dingtalk: MockDingtalk;
}): Promise<BotWorld> {
  const settings = readSettings({ environment: botEnvironment, workingDir: '/nonexistent' });
  const clockMs = () => Date.now();
  const random = () => 0.5;
  const lines: string[] = [];
  const keep = (fields: LogFields, message: string) => {
    const error = fields.error instanceof Error ? fields.error.stack : '';
    lines.push(`${message} ${JSON.stringify(fields)} ${error}`);
  };
  const logger = { info: keep, warn: keep, error: keep };
  const network = createDirectNetwork({
    'qyapi.weixin.qq.com': wecom.handle,
    'oapi.dingtalk.com': dingtalk.handle,
    'api.dingtalk.com': dingtalk.handle,
  });
  const call = createPlatformCall({
    fetch: network.fetch,
    wait: (durationMs) =>
      new Promise((resolve) => {
        setTimeout(resolve, durationMs);
      }),
    random,
  });
  const stored = openLibsqlMessageLedger(file, { limits: ledgerLimits(30), clockMs });
  let isDead = false;
  const bots = assembleBots({
    settings: settings.bots,
    publicUrl: settings.publicUrl ?? '',
    ledger: mortal(stored, () => isDead),
    call,
    connect: null,
    service: () => ({ answerer, conversations }),
    logger,
    clockMs,
    random,
    randomBytes,
  });
  const { dingtalk: robot } = settings.bots;
  const { dingtalk: door } = bots.hooks;
  if (robot === null || door === undefined) throw new Error('a bot lacks');
  const app = createApp({
    settings,
    state: () => ({ kind: 'loading', progress: { message: '', done: 0, total: 0 } }),
    logger: { info: () => undefined, warn: keep, error: keep },
    bots: bots.hooks,
    widget,
    now: () => new Date(clockMs()),
    newId: () => 'r',
  });
  const socket = fakeSocket();
  const stream = createDingtalkStream({
    settings: { ...robot, mode: 'stream' },
    desk: door.desk,
    call,
    connect: socket.connect,
    clockMs,
    random,
    logger,
  });
  await bots.start();
  stream.start();
  await bots.resume();

  // As behind a socket with TLS.
  const bindings = { incoming: { socket: { remoteAddress: '10.0.0.1', encrypted: true } } };
  return {
    lines,
    complaints: network.complaints,
    post: async (path, text, headers = {}) =>
      isDead
        ? await new Promise<never>(() => {})
        : await app.request(path, { method: 'POST', body: text, headers }, bindings),
    push: (body, messageId) => socket.push(body, messageId),
    underWay: () => network.underWay,
    owed: async () => (await stored.owed()).length,
    close: async () => {
      await stream.close();
      await bots.close(5_000);
      isDead = true;
      stored.close();
    },
    crash: () => {
      isDead = true;
      network.cut();
      socket.cut();
      stored.close();
      return network.underWay;
    },
  };
}

/** A ledger that is not heard of again once the program is dead. */
function mortal(ledger: MessageLedger, isDead: () => boolean): MessageLedger {
  return new Proxy(ledger, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...parameters: readonly unknown[]) =>
        isDead() ? new Promise(() => {}) : Reflect.apply(member, target, parameters);
    },
  });
}

/** The gateway's end of the stream, without a network. */
function fakeSocket() {
  const acknowledged = new Map<string, () => void>();
  let current: StreamSocketEvents | null = null;
  return {
    connect: (_url: string, events: StreamSocketEvents) => {
      current = events;
      queueMicrotask(events.onOpen);
      const end = () => {
        if (current !== events) return;
        current = null;
        queueMicrotask(() => events.onClose('ended'));
      };
      return {
        send: (text: string) => {
          const { headers } = JSON.parse(text) as { headers: { messageId: string } };
          acknowledged.get(headers.messageId)?.();
        },
        ping: events.onSignOfLife,
        close: end,
        terminate: end,
      };
    },
    cut: () => {
      current = null;
    },
    push: (body: unknown, messageId: string) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), 60_000);
        acknowledged.set(messageId, () => {
          clearTimeout(timer);
          resolve(true);
        });
        const frame = {
          type: 'CALLBACK',
          headers: { topic: '/v1.0/im/bot/messages/get', messageId },
          data: JSON.stringify(body),
        };
        current?.onText(JSON.stringify(frame));
      }),
  };
}
