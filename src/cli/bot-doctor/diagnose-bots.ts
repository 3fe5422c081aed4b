import type { TrialParts } from '../../channels/bots/callback-trial.js';
import { createPlatformCall, type PlatformFetch } from '../../channels/bots/platform-call.js';
import { robotTrials } from '../../channels/dingtalk/callback-trials.js';
import { appTrials, botTrials } from '../../channels/wecom/callback-trials.js';
import type { Settings } from '../../config.js';
import { addressMatcher } from '../../http/caller.js';
import type { Finding } from '../services.js';
import { checkPublicAddress, isServing, localAddress, type NameLookup } from './check-addresses.js';
import { checkPlatforms } from './check-platforms.js';
import { checkClock, watchClock } from './platform-clock.js';
import { placeOf } from './setting-places.js';
import type { TriedBot } from './tried-bot.js';
import { type TriedPlaces, tryCallbacks } from './try-callbacks.js';

/** What bots are checked with; tests put their own network and clock in. */
export interface BotDoctorParts {
  /** For platforms, the public address and the server alike. */
  readonly fetch: PlatformFetch;
  readonly lookup: NameLookup;
  readonly wait: (durationMs: number) => Promise<void>;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The real clock, in milliseconds since 1970. */
  readonly clockMs: () => number;
}

type CheckedSettings = Pick<Settings, 'bots' | 'publicUrl' | 'host' | 'port' | 'trustedProxies'>;

/**
 * Checks each bot that is set up as its platform's server would: the public address, callbacks of our own
 * making to the running server, the credentials. Nothing is asked, kept or sent to anyone, but for a test
 * line to each group where `sendTest` says so. No secret is in what it finds.
 */
export async function diagnoseBots(
  settings: CheckedSettings,
  { sendTest, ...parts }: BotDoctorParts & { readonly sendTest: boolean },
): Promise<readonly Finding[]> {
  const { bots, publicUrl } = settings;
  const isAny =
    bots.wecomBot !== null ||
    bots.wecomApp !== null ||
    bots.dingtalk !== null ||
    bots.wecomGroups.size > 0;
  if (!isAny || publicUrl === null) return [];

  const { fetch, clockMs } = parts;
  const tried = triedBots(settings, { ...parts, nowMs: clockMs() });
  const isCalled = tried.length > 0;
  const clock = watchClock(fetch, clockMs);
  const call = createPlatformCall({ ...parts, fetch: clock.fetch });
  const [address, isRunning, platform] = await Promise.all([
    checkPublicAddress(publicUrl, { isCalled, ...parts }),
    isServing(settings, fetch),
    checkPlatforms(settings, { call, sendTest, clockMs }),
  ]);
  const places: TriedPlaces = {
    local: isRunning ? localAddress(settings) : null,
    // A hook's key is sent only where it cannot be read on the way.
    publicUrl: address.isAnswering && publicUrl.startsWith('https:') ? publicUrl : null,
  };
  const trials = new Map<TriedBot['kind'], readonly Finding[]>();
  for (const bot of tried) trials.set(bot.kind, await tryCallbacks(bot, { places, fetch }));

  return [
    ...address.findings,
    ...(isCalled ? [serverFinding(settings, isRunning)] : []),
    ...setUpFindings(settings, 'wecomBot'),
    ...(trials.get('wecom-bot') ?? []),
    ...setUpFindings(settings, 'wecomApp'),
    ...(trials.get('wecom-app') ?? []),
    ...platform.wecomApp,
    ...platform.groups,
    ...setUpFindings(settings, 'dingtalk'),
    ...(trials.get('dingtalk') ?? []),
    ...platform.dingtalk,
    ...checkClock(clock.offsetMs(), bots),
  ];
}

const NAMES = {
  wecomBot: '企业微信智能机器人',
  wecomApp: '企业微信自建应用',
  dingtalk: '钉钉机器人',
} as const;

