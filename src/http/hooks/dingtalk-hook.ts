import type { DingtalkSettings } from '../../bot-settings.js';
import { equalInConstantTime } from '../../channels/bots/biz-crypto.js';
import type { BotDesk } from '../../channels/bots/bot-desk.js';
import { HookRefusal } from '../../channels/bots/hook-refusal.js';
import { admitRobotMessage } from '../../channels/dingtalk/robot-door.js';
import { requireRobotSign } from '../../channels/dingtalk/robot-sign.js';
import { WenceError } from '../../errors.js';
import type { Logger } from '../../logger.js';
import type { AppContext } from '../app-env.js';
import { guardHook } from './guard-hook.js';
import { readHookBody } from './read-hook-body.js';

/** What the hook is given. */
export interface DingtalkHookParts {
  readonly robot: DingtalkSettings;
  readonly desk: BotDesk;
  /** The real clock. */
  readonly now: () => Date;
  readonly logger: Logger;
}

/**
 * `POST /hooks/dingtalk/:key`: a message to the robot, in http mode. It is acknowledged once it is claimed;
 * the answer goes its own way. Answers 404 to a wrong key, as to any address that is not there.
 */
export function dingtalkHook({
  robot,
  desk,
  now,
  logger,
}: DingtalkHookParts): (context: AppContext) => Promise<Response> {
  return (context) => {
    const key = context.req.param('key') ?? '';
    if (
      robot.mode !== 'http' ||
      robot.hookKey === null ||
      !equalInConstantTime(key, robot.hookKey)
    ) {
      throw new WenceError('not_found', '没有这个地址。');
    }
    const answer = async () => {
      // Whoever reads the callback on its way could send it again with another body.
      if (!context.get('isHttps'))
        throw new HookRefusal(403, 'not over HTTPS; see WENCE_TRUST_PROXY');
      const nowMs = now().getTime();
      requireRobotSign(
        { timestamp: context.req.header('timestamp'), sign: context.req.header('sign') },
        { appSecret: robot.appSecret, nowMs, toleranceMs: robot.toleranceMs },
      );
      const bytes = await readHookBody(context.req.raw);
      await admitRobotMessage(parsed(bytes), { robot, desk, nowMs, logger });
      return context.json(NOTHING);
    };
    return guardHook(context, { hook: 'dingtalk', logger, answer });
  };
}

/** The robot says nothing in the reply itself: what is to be said, the desk says. */
const NOTHING = { msgtype: 'empty' } as const;

/** Nonsense is undefined: it was signed, so it is acknowledged and not answered. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
