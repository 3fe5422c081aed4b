import { createHmac, timingSafeEqual } from 'node:crypto';
import { HookRefusal } from '../bots/hook-refusal.js';
import { requireRecent } from '../bots/time-gate.js';

/**
 * The sign of a robot's callback: base64 of HMAC-SHA256 over time stamp, line end and secret, keyed with the
 * secret (open.dingtalk.com, 机器人接收消息).
 */
export function robotSign(timestamp: string, appSecret: string): string {
  return signBytes(timestamp, appSecret).toString('base64');
}

/**
 * Lets a callback through that DingTalk signed lately. The sign covers the time alone, not the body: the
 * path, HTTPS, the robot code and the message's id must vouch for that.
 *
 * @throws HookRefusal 403
 */
export function requireRobotSign(
  {
    timestamp,
    sign,
  }: { readonly timestamp: string | undefined; readonly sign: string | undefined },
  {
    appSecret,
    ...time
  }: {
    readonly appSecret: string;
    /** The real clock, in milliseconds since 1970. */
    readonly nowMs: number;
    readonly toleranceMs: number;
  },
): void {
  if (timestamp === undefined || sign === undefined) throw new HookRefusal(403, 'no sign');
  if (!/^\d{10,16}$/.test(timestamp)) throw new HookRefusal(403, 'time stamp is no number');
  const expected = signBytes(timestamp, appSecret);
  const given = Buffer.from(sign, 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new HookRefusal(403, 'sign is wrong');
  }
  requireRecent(Number(timestamp), time);
}

function signBytes(timestamp: string, appSecret: string): Buffer {
  return createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`, 'utf8').digest();
}
