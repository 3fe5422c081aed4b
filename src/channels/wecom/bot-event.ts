import { z } from 'zod';
import type { BotContent } from '../bots/bot-message.js';
import { parseJson } from '../parse-json.js';

/** What a decrypted callback of a 智能机器人 is. */
export type BotEvent =
  | {
      readonly kind: 'message';
      readonly msgid: string;
      readonly user: string;
      /** The group's id; null in a single chat. */
      readonly chat: string | null;
      /** Where a late answer goes, once; a secret. */
      readonly responseUrl: string | null;
      /** Text with the mentions it came with. */
      readonly content: BotContent;
      /** Words of the message that this one quotes; '' where there are none. */
      readonly quoted: string;
    }
  /** The platform asks how far a reply has come. */
  | { readonly kind: 'poll'; readonly streamId: string }
  | { readonly kind: 'enter' }
  | {
      readonly kind: 'feedback';
      readonly id: string;
      /** Null where it was withdrawn. */
      readonly value: 'up' | 'down' | null;
      readonly comment: string;
    }
  | { readonly kind: 'unknown'; readonly what: string }
  /** For another bot; its id in plain characters, which whoever sets this one up may be looking for. */
  | { readonly kind: 'foreign'; readonly botId: string }
  | { readonly kind: 'nonsense' };

/** No honest text is longer; it would only be told that it is too long. */
const LONGEST_TEXT = 5_000;

const id = z.string().min(1).max(256);
const envelope = z.object({ aibotid: id, msgtype: z.string() });
const textPart = z.object({ content: z.string() });
const mixedItem = z.looseObject({ msgtype: z.string(), text: textPart.optional() });
const message = z.object({
  msgid: z.string().min(1).max(128),
  chattype: z.enum(['single', 'group']).optional(),
  chatid: id.nullish(),
  from: z.object({ userid: id }),
  response_url: z.string().max(2_000).nullish(),
  text: textPart.optional(),
  mixed: z.object({ msg_item: z.array(mixedItem).max(200) }).optional(),
  voice: z.object({ content: z.string().optional() }).optional(),
  quote: z.looseObject({ text: textPart.optional() }).nullish(),
});
const poll = z.object({ stream: z.object({ id }) });
const event = z.object({
  event: z.looseObject({
    eventtype: z.string(),
    feedback_event: z
      .object({
        id,
        type: z.number(),
        content: z.string().nullish(),
        inaccurate_reason_list: z.array(z.number()).nullish(),
      })
      .optional(),
  }),
});

/** Reads a decrypted callback; what it does not know is a value too. */
export function readBotEvent(plaintext: string, botId: string): BotEvent {
  const json = parseJson(plaintext);
  const head = envelope.safeParse(json);
  if (!head.success) return { kind: 'nonsense' };
  if (head.data.aibotid !== botId) {
    return { kind: 'foreign', botId: head.data.aibotid.replace(/[^\w.:@-]/g, '').slice(0, 128) };
  }
  const { msgtype } = head.data;
  if (msgtype === 'stream') {
    const polled = poll.safeParse(json);
    return polled.success
      ? { kind: 'poll', streamId: polled.data.stream.id }
      : { kind: 'nonsense' };
  }
  return msgtype === 'event' ? readEvent(json) : readMessage(json, msgtype);
}

function readMessage(json: unknown, msgtype: string): BotEvent {
  const read = message.safeParse(json);
  if (!read.success) return { kind: 'nonsense' };
  const { msgid, chattype, chatid, from, response_url: responseUrl, quote } = read.data;
  const chat = chatid ?? null;
  if (chattype === 'group' && chat === null) return { kind: 'nonsense' };
  return {
    kind: 'message',
    msgid,
    user: from.userid,
    chat: chattype === 'single' ? null : chat,
    responseUrl: responseUrl ?? null,
    content: contentOf(read.data, msgtype),
    quoted: quote?.text?.content.slice(0, LONGEST_TEXT) ?? '',
  };
}

function contentOf({ text, mixed, voice }: z.infer<typeof message>, msgtype: string): BotContent {
  const written = () => {
    switch (msgtype) {
      case 'text':
        return text?.content ?? '';
      case 'mixed': {
        const items = mixed?.msg_item ?? [];
        const texts = items.flatMap((item) =>
          item.msgtype === 'text' ? [item.text?.content ?? ''] : [],
        );
        return texts.length === 0 ? null : texts.join('\n');
      }
      case 'voice':
        // Already transcribed; nothing where it was not understood.
        return voice?.content?.trim() ? voice.content : null;
      default:
        return null;
    }
  };
  const words = written();
  return words === null
    ? { kind: 'unsupported', what: msgtype.slice(0, 30) }
    : { kind: 'text', text: words.slice(0, LONGEST_TEXT) };
}

/** What each of the reasons that people may tick means. */
const REASONS: Readonly<Record<number, string>> = {
  1: '与问题无关',
  2: '不完整',
  3: '有错误',
  4: '数据分析有误',
};
/** As long as a comment to the ask API may be. */
const LONGEST_COMMENT = 1_000;

function readEvent(json: unknown): BotEvent {
  const read = event.safeParse(json);
  if (!read.success) return { kind: 'nonsense' };
  const { eventtype, feedback_event: given } = read.data.event;
  if (eventtype === 'enter_chat') return { kind: 'enter' };
  if (eventtype !== 'feedback_event' || given === undefined) {
    return { kind: 'unknown', what: eventtype.slice(0, 30) };
  }
  const reasons = (given.inaccurate_reason_list ?? []).flatMap((reason) => REASONS[reason] ?? []);
  const comment = [...reasons, given.content ?? ''].filter((words) => words !== '').join('；');
  const value = given.type === 1 ? 'up' : given.type === 2 ? 'down' : null;
  return { kind: 'feedback', id: given.id, value, comment: comment.slice(0, LONGEST_COMMENT) };
}
