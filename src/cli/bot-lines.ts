import type { Settings } from '../config.js';

/** The bots that are on and the address to enter at each platform, a line each; no secret is in them. */
export function botLines({
  bots,
  publicUrl,
}: Pick<Settings, 'bots' | 'publicUrl'>): readonly string[] {
  const { wecomBot, wecomApp, dingtalk } = bots;
  const address = (path: string) => `接收地址 ${publicUrl ?? ''}${path}`;
  return [
    ...(wecomBot === null ? [] : [`企业微信智能机器人：${address('/hooks/wecom/bot')}`]),
    ...(wecomApp === null ? [] : [`企业微信自建应用：${address('/hooks/wecom/app')}`]),
    ...(dingtalk === null
      ? []
      : [
          dingtalk.mode === 'stream'
            ? '钉钉机器人：Stream 方式，由本机连出去'
            : `钉钉机器人：${address('/hooks/dingtalk/<WENCE_DINGTALK_HOOK_KEY>')}`,
        ]),
  ];
}
