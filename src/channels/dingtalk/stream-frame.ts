import { z } from 'zod';
import { parseJson } from '../parse-json.js';

/** What a frame of the gateway asks for. */
export type StreamFrame =
  /** A message to the robot; `body` is what the HTTP callback would have posted. */
  | { readonly kind: 'message'; readonly messageId: string; readonly body: unknown }
  /** Something that was not subscribed: acknowledged, lest it comes again. */
  | { readonly kind: 'other'; readonly messageId: string }
  | { readonly kind: 'ping'; readonly messageId: string; readonly data: string }
  /** The gateway is about to close this connection. */
  | { readonly kind: 'disconnect' }
  /** CONNECTED, REGISTERED and the like: nothing to do. */
  | { readonly kind: 'news' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** The topic of messages to a robot. */
export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';

const frameSchema = z.object({
  type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
  headers: z.object({ topic: z.string().optional(), messageId: z.string().max(512).optional() }),
  data: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
});

/** Reads a frame; never throws, whatever it holds. */
export function readStreamFrame(text: string): StreamFrame {
  const json = parseJson(text);
  const frame = frameSchema.safeParse(json);
  if (!frame.success) {
    return { kind: 'malformed', reason: json === undefined ? 'no JSON' : 'no frame' };
  }
  const { type, headers, data } = frame.data;
  const { topic = '', messageId = '' } = headers;
  if (type === 'SYSTEM') {
    if (topic === 'ping') {
      return { kind: 'ping', messageId, data: typeof data === 'string' ? data : '{}' };
    }
    return topic === 'disconnect' ? { kind: 'disconnect' } : { kind: 'news' };
  }
  if (messageId === '') return { kind: 'malformed', reason: 'no messageId' };
  if (type !== 'CALLBACK' || topic !== ROBOT_TOPIC) return { kind: 'other', messageId };
  const body = typeof data === 'string' ? parseJson(data) : data;
  return body === undefined || body === null
    ? { kind: 'malformed', reason: 'data is no JSON' }
    : { kind: 'message', messageId, body };
}

/** The acknowledgement of a message: the answer itself goes another way. */
export function acknowledge(messageId: string): string {
  return reply(messageId, '{"response":null}');
}

/** The reply to a ping, which echoes its data. */
export function pong({
  messageId,
  data,
}: {
  readonly messageId: string;
  readonly data: string;
}): string {
  return reply(messageId, data);
}

function reply(messageId: string, data: string): string {
  return JSON.stringify({
    code: 200,
    headers: { contentType: 'application/json', messageId },
    message: 'OK',
    data,
  });
}
