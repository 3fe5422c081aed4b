import { z } from 'zod';
import type { WecomBotSettings } from '../../bot-settings.js';
import type { Logger } from '../../logger.js';
import type { SealedMessage } from '../bots/biz-crypto.js';
import type { BotDesk } from '../bots/bot-desk.js';
import type { BotContent, BotMessage } from '../bots/bot-message.js';
import { linesIn } from '../bots/bot-words.js';
import { HookRefusal } from '../bots/hook-refusal.js';
import { stripMention } from '../bots/strip-mention.js';
import { parseJson } from '../parse-json.js';
import { botReplyTo, isResponseUrl, streamIdOf } from './bot-delivery.js';
import { type BotEvent, readBotEvent } from './bot-event.js';
import {
  answerUrlCheck,
  type CallbackProof,
  openCallback,
  type QueryReader,
  readCallbackQuery,
} from './callback-query.js';
import type { StreamBoard } from './stream-board.js';

/** A WeCom bot's address, apart from HTTP. */
export interface WecomCallback {
  /** What the check of the address is answered with. @throws HookRefusal */
  check(query: QueryReader): string;
  /** The body that a callback is answered with. @throws HookRefusal */
  receive(query: QueryReader, body: string): Promise<string>;
}

/** What a reader thinks of the answer to a message, by the message's key. */
export type OnFeedback = (
  key: string,
  feedback: { readonly value: 'up' | 'down'; readonly comment: string },
) => Promise<void>;

/**
 * How long a callback waits for its answer. It is usually there by then and shown at once; if not, the
 * platform polls. WeCom wants its reply within a second.
 */
export const FIRST_REPLY_WAIT_MS = 300;
const ASK_AGAIN = '这条回答已经不在了，请重新提问。';

const envelopeSchema = z.union([
  z.object({ encrypt: z.string().min(1) }).transform(({ encrypt }) => encrypt),
  z.object({ Encrypt: z.string().min(1) }).transform(({ Encrypt }) => Encrypt),
]);

interface BotCallbackParts {
  readonly settings: WecomBotSettings;
  readonly proof: CallbackProof;
  readonly desk: BotDesk;
  readonly board: StreamBoard;
  readonly onFeedback: OnFeedback;
  readonly logger: Logger;
}

/** The callback of a 智能机器人: https://developer.work.weixin.qq.com/document/path/100719 */
export function createBotCallback(parts: BotCallbackParts): WecomCallback {
  const { settings, proof } = parts;
  return {
    check: (query) => answerUrlCheck(query, proof),
    async receive(query, body) {
      const stamp = readCallbackQuery(query);
      const envelope = envelopeSchema.safeParse(parseJson(body));
      if (!envelope.success) throw new HookRefusal(400, 'body holds nothing sealed');
      const plaintext = openCallback(stamp, { encrypt: envelope.data, proof });
      const reply = await replyTo(readBotEvent(plaintext, settings.botId), parts);
      const timestamp = String(Math.floor(proof.clockMs() / 1000));
      return envelopeText(
        proof.crypto.seal(JSON.stringify(reply), { timestamp, nonce: stamp.nonce }),
      );
    },
  };
}

async function replyTo(event: BotEvent, parts: BotCallbackParts): Promise<object> {
  const { board, onFeedback, logger } = parts;
  const unanswered = (reason: string, fields: { readonly aibotid?: string } = {}) => {
    logger.warn({ platform: 'wecom-bot', reason, ...fields }, 'callback not answered');
    return {};
  };
  switch (event.kind) {
    case 'message':
      return await replyToMessage(event, parts);
    case 'poll': {
      const state = board.look(event.streamId) ?? { content: ASK_AGAIN, isFinished: true };
      return streamReply(event.streamId, state);
    }
    case 'enter':
      return { msgtype: 'text', text: { content: linesIn('zh').hello } };
    case 'feedback': {
      const { id, value, comment } = event;
      // Withdrawn: there is no third value to keep.
      if (value !== null) await onFeedback(id, { value, comment });
      return {};
    }
    case 'unknown':
      logger.info({ platform: 'wecom-bot', what: event.what }, 'event passed over');
      return {};
    case 'foreign':
      return unanswered('meant for another aibotid', { aibotid: event.botId });
    case 'nonsense':
      return unanswered('not a message of this platform');
  }
}

async function replyToMessage(
  event: Extract<BotEvent, { kind: 'message' }>,
  { settings, desk, board, logger, proof }: BotCallbackParts,
): Promise<object> {
  const message = messageOf(event, { settings, nowMs: proof.clockMs() });
  if (event.responseUrl !== null && !isResponseUrl(event.responseUrl)) {
    logger.warn({ platform: 'wecom-bot', reason: 'response_url on a foreign host' }, 'not used');
  }
  const id = streamIdOf(message.key);
  // Opened first: the answer may be there before the claim's promise is.
  const isNew = board.open(id, message.receivedAtMs);
  const receipt = await desk.receive(message);
  // Answered before a restart, and fetched: nothing more will come of it.
  if (isNew && receipt === 'duplicate') board.drop(id);
  await board.settled(id, FIRST_REPLY_WAIT_MS);
  const state = board.look(id);
  // Another text in the answer's place would take it away.
  if (state === undefined) return {};
  if (receipt !== 'busy' || state.isFinished) {
    return streamReply(id, { ...state, feedbackId: message.key });
  }
  board.drop(id);
  return streamReply(id, { content: linesIn('zh').busy, isFinished: true });
}

function messageOf(
  { msgid, user, chat, responseUrl, content, quoted }: Extract<BotEvent, { kind: 'message' }>,
  { settings, nowMs }: { readonly settings: WecomBotSettings; readonly nowMs: number },
): BotMessage {
  const { botId, names } = settings;
  return {
    key: `wecom-bot:${botId}:${msgid}`,
    sender: { platform: 'wecom-bot', bot: botId, chat: chat ?? user, user },
    isGroup: chat !== null,
    content: asked(content, { names: chat === null ? [] : names, quoted }),
    replyTo: botReplyTo(responseUrl !== null && isResponseUrl(responseUrl) ? responseUrl : null),
    receivedAtMs: nowMs,
  };
}

/** Text without the mention; where that was all, the words it quotes. */
function asked(
  content: BotContent,
  { names, quoted }: { readonly names: readonly string[]; readonly quoted: string },
): BotContent {
  if (content.kind !== 'text') return content;
  const text = stripMention(content.text, names);
  return { kind: 'text', text: text === '' ? quoted.trim() : text };
}

function streamReply(
  id: string,
  state: { readonly content: string; readonly isFinished: boolean; readonly feedbackId?: string },
): object {
  const { content, isFinished, feedbackId } = state;
  return {
    msgtype: 'stream',
    stream: {
      id,
      finish: isFinished,
      content,
      ...(feedbackId === undefined || Buffer.byteLength(feedbackId) > MOST_FEEDBACK_BYTES
        ? {}
        : { feedback: { id: feedbackId } }),
    },
  };
}

const MOST_FEEDBACK_BYTES = 256;

function envelopeText({ encrypt, signature, timestamp, nonce }: SealedMessage): string {
  return JSON.stringify({
    encrypt,
    msgsignature: signature,
    timestamp: Number(timestamp),
    nonce,
  });
}