/** The bots that platforms call, with the callbacks to try. */
function triedBots(
  { bots, trustedProxies, host, port }: CheckedSettings,
  parts: TrialParts,
): readonly TriedBot[] {
  const { wecomBot, wecomApp, dingtalk } = bots;
  const ownAddress = new URL(localAddress({ host, port })).hostname.replace(/^\[|\]$/g, '');
  const isOwnTrusted = addressMatcher(trustedProxies)(
    ownAddress === 'localhost' ? '127.0.0.1' : ownAddress,
  );
  return [
    ...(wecomBot === null
      ? []
      : [bot('wecom-bot', { subject: NAMES.wecomBot, trials: botTrials(wecomBot, parts) })]),
    ...(wecomApp === null
      ? []
      : [bot('wecom-app', { subject: NAMES.wecomApp, trials: appTrials(wecomApp, parts) })]),
    ...(dingtalk?.mode === 'http'
      ? [
          bot('dingtalk', {
            subject: NAMES.dingtalk,
            trials: robotTrials(dingtalk, parts),
            needsHttps: !isOwnTrusted,
          }),
        ]
      : []),
  ];
}

function bot(
  kind: TriedBot['kind'],
  rest: Pick<TriedBot, 'subject' | 'trials'> & { readonly needsHttps?: boolean },
): TriedBot {
  return { kind, needsHttps: false, ...rest };
}

function serverFinding(settings: CheckedSettings, isRunning: boolean): Finding {
  const subject = '服务';
  const address = localAddress(settings);
  if (isRunning) return { subject, status: 'ok', message: `正在运行（${address}）` };
  return settings.port === 0
    ? {
        subject,
        status: 'warning',
        message: 'PORT 是 0，不知道它在哪个端口',
        advice: '设一个固定的 PORT，代理也要用它',
      }
    : {
        subject,
        status: 'warning',
        message: `没有运行（${address} 上没有问策在回答）`,
        advice:
          '用同样的设置启动服务（npm start），再运行 wence doctor；在后台点“保存”“创建”之前服务必须在运行',
      };
}

/** That a bot's settings are all there, and what to enter at the platform. */
function setUpFindings(
  { bots, publicUrl, trustedProxies }: CheckedSettings,
  which: keyof typeof NAMES,
): readonly Finding[] {
  const subject = NAMES[which];
  const ok = (message: string): Finding => ({ subject, status: 'ok', message });
  const { wecomBot, wecomApp, dingtalk } = bots;
  if (which === 'wecomBot') {
    if (wecomBot === null) return [];
    const url = `${publicUrl}/hooks/wecom/bot`;
    const isPending = /^pending$/i.test(wecomBot.botId);
    return [
      ok(`设置齐全；后台 → 智能机器人 → API 模式的 URL 应为 ${url}`),
      ...(isPending
        ? [
            {
              subject,
              status: 'warning',
              message: 'WENCE_WECOM_BOT_ID 还是占位的 pending，收到的提问不会回答',
              advice: `在后台创建机器人后抄下：${placeOf('WENCE_WECOM_BOT_ID')}；填好后重启`,
            } as const,
          ]
        : []),
    ];
  }
  if (which === 'wecomApp') {
    if (wecomApp === null) return [];
    const url = `${publicUrl}/hooks/wecom/app`;
    return [ok(`设置齐全；后台 → 应用管理 → 这个应用 → 接收消息的 URL 应为 ${url}`)];
  }
  if (dingtalk === null) return [];
  if (dingtalk.mode === 'stream') {
    return [ok('设置齐全；开放平台 → 机器人 → 消息接收模式应为 Stream 模式')];
  }
  const url = `${publicUrl}/hooks/dingtalk/<WENCE_DINGTALK_HOOK_KEY>`;
  return [
    ok(`设置齐全；开放平台 → 机器人 → 消息接收地址应为 ${url}`),
    ...(trustedProxies.length > 0
      ? []
      : [
          {
            subject,
            status: 'problem',
            message: '没有设 WENCE_TRUST_PROXY，本服务不知道回调是经 HTTPS 来的，会全部拒收',
            advice:
              '把 WENCE_TRUST_PROXY 设为装证书的反向代理的 IP（代理在本机就是 127.0.0.1）；见 docs/dingtalk.md',
          } as const,
        ]),
  ];
}
