import { DeliveryError } from '../../channels/bots/delivery.js';
import { type PlatformCall, PlatformCallError } from '../../channels/bots/platform-call.js';
import { createRobotOpenApi } from '../../channels/dingtalk/open-api.js';
import { openStreamGateway } from '../../channels/dingtalk/stream-gateway.js';
import { checkApp } from '../../channels/wecom/check-app.js';
import { pushToGroup } from '../../channels/wecom/group-push.js';
import type { Settings } from '../../config.js';
import type { Finding } from '../services.js';
import { placeOf } from './setting-places.js';

type CalledPlatform = 'wecom' | 'dingtalk';

const platforms = {
  wecom: { name: '企业微信', host: 'qyapi.weixin.qq.com', guide: 'docs/wecom.md' },
  dingtalk: { name: '钉钉', host: 'api.dingtalk.com', guide: 'docs/dingtalk.md' },
} as const;

const APP = '企业微信管理后台 → 应用管理 → 自建 → 这个应用';
const ROBOT = '钉钉开放平台 → 应用开发 → 这个应用';

/** What to click about a platform's code; those that leave nothing to click are not there. */
const clicks: Readonly<Record<string, string>> = {
  40001: placeOf('WENCE_WECOM_APP_SECRET'),
  40091: placeOf('WENCE_WECOM_APP_SECRET'),
  40013: placeOf('WENCE_WECOM_APP_CORP_ID'),
  40056: placeOf('WENCE_WECOM_APP_AGENT_ID'),
  301002: `${placeOf('WENCE_WECOM_APP_AGENT_ID')} 和 Secret，两项要在同一页抄`,
  48002: `${APP}，检查权限`,
  60020: `${APP} → 企业可信 IP → 配置`,
  93000: placeOf('WENCE_WECOM_GROUP_KEYS'),
  invalidClientIdOrSecret: `${ROBOT} → 凭证与基础信息，抄 Client ID 和 Client Secret`,
  authFailed: `${ROBOT} → 凭证与基础信息，抄 Client ID 和 Client Secret`,
  'Forbidden.AccessDenied.IpNotInWhiteList': `${ROBOT} → 安全设置 → 服务器出口 IP`,
  'Forbidden.AccessDenied.AccessTokenPermissionDenied': `${ROBOT} → 权限管理，开通后再发布一次`,
};

/** Asks each platform whether it takes the credentials; nobody sees anything of it, unless a test is to be sent. */
export async function checkPlatforms(
  { bots, publicUrl }: Pick<Settings, 'bots' | 'publicUrl'>,
  {
    call,
    sendTest,
    clockMs,
  }: {
    readonly call: PlatformCall;
    /** Whether to write a line to each group that has a key. */
    readonly sendTest: boolean;
    /** The real clock, in milliseconds since 1970. */
    readonly clockMs: () => number;
  },
): Promise<{
  readonly wecomApp: readonly Finding[];
  readonly groups: readonly Finding[];
  readonly dingtalk: readonly Finding[];
}> {
  const { wecomApp, wecomGroups, dingtalk } = bots;
  const [app, robot, groups] = await Promise.all([
    wecomApp === null
      ? []
      : asked('企业微信自建应用', {
          platform: 'wecom',
          ask: async () => {
            const { name, isClosed } = await checkApp(wecomApp, call);
            const shown = name === '' ? '' : `（${name.slice(0, 40)}）`;
            return isClosed
              ? {
                  status: 'problem',
                  message: `应用${shown}已停用`,
                  advice: `${APP} → 启用`,
                }
              : {
                  status: 'ok',
                  message: `企业微信接受企业 ID、Secret、AgentId 和本机的 IP${shown}`,
                };
          },
        }),
    dingtalk === null
      ? []
      : asked('钉钉机器人', {
          platform: 'dingtalk',
          ask: async () => {
            if (dingtalk.mode === 'stream') {
              await openStreamGateway(dingtalk, call);
              const message = '钉钉接受凭证，Stream 网关给了连接地址';
              return { status: 'ok', message };
            }
            await createRobotOpenApi({ credentials: dingtalk, call, nowMs: clockMs }).check();
            return {
              status: 'ok',
              message:
                '钉钉接受 Client ID 和 Client Secret（发送权限、出口 IP 和 RobotCode 到发送时才查）',
            };
          },
        }),
    checkGroups(wecomGroups, { call, sendTest, publicUrl: publicUrl ?? '' }),
  ]);
  return { wecomApp: app, dingtalk: robot, groups };
}

async function checkGroups(
  groups: ReadonlyMap<string, string>,
  options: {
    readonly call: PlatformCall;
    readonly sendTest: boolean;
    readonly publicUrl: string;
  },
): Promise<readonly Finding[]> {
  const subject = '企业微信群机器人';
  const names = [...groups.keys()];
  if (names.length === 0) return [];
  if (!options.sendTest) {
    const message = `${names.join('、')}：密钥的写法对；是否有效要发一条才知道，加 --send-test 就发`;
    return [{ subject, status: 'ok', message }];
  }
  const reply = {
    kind: 'words',
    text: '这是问策的测试消息，收到说明推送已经设好，不用回复。',
  } as const;
  const findings = names.map((name) =>
    asked(subject, {
      platform: 'wecom',
      ask: async () => {
        await pushToGroup({ name, reply }, { groups, ...options });
        return { status: 'ok', message: `${name}：测试消息已发到群里` };
      },
      about: `${name}：`,
    }),
  );
  return (await Promise.all(findings)).flat();
}

async function asked(
  subject: string,
  {
    platform,
    ask,
    about = '',
  }: {
    readonly platform: CalledPlatform;
    readonly ask: () => Promise<Omit<Finding, 'subject'>>;
    /** What stands before what went wrong. */
    readonly about?: string;
  },
): Promise<readonly Finding[]> {
  try {
    return [{ subject, ...(await ask()) }];
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { message, advice } = explain(error, platform);
    return [{ subject, status: 'problem', message: `${about}${message}`, advice }];
  }
}

function explain(
  error: DeliveryError,
  platform: CalledPlatform,
): { readonly message: string; readonly advice: string } {
  const { name, host, guide } = platforms[platform];
  if (error instanceof PlatformCallError) {
    const code =
      /\(([\w ]+)\)$/.exec(error.message)?.[1] ??
      (error.message.includes('no reply') ? '10 秒没有回答' : 'HTTP 出错');
    return {
      message: `连不上${name}的 ${host}（${code}）`,
      advice: `让本机能访问 ${host} 的 443 端口（防火墙、DNS、系统时间和证书）；本服务不走 HTTP_PROXY`,
    };
  }
  const { refusal } = error;
  if (refusal === undefined) {
    const message = `${name}的回答读不懂`;
    return { message, advice: `多半是中间的代理拦下了：检查本机到 ${host} 的网络` };
  }
  const { code, advice, seenAddress } = refusal;
  const click = clicks[code];
  const seen = seenAddress === null ? '' : `，${name}看到的本机 IP 是 ${seenAddress}`;
  return {
    message: `${name}不接受（errcode ${code}${seen}）`,
    advice: [
      code === '60020' || code.endsWith('IpNotInWhiteList') ? `本机的 IP 没有放行` : advice,
      ...(click === undefined
        ? []
        : [`${click}${seenAddress === null ? '' : `，加上 ${seenAddress}`}`]),
      `见 ${guide} 的错误码`,
    ].join('；'),
  };
}
