import { HookRefusal } from '../../channels/bots/hook-refusal.js';
import type { WecomCallback } from '../../channels/wecom/bot-callback.js';
import type { QueryReader } from '../../channels/wecom/callback-query.js';
import type { Logger } from '../../logger.js';
import type { AppContext } from '../app-env.js';
import { guardHook } from './guard-hook.js';
import { readHookBody } from './read-hook-body.js';

interface WecomHookParts {
  readonly callback: WecomCallback;
  /** The hook's name in the log. */
  readonly hook: 'wecom-bot' | 'wecom-app';
  readonly logger: Logger;
}

type Handler = (context: AppContext) => Promise<Response>;

/** `GET` of a WeCom hook: the check of the address by the admin console. */
export function wecomCheckHook({ callback, hook, logger }: WecomHookParts): Handler {
  return (context) =>
    guardHook(context, {
      hook,
      logger,
      answer: () =>
        new Promise((resolve) => resolve(context.text(callback.check(queryOf(context))))),
    });
}

/** `POST` of a WeCom hook. Its reply is text, as Tencent's own plugin sends it. */
export function wecomHook({ callback, hook, logger }: WecomHookParts): Handler {
  return (context) =>
    guardHook(context, {
      hook,
      logger,
      answer: async () => {
        const body = asText(await readHookBody(context.req.raw));
        return context.text(await callback.receive(queryOf(context), body));
      },
    });
}

function queryOf(context: AppContext): QueryReader {
  return (name) => context.req.query(name);
}

function asText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HookRefusal(400, 'body is not UTF-8');
  }
}
