import type { DingtalkSettings } from '../../bot-settings.js';
import { type CallbackTrial, type TrialParts, trialMark } from '../bots/callback-trial.js';
import { robotSign } from './robot-sign.js';

/**
 * A message to a robot that is not ours: signed, so it is taken, and then passed over. None where the
 * robot is not called over HTTP.
 */
export function robotTrials(
  { appSecret, hookKey }: DingtalkSettings,
  parts: TrialParts,
): readonly CallbackTrial[] {
  if (hookKey === null) return [];
  const mark = trialMark(parts);
  const timestamp = String(parts.nowMs);
  const body = {
    msgtype: 'text',
    text: { content: mark },
    msgId: mark,
    conversationType: '1',
    conversationId: mark,
    senderId: mark,
    robotCode: mark,
  };
  return [
    {
      name: '消息',
      method: 'POST',
      path: `/hooks/dingtalk/${hookKey}`,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        timestamp,
        sign: robotSign(timestamp, appSecret),
      },
      body: JSON.stringify(body),
      judge: (reply) => (reply === '{"msgtype":"empty"}' ? 'right' : 'altered'),
    },
  ];
}
