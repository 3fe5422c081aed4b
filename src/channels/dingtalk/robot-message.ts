import { z } from 'zod';
import type { BotContent, BotMessage } from '../bots/bot-message.js';
import { stripMention } from '../bots/strip-mention.js';
import { parseJson } from '../parse-json.js';
import { readSessionAddress } from './session-address.js';

/** What a robot has to know of itself to read its messages. */
export interface RobotIdentity {
  readonly robotCode: string;
  /** Checked where it is set. */
  readonly corpId: string | null;
  /** Names to strip from questions in groups. */
  readonly names: readonly string[];
}

/** A callback read: a message, or what it is instead. */
export type RobotCallback =
  | { readonly kind: 'message'; readonly message: BotMessage }
  /** DingTalk sends no more contents this month (20001). */
  | { readonly kind: 'quota-spent' }
  /** Not for this robot, or with an address that is not DingTalk's; `reason` is for the log. */
  | { readonly kind: 'foreign'; readonly reason: string }
  | { readonly kind: 'nonsense'; readonly reason: string };

const replyAddressSchema = z.object({
  session: z.object({ url: z.string(), untilMs: z.number() }).nullable(),
  /** The group; null in a single chat. */
  group: z.string().nullable(),
  /** The asker's staff id, needed to call by name and to write to alone; null of people from outside. */
  staffId: z.string().nullable(),
});

/** Where the reply to a message goes, as `BotMessage.replyTo` keeps it. */
export type ReplyAddress = z.infer<typeof replyAddressSchema>;

/** @throws ZodError where the text was not written by {@link readRobotCallback} */
export function readReplyAddress(replyTo: string): ReplyAddress {
  return replyAddressSchema.parse(JSON.parse(replyTo));
}

const id = z.string().min(1).max(512);
const callbackSchema = z.object({
  msgtype: z.string().max(64).optional(),
  msgId: id.optional(),
  conversationType: z.union([z.string(), z.number()]).transform(String).optional(),
  conversationId: id.optional(),
  senderId: id.optional(),
  senderStaffId: z.string().max(512).nullish(),
  chatbotCorpId: z.string().nullish(),
  robotCode: z.string().nullish(),
  sessionWebhook: z.unknown().optional(),
  sessionWebhookExpiredTime: z.unknown().optional(),
  errorCode: z.union([z.string(), z.number()]).transform(String).nullish(),
  text: z.object({ content: z.string().nullish() }).nullish().catch(null),
  content: z.unknown().optional(),
});
type Callback = z.infer<typeof callbackSchema>;

/** No honest text is longer; it would only be told that it is too long. */
const LONGEST_TEXT = 5_000;

/** DingTalk's code of a spent monthly quota (机器人接收消息: 企业调用量超限). */
const QUOTA_SPENT = '20001';
const GROUP = '2';

/** Reads the body of a robot's callback, or the `data` of a stream frame: they are the same. */
export function readRobotCallback(
  body: unknown,
  { robot, nowMs }: { readonly robot: RobotIdentity; readonly nowMs: number },
): RobotCallback {
  const parsed = callbackSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'nonsense', reason: `field ${issue?.path.join('.') ?? ''} is not as expected` };
  }
  const callback = parsed.data;
  if (callback.robotCode !== robot.robotCode) {
    return { kind: 'foreign', reason: 'robotCode is another' };
  }
  if (robot.corpId !== null && callback.chatbotCorpId !== robot.corpId) {
    return { kind: 'foreign', reason: 'chatbotCorpId is another' };
  }
  const content = contentOf(callback);
  if (callback.errorCode === QUOTA_SPENT && isEmpty(content)) return { kind: 'quota-spent' };
  const session = readSessionAddress(callback.sessionWebhook, callback.sessionWebhookExpiredTime);
  if (session.kind === 'foreign') {
    return { kind: 'foreign', reason: "sessionWebhook is not DingTalk's" };
  }
  const { msgId, senderId, conversationId } = callback;
  const staffId = given(callback.senderStaffId);
  const user = staffId ?? (senderId === undefined ? null : `outside:${senderId}`);
  const isGroup = callback.conversationType === GROUP;
  const chat = isGroup ? conversationId : user;
  if (msgId === undefined || user === null || chat === undefined || chat === null) {
    return { kind: 'nonsense', reason: 'msgId, sender or conversationId is missing' };
  }
  const replyTo: ReplyAddress = {
    session: session.kind === 'open' ? { url: session.url, untilMs: session.untilMs } : null,
    group: isGroup ? chat : null,
    staffId,
  };
  return {
    kind: 'message',
    message: {
      key: `dingtalk:${robot.robotCode}:${msgId}`,
      sender: { platform: 'dingtalk', bot: robot.robotCode, chat, user },
      isGroup,
      content: isGroup ? withoutMention(content, robot.names) : content,
      replyTo: JSON.stringify(replyTo),
      receivedAtMs: nowMs,
    },
  };
}

/** What the person sent. Where words should be and are not, the message names what it is instead. */
function contentOf(callback: Callback): BotContent {
  const { msgtype = 'text' } = callback;
  switch (msgtype) {
    case 'text':
      return inWords(given(callback.text?.content) ?? textIn(callback.content, 'content') ?? '');
    case 'richText':
      return richTextOf(callback.content);
    case 'audio': {
      const words = textIn(callback.content, 'recognition')?.trim() ?? '';
      return words === '' ? { kind: 'unsupported', what: 'audio' } : inWords(words);
    }
    default:
      // A kind of message made after this was written may still carry its words.
      return typeof callback.content === 'string' && parsedObject(callback.content) === undefined
        ? inWords(callback.content)
        : { kind: 'unsupported', what: msgtype };
  }
}

/** The words of a text with pictures, joined; pictures alone cannot be read. */
function richTextOf(content: unknown): BotContent {
  const items = fieldOf(content, 'richText');
  if (!Array.isArray(items)) return { kind: 'unsupported', what: 'richText' };
  const words = items
    .map((item: unknown) => textIn(item, 'text') ?? '')
    .join('')
    .trim();
  const hasPicture = items.some((item: unknown) => fieldOf(item, 'type') === 'picture');
  return words === '' && hasPicture ? { kind: 'unsupported', what: 'picture' } : inWords(words);
}

function inWords(words: string): BotContent {
  // Cut before anything looks for a mention in it: the sign does not cover the body, which may be a megabyte.
  const trimmed = words.trim().slice(0, LONGEST_TEXT);
  return trimmed === '' ? { kind: 'hello' } : { kind: 'text', text: trimmed };
}

function withoutMention(content: BotContent, names: readonly string[]): BotContent {
  return content.kind === 'text' ? inWords(stripMention(content.text, names)) : content;
}

function isEmpty(content: BotContent): boolean {
  return content.kind !== 'text';
}

/** A field's words; `content` itself where it is a plain string, which some payloads carry in place of the object. */
function textIn(content: unknown, field: string): string | null {
  const isPlain = typeof content === 'string' && parsedObject(content) === undefined;
  const value = isPlain ? content : fieldOf(content, field);
  return typeof value === 'string' ? value : null;
}

function fieldOf(content: unknown, field: string): unknown {
  const object = typeof content === 'string' ? parsedObject(content) : content;
  return typeof object === 'object' && object !== null && Object.hasOwn(object, field)
    ? Reflect.get(object, field)
    : undefined;
}

/** `content` as JSON in a string, as stream frames carry their data. */
function parsedObject(content: string): unknown {
  return /^\s*\{/.test(content) ? parseJson(content) : undefined;
}

function given(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : value;
}
