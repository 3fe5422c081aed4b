import type { PlatformFetch } from '../../channels/bots/platform-call.js';
import type { Settings } from '../../config.js';
import type { Finding } from '../services.js';

/** Off by more than this, a clock is not kept by NTP. */
const WORTH_SAYING_MS = 30_000;

/** Notes the time that platforms put on their replies. */
export function watchClock(
  fetch: PlatformFetch,
  clockMs: () => number,
): {
  readonly fetch: PlatformFetch;
  /** How far this machine is ahead of the platforms; null where none said its time. */
  readonly offsetMs: () => number | null;
} {
  let offsetMs: number | null = null;
  return {
    offsetMs: () => offsetMs,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const sentMs = Date.parse(response.headers.get('Date') ?? '');
      if (!Number.isNaN(sentMs)) offsetMs = clockMs() - sentMs;
      return response;
    },
  };
}

/** Whether callbacks would be thought stale by this machine's clock. */
export function checkClock(
  offsetMs: number | null,
  { wecomBot, wecomApp, dingtalk }: Settings['bots'],
): readonly Finding[] {
  if (offsetMs === null) return [];
  const subject = '时钟';
  const amount = Math.abs(offsetMs);
  if (amount <= WORTH_SAYING_MS) {
    return [{ subject, status: 'ok', message: '与平台一致' }];
  }
  const toleranceMs = Math.min(
    ...[wecomBot, wecomApp, dingtalk].map((bot) => bot?.toleranceMs ?? Number.POSITIVE_INFINITY),
  );
  const isRefusing = amount > toleranceMs;
  const seconds = Math.round(amount / 1000);
  const message = `本机比平台${offsetMs > 0 ? '快' : '慢'} ${seconds} 秒`;
  return [
    {
      subject,
      status: isRefusing ? 'problem' : 'warning',
      message: isRefusing ? `${message}，回调会因为时间不对被拒收` : message,
      advice: '给服务器校时（打开 NTP）',
    },
  ];
}
