import { z } from 'zod';
import { DeliveryError } from '../bots/delivery.js';
import type { PlatformReply } from '../bots/platform-call.js';
import { seenAddress } from '../bots/seen-address.js';

/** What a code means and what to do; https://developer.work.weixin.qq.com/document/path/90313 */
interface ErrorAdvice {
  readonly advice: string;
  readonly retry: DeliveryError['retry'];
}

const LATER: DeliveryError['retry'] = { afterMs: null };
/** WeCom counts by the minute. */
const NEXT_MINUTE: DeliveryError['retry'] = { afterMs: 60_000 };

const known: Readonly<Record<number, ErrorAdvice>> = {
  [-1]: { advice: '企业微信繁忙，会自动重试', retry: LATER },
  40001: { advice: 'Secret 不对：核对 WENCE_WECOM_APP_SECRET', retry: LATER },
  40003: { advice: '没有这个成员', retry: 'never' },
  40008: { advice: '消息格式不被接受', retry: 'never' },
  40013: { advice: '企业 ID 不对：核对 WENCE_WECOM_APP_CORP_ID', retry: LATER },
  40014: { advice: 'access_token 不被接受，会重新获取', retry: LATER },
  40056: { advice: 'AgentId 不对：核对 WENCE_WECOM_APP_AGENT_ID', retry: LATER },
  40058: { advice: '请求的参数不对', retry: 'never' },
  40091: { advice: 'Secret 不对：核对 WENCE_WECOM_APP_SECRET', retry: LATER },
  41001: { advice: '缺少 access_token', retry: LATER },
  42001: { advice: 'access_token 过期，会重新获取', retry: LATER },
  44004: { advice: '消息内容为空', retry: 'never' },
  45002: { advice: '消息超过长度上限', retry: 'never' },
  45009: { advice: '调用太频繁，一分钟后重试', retry: NEXT_MINUTE },
  45033: { advice: '同时的调用太多，会自动重试', retry: LATER },
  48002: { advice: '应用没有发消息的权限', retry: LATER },
  60011: { advice: '应用没有权限：在应用的可见范围里加上这个成员', retry: LATER },
  60020: {
    advice: '本机的公网 IP 不可信：管理后台 → 应用管理 → 这个应用 → 企业可信 IP，加上它',
    retry: LATER,
  },
  60111: { advice: '没有这个成员', retry: 'never' },
  81013: { advice: '成员不在应用的可见范围里', retry: 'never' },
  93000: {
    advice: '群机器人的 key 不对或机器人已被移除：核对 WENCE_WECOM_GROUP_KEYS',
    retry: 'never',
  },
  301002: { advice: 'AgentId 与 Secret 不是同一个应用的', retry: LATER },
};

/** The platform's own code of a reply: 0 is success, undefined where it has none. */
export function errcodeOf({ json }: PlatformReply): number | undefined {
  const read = z.looseObject({ errcode: z.number() }).safeParse(json);
  return read.success ? read.data.errcode : undefined;
}

/** Whether an access token must be fetched anew. */
export function isTokenExpired(reply: PlatformReply): boolean {
  const code = errcodeOf(reply);
  return code === 40014 || code === 42001 || code === 41001;
}

/**
 * @param name - what was called, for the log
 * @throws DeliveryError where the reply is not success
 */
export function requireDelivered(reply: PlatformReply, name: string): void {
  const code = errcodeOf(reply);
  if (code === 0) return;
  if (code === undefined) {
    throw new DeliveryError(`${name}: HTTP ${reply.status} without errcode`, { retry: LATER });
  }
  const { advice, retry } = known[code] ?? { advice: '见企业微信的错误码查询', retry: LATER };
  const seen = seenAddress(errmsgOf(reply));
  const problem = `${name}: errcode ${code}（${advice}${seen === null ? '' : `；企业微信看到的是 ${seen}`}）`;
  throw new DeliveryError(problem, {
    retry,
    refusal: { code: String(code), advice, seenAddress: seen },
  });
}

/** The platform's words; not for the log, for they may quote what was sent. */
function errmsgOf({ json }: PlatformReply): string {
  const read = z.looseObject({ errmsg: z.string() }).safeParse(json);
  return read.success ? read.data.errmsg : '';
}
