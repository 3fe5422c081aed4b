import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { diagnoseBots } from '../../../src/cli/bot-doctor/diagnose-bots.js';
import type { Finding } from '../../../src/cli/services.js';
import { readSettings } from '../../../src/config.js';
import { dingtalkRobot, type MockDingtalk } from '../../channels/mock/mock-dingtalk.js';
import { createMockNetwork } from '../../channels/mock/mock-network.js';
import { type MockWecom, WECOM_GROUP_KEY } from '../../channels/mock/mock-wecom.js';
import { botApp, wecomEnvironment } from '../../http/hooks/bot-app.js';

/** Every bot there is, as an environment names them; a proxy on this machine brings HTTPS. */
export const allBots = {
  ...wecomEnvironment,
  WENCE_TRUST_PROXY: '127.0.0.1',
  WENCE_WECOM_GROUP_KEYS: `办公室=${WECOM_GROUP_KEY}`,
  WENCE_DINGTALK_MODE: 'http',
  WENCE_DINGTALK_HOOK_KEY: 'unguessable-key-123',
  WENCE_DINGTALK_APP_KEY: dingtalkRobot.appKey,
  WENCE_DINGTALK_APP_SECRET: dingtalkRobot.appSecret,
  WENCE_DINGTALK_ROBOT_CODE: dingtalkRobot.robotCode,
  WENCE_DINGTALK_BOT_NAMES: '问策',
};

type Environment = Readonly<Record<string, string>>;
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a test sets otherwise. */
export interface WorldOptions {
  /** Of the running server, over {@link allBots}; null where none runs. */
  readonly server?: Environment | null;
  /** Of the doctor, over {@link allBots}. */
  readonly doctor?: Environment;
  /** What the public address does; passes all on where left out. */
  readonly proxy?: (onward: Fetch) => Fetch;
  readonly addresses?: readonly string[];
  readonly sendTest?: boolean;
  readonly clockMs?: () => number;
}

/** The answer of `wence doctor` about bots, against a server on a port of its own and the platforms' mocks. */
export async function examine(
  { wecom, dingtalk }: { readonly wecom: MockWecom; readonly dingtalk: MockDingtalk },
  options: WorldOptions = {},
) {
  const isRunning = options.server !== null;
  const bot = botApp(wecom, { environment: { ...allBots, ...options.server } });
  await bot.ready;
  const server = createAdaptorServer({ fetch: bot.app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  if (!isRunning) await close();

  const network = createMockNetwork({
    'qyapi.weixin.qq.com': wecom.baseUrl,
    'api.dingtalk.com': dingtalk.baseUrl,
  });
  const onward: Fetch = (url, init) => {
    const { pathname, search } = new URL(url);
    const headers = new Headers(init.headers);
    headers.set('X-Forwarded-Proto', 'https');
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, headers });
  };
  const throughProxy = (options.proxy ?? ((pass) => pass))(onward);
  const settings = readSettings({
    environment: { ...allBots, PORT: String(port), ...options.doctor },
    workingDir: '/nonexistent',
  });
  const findings = await diagnoseBots(settings, {
    sendTest: options.sendTest ?? false,
    fetch: (url, init) => {
      const { hostname } = new URL(url);
      if (hostname === 'w.example.cn') return throughProxy(url, init);
      return hostname === '127.0.0.1' ? fetch(url, init) : network.fetch(url, init);
    },
    lookup: () =>
      options.addresses?.length === 0
        ? Promise.reject(new Error('ENOTFOUND'))
        : Promise.resolve(options.addresses ?? ['203.0.113.7']),
    wait: () => Promise.resolve(),
    random: () => 0.5,
    randomBytes,
    clockMs: options.clockMs ?? (() => Date.now()),
  });
  await bot.bots.close(1_000);
  if (isRunning) await close();
  return { findings, bot, complaints: network.complaints, text: linesOf(findings).join('\n') };
}

/** One line each, as the command prints them. */
export function linesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ subject, status, message, advice }) =>
      `${status} ${subject}：${message}${advice === undefined ? '' : ` → ${advice}`}`,
  );
}
