import { DeliveryError } from '../bots/delivery.js';
import { seenAddress } from '../bots/seen-address.js';

/** What one of DingTalk's codes means for a reply. */
interface CodeMeaning {
  /** For the administrator, in Chinese: what happened and what to click. */
  readonly advice: string;
  readonly retry: DeliveryError['retry'];
  /** Whether another way to the chat may still work: the session address failed, not the robot. */
  readonly tryOtherWay?: true;
}

/** A throttled robot is let through again after the minute that is counted. */
const A_MINUTE = { afterMs: 60_000 } as const;
const BY_BACK_OFF = { afterMs: null } as const;

/**
 * Codes of the robot's addresses (`errcode`) and of the OpenAPI (`code`), from open.dingtalk.com 全局错误码,
 * 自定义机器人 and 机器人发送消息. `docs/dingtalk.md` has the same list for people.
 */
const meanings: Readonly<Record<string, CodeMeaning>> = {
  '-1': { advice: '钉钉系统繁忙，稍后自动再发', retry: BY_BACK_OFF },
  '300001': { advice: '会话地址已失效，改用接口发送', retry: BY_BACK_OFF, tryOtherWay: true },
  '310000': {
    advice:
      '机器人的安全设置拒绝了消息：检查开放平台里机器人的“安全设置”（关键词、加签、IP 地址段）',
    retry: 'never',
    tryOtherWay: true,
  },
  '130101': { advice: '一分钟内发送超过 20 条，一分钟后自动再发', retry: A_MINUTE },
  '430101': { advice: '消息含有不安全的链接', retry: 'never' },
  '430102': { advice: '消息含有不合适的文字', retry: 'never' },
  '430103': { advice: '消息含有不合适的图片', retry: 'never' },
  '430104': { advice: '消息含有不合适的内容', retry: 'never' },
  '40035': { advice: '消息的参数不合要求', retry: 'never' },
  InvalidAuthentication: { advice: '访问凭证失效，已重新获取', retry: BY_BACK_OFF },
  'Forbidden.AccessDenied.AccessTokenPermissionDenied': {
    advice: '应用没有发送权限：开放平台 → 应用 → 权限管理，开通“企业内机器人发送消息权限”',
    retry: BY_BACK_OFF,
  },
  'Forbidden.AccessDenied.IpNotInWhiteList': {
    advice: '本服务器的出口 IP 不在白名单：开放平台 → 应用 → 安全设置 → 服务器出口 IP',
    retry: BY_BACK_OFF,
  },
  'Forbidden.AccessDenied.QpsLimitForApi': {
    advice: '调用太快，一分钟后自动再发',
    retry: A_MINUTE,
  },
  'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi': {
    advice: '调用太快，一分钟后自动再发',
    retry: A_MINUTE,
  },
  invalidClientIdOrSecret: {
    advice: '应用凭证不对：检查 WENCE_DINGTALK_APP_KEY 和 WENCE_DINGTALK_APP_SECRET',
    retry: BY_BACK_OFF,
  },
  authFailed: {
    advice: '应用凭证不对：检查 WENCE_DINGTALK_APP_KEY 和 WENCE_DINGTALK_APP_SECRET',
    retry: BY_BACK_OFF,
  },
  'invalidParameter.robotCode.auth': {
    advice: 'WENCE_DINGTALK_ROBOT_CODE 不是这个应用的机器人',
    retry: 'never',
  },
  'invalidParameter.robotCode.empty': {
    advice: '机器人编码无效，或机器人已不在群里',
    retry: 'never',
  },
  'invalidParameter.robotCode.notExsit': {
    advice: '机器人不存在，或已不在群里',
    retry: 'never',
  },
  'invalid.openConversationId': { advice: '群已解散，或机器人已不在群里', retry: 'never' },
  'bot.stopped': {
    advice: '机器人已停用：开放平台 → 应用 → 机器人，启用并发布',
    retry: BY_BACK_OFF,
  },
  'staffId.notExisted': { advice: '提问的人已不在组织里', retry: 'never' },
};

/**
 * The error of a refused call: platform, code and advice for the log, and whether another try makes sense.
 * @param options.words - the platform's, which may name the address it saw; nothing else of them is used
 */
export function dingtalkError(
  what: string,
  code: string,
  { words }: { readonly words?: unknown } = {},
): DeliveryError {
  const meaning = meaningOf(code);
  // A code is the platform's to choose; only its plain characters reach the log.
  const shown = code.replace(/[^\w.-]/g, '').slice(0, 100);
  const { advice, retry } = meaning;
  const seen = seenAddress(words);
  const problem = `dingtalk ${what}: errcode ${shown}，${advice}${seen === null ? '' : `；钉钉看到的是 ${seen}`}`;
  return new DeliveryError(problem, {
    retry,
    refusal: { code: shown, advice, seenAddress: seen },
  });
}

/** Whether the session address was refused in a way that leaves the OpenAPI to try. */
export function leavesOtherWay(code: string): boolean {
  return meaningOf(code).tryOtherWay === true;
}

function meaningOf(code: string): CodeMeaning {
  return Object.hasOwn(meanings, code)
    ? (meanings[code] ?? unknownCode)
    : code.startsWith('Forbidden.AccessDenied.Qps')
      ? { advice: '调用太快，一分钟后自动再发', retry: A_MINUTE }
      : unknownCode;
}

const unknownCode: CodeMeaning = {
  advice: '含义见开放平台的错误码文档，稍后自动再发',
  retry: BY_BACK_OFF,
};
