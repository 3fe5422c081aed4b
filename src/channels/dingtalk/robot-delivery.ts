import type { BotMessage } from '../bots/bot-message.js';
import { composeReply } from '../bots/compose-reply.js';
import { type Delivery, DeliveryError } from '../bots/delivery.js';
import type { PlatformCall } from '../bots/platform-call.js';
import { dingtalkDialect } from './dingtalk-dialect.js';
import { dingtalkError, leavesOtherWay } from './dingtalk-errors.js';
import type { RobotOpenApi } from './open-api.js';
import { type ReplyAddress, readReplyAddress } from './robot-message.js';
import { isSessionOpen } from './session-address.js';
import { sendToSession } from './session-webhook.js';

/**
 * What one message may hold: a session takes 20,000 bytes, the OpenAPI 15,000 of JSON. Clients fold what is
 * longer than some 3,800 characters, which even of three bytes each, and calling the asker, stay inside both.
 */
const LIMITS = { bytes: 14_000, characters: 3_700 } as const;
/** Messages of one answer; a robot may send 20 a minute, and nobody reads more. */
const MOST_PARTS = 3;
/** What the list of chats shows beside the robot's name. */
const TITLE = '问策的回答';

/**
 * Sends replies to where the message came from: by its session address while that is good, else by the
 * OpenAPI to the group or the person. In groups the asker is called by name.
 */
export function createRobotDelivery({
  api,
  call,
  publicUrl,
  nowMs,
}: {
  readonly api: RobotOpenApi;
  readonly call: PlatformCall;
  /** Without a closing slash. */
  readonly publicUrl: string;
  /** The real clock, in milliseconds since 1970. */
  readonly nowMs: () => number;
}): Delivery {
  const form = { dialect: dingtalkDialect, limits: LIMITS, mostParts: MOST_PARTS, publicUrl };
  return {
    compose: (reply) => composeReply(reply, form),
    send: async (part, message, { index }) => {
      const address = addressOf(message);
      const { session } = address;
      if (session !== null && isSessionOpen(session, nowMs())) {
        const code = await sendToSession(called(part, { address, isFirst: index === 0 }), {
          call,
          url: session.url,
        });
        if (code === '0') return;
        if (!leavesOtherWay(code)) throw dingtalkError('sendBySession', code);
      }
      await sendOpenly(part, { address, api });
    },
  };
}

function addressOf(message: BotMessage): ReplyAddress {
  try {
    return readReplyAddress(message.replyTo);
  } catch {
    throw new DeliveryError('dingtalk: where to reply is not readable in the ledger', {
      retry: 'never',
    });
  }
}

/** A part as the session takes it; the first of a group's reply calls the asker, in the text and beside it. */
function called(
  part: string,
  { address, isFirst }: { readonly address: ReplyAddress; readonly isFirst: boolean },
) {
  const { group, staffId } = address;
  return isFirst && group !== null && staffId !== null
    ? { title: TITLE, text: `@${staffId}  \n${part}`, atUserIds: [staffId] }
    : { title: TITLE, text: part, atUserIds: [] };
}

async function sendOpenly(
  part: string,
  { address, api }: { readonly address: ReplyAddress; readonly api: RobotOpenApi },
): Promise<void> {
  const message = { title: TITLE, text: part };
  if (address.group !== null) return await api.sendToGroup(address.group, message);
  if (address.staffId !== null) return await api.sendToUser(address.staffId, message);
  throw new DeliveryError('dingtalk: 会话地址已失效，提问的人在组织外，接口也发不到', {
    retry: 'never',
  });
}
