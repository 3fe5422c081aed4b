import { createHash } from 'node:crypto';
import { z } from 'zod';
import { composeReply } from '../bots/compose-reply.js';
import { type Delivery, DeliveryError } from '../bots/delivery.js';
import { exactAddress } from '../bots/exact-address.js';
import { commonMarkDialect } from '../bots/markdown-dialects.js';
import type { PlatformCall } from '../bots/platform-call.js';
import { cutWords, fits } from '../bots/utf8-parts.js';
import type { StreamBoard } from './stream-board.js';
import { requireDelivered } from './wecom-errors.js';

/** The most that a streamed reply or one to a response_url holds, in UTF-8 bytes. */
const LIMITS = { bytes: 20_480 };
/** How long a response_url lasts. */
const RESPONSE_URL_MS = 60 * 60 * 1000;

const replyToSchema = z.object({ responseUrl: z.string().nullable() });

/** Where the reply to a message of the 智能机器人 goes, as `replyTo` keeps it. */
export function botReplyTo(responseUrl: string | null): string {
  return JSON.stringify({ responseUrl } satisfies z.infer<typeof replyToSchema>);
}

/** The id of a message's stream: the same however often the message comes, and after a restart. */
export function streamIdOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 32);
}

/** Whether an address may be sent an answer: WeCom's own and no other. */
export function isResponseUrl(text: string): boolean {
  return exactAddress(text)?.host === 'qyapi.weixin.qq.com';
}

/** Delivers to the stream that the platform polls for; through response_url once nobody polls any more. */
export function createBotDelivery({
  board,
  call,
  publicUrl,
  clockMs,
}: {
  readonly board: StreamBoard;
  readonly call: PlatformCall;
  readonly publicUrl: string;
  readonly clockMs: () => number;
}): Delivery {
  return {
    hasPlaces: true,
    compose: (reply) =>
      composeReply(reply, { dialect: commonMarkDialect, limits: LIMITS, mostParts: 1, publicUrl }),
    progress(message, text) {
      // Its marks become links with the whole.
      const [beginning = ''] = cutWords(text.replace(/\[\d+\]/gu, ''), (piece) =>
        fits(commonMarkDialect.words(piece), LIMITS),
      );
      board.write(streamIdOf(message.key), commonMarkDialect.words(beginning));
    },
    async send(part, message) {
      const { responseUrl } = replyToSchema.parse(JSON.parse(message.replyTo));
      const showing = await board.finish(streamIdOf(message.key), part, {
        hasOtherWay: responseUrl !== null,
      });
      if (showing === 'shown') return;
      const isOpen = clockMs() - message.receivedAtMs < RESPONSE_URL_MS;
      if (responseUrl === null || !isOpen) {
        const problem = 'wecom-bot: nobody polls and there is no response_url to answer to';
        throw new DeliveryError(problem, { retry: 'never' });
      }
      await sendLate(part, { responseUrl, call });
    },
  };
}

async function sendLate(
  content: string,
  { responseUrl, call }: { readonly responseUrl: string; readonly call: PlatformCall },
): Promise<void> {
  const name = 'wecom-bot response_url';
  if (!isResponseUrl(responseUrl)) {
    throw new DeliveryError(`${name}: address on a foreign host`, { retry: 'never' });
  }
  const reply = await call({
    name,
    url: responseUrl,
    body: { msgtype: 'markdown', markdown: { content } },
    // It takes one answer: a second try of one that arrived is refused there, not shown twice.
    isRepeatable: true,
  });
  requireDelivered(reply, name);
}
