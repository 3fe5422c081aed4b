import type { CallbackTrial } from '../../channels/bots/callback-trial.js';

/** A bot whose address is tried. */
export interface TriedBot {
  readonly kind: 'wecom-bot' | 'wecom-app' | 'dingtalk';
  /** As findings call it. */
  readonly subject: string;
  readonly trials: readonly CallbackTrial[];
  /** Whether the bot believes only what came over HTTPS, and this machine is not among the proxies that may say so. */
  readonly needsHttps: boolean;
}

/** What a server said to one bot's callbacks: all right, or the first that was not. */
export type TrialOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'altered' | 'foreign'; readonly trial: CallbackTrial['name'] }
  | { readonly kind: 'refused'; readonly trial: CallbackTrial['name']; readonly status: number }
  | { readonly kind: 'silent'; readonly problem: string };
