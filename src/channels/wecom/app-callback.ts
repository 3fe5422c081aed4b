import { createHash } from 'node:crypto';
import type { WecomAppSettings } from '../../bot-settings.js';
import type { Logger } from '../../logger.js';
import type { BotDesk } from '../bots/bot-desk.js';
import type { BotContent, BotMessage } from '../bots/bot-message.js';
import { HookRefusal } from '../bots/hook-refusal.js';
import { type FlatXml, readFlatXml } from '../bots/read-flat-xml.js';
import type { WecomCallback } from './bot-callback.js';
import {
  answerUrlCheck,
  type CallbackProof,
  openCallback,
  readCallbackQuery,
} from './callback-query.js';

/** What a decrypted callback of a self-built app is. */
export type AppEvent =
  | { readonly kind: 'message'; readonly message: BotMessage }
  | { readonly kind: 'unknown'; readonly what: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'nonsense' };

interface AppCallbackParts {
  readonly settings: WecomAppSettings;
  readonly proof: CallbackProof;
  readonly desk: BotDesk;
  readonly logger: Logger;
}

/**
 * The callback of a 自建应用: https://developer.work.weixin.qq.com/document/path/90238. It is acknowledged by
 * an empty reply at once; the answer goes by the send API.
 */
export function createAppCallback(parts: AppCallbackParts): WecomCallback {
  const { settings, proof, desk, logger } = parts;
  const passOver = (reason: string) =>
    logger.warn({ platform: 'wecom-app', reason }, 'callback not answered');
  return {
    check: (query) => answerUrlCheck(query, proof),
    async receive(query, body) {
      const stamp = readCallbackQuery(query);
      const encrypt = readFlatXml(body)?.Encrypt ?? '';
      if (encrypt === '') throw new HookRefusal(400, 'body holds nothing sealed');
      const plaintext = openCallback(stamp, { encrypt: encrypt.trim(), proof });
      const event = readAppEvent(plaintext, { settings, nowMs: proof.clockMs() });
      switch (event.kind) {
        case 'message':
          await desk.receive(event.message);
          break;
        case 'unknown':
          logger.info({ platform: 'wecom-app', what: event.what }, 'event passed over');
          break;
        case 'foreign':
          passOver('meant for another corp or agent');
          break;
        case 'nonsense':
          passOver('not a message of this platform');
          break;
      }
      return '';
    },
  };
}

/** No honest text is longer: WeCom sends at most 2,048 bytes. */
const LONGEST_TEXT = 5_000;

/** Reads a decrypted callback; what it does not know is a value too. */
export function readAppEvent(
  plaintext: string,
  { settings, nowMs }: { readonly settings: WecomAppSettings; readonly nowMs: number },
): AppEvent {
  const fields = readFlatXml(plaintext);
  const user = fields?.FromUserName ?? '';
  const type = fields?.MsgType ?? '';
  if (fields === undefined || user === '' || user.length > 256 || type === '') {
    return { kind: 'nonsense' };
  }
  const isForeign =
    (fields.ToUserName !== undefined && fields.ToUserName !== settings.corpId) ||
    // Some events leave it out.
    (fields.AgentID !== undefined && fields.AgentID !== settings.agentId);
  if (isForeign) return { kind: 'foreign' };
  // The send API takes `a|b` for two members and `@all` for everybody.
  if (/^@|\|/.test(user)) return { kind: 'nonsense' };
  const content = contentOf(fields, type);
  if (content === null) return { kind: 'unknown', what: (fields.Event ?? type).slice(0, 30) };
  const id = type === 'event' ? eventId(fields) : (fields.MsgId ?? '');
  if (id === '' || id.length > 128) return { kind: 'nonsense' };
  const { agentId } = settings;
  const message: BotMessage = {
    key: `wecom-app:${agentId}:${id}`,
    sender: { platform: 'wecom-app', bot: agentId, chat: user, user },
    isGroup: false,
    content,
    replyTo: '',
    receivedAtMs: nowMs,
  };
  return { kind: 'message', message };
}

/** What is to be answered; null for events that nobody waits on: enter_agent comes whenever the app is opened. */
function contentOf(fields: FlatXml, type: string): BotContent | null {
  switch (type) {
    case 'text':
      return { kind: 'text', text: (fields.Content ?? '').slice(0, LONGEST_TEXT).trim() };
    case 'event':
      return fields.Event === 'subscribe' ? { kind: 'hello' } : null;
    default:
      return { kind: 'unsupported', what: type.slice(0, 30) };
  }
}

/** Events have no id: these fields together are theirs. */
function eventId({ FromUserName, CreateTime, AgentID, Event, EventKey }: FlatXml): string {
  const parts = [FromUserName, CreateTime, AgentID, Event, EventKey].map((part) => part ?? '');
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
