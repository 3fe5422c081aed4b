import type { Logger } from '../../logger.js';
import type { BotDesk } from '../bots/bot-desk.js';
import { type RobotIdentity, readRobotCallback } from './robot-message.js';

/**
 * Takes what a robot was sent, by HTTP or stream: a message goes to the desk, all else leaves one log line
 * and is not answered. Resolves once the message is claimed.
 */
export async function admitRobotMessage(
  body: unknown,
  {
    robot,
    desk,
    nowMs,
    logger,
  }: {
    readonly robot: RobotIdentity;
    readonly desk: BotDesk;
    readonly nowMs: number;
    readonly logger: Logger;
  },
): Promise<void> {
  const callback = readRobotCallback(body, { robot, nowMs });
  switch (callback.kind) {
    case 'message':
      await desk.receive(callback.message);
      return;
    case 'quota-spent':
      logger.error(
        {
          platform: 'dingtalk',
          errcode: '20001',
          advice: '本月的机器人消息额度已用完：钉钉管理后台 → 购买或等下个月，在此之前不能回答',
        },
        'monthly quota spent',
      );
      return;
    case 'foreign':
    case 'nonsense':
      logger.warn(
        { platform: 'dingtalk', kind: callback.kind, reason: callback.reason },
        'callback not answered',
      );
      return;
  }
}
