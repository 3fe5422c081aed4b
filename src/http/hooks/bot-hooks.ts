import type { DingtalkSettings } from '../../bot-settings.js';
import type { BotDesk } from '../../channels/bots/bot-desk.js';
import type { WecomCallback } from '../../channels/wecom/bot-callback.js';

/** The bots that are called over HTTP; those not set up have no address. */
export interface BotHooks {
  readonly wecomBot?: WecomCallback;
  readonly wecomApp?: WecomCallback;
  /** In http mode. */
  readonly dingtalk?: { readonly robot: DingtalkSettings; readonly desk: BotDesk };
}
