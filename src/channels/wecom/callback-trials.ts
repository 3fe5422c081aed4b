import { z } from 'zod';
import type { WecomAppSettings, WecomBotSettings } from '../../bot-settings.js';
import { type BizCrypto, createBizCrypto, type SealedMessage } from '../bots/biz-crypto.js';
import { type CallbackTrial, type TrialParts, trialMark } from '../bots/callback-trial.js';

/**
 * The check of its address, and a poll for a stream that nobody began: the reply says so, sealed, which
 * shows that the server opened it, found it meant for this bot, and can seal.
 */
export function botTrials(
  settings: WecomBotSettings,
  parts: TrialParts,
): readonly [CallbackTrial, CallbackTrial] {
  const crypto = createBizCrypto({ ...settings, receiveId: '' }, parts.randomBytes);
  const mark = trialMark(parts);
  const poll = {
    msgid: mark,
    aibotid: settings.botId,
    chattype: 'single',
    from: { userid: mark },
    msgtype: 'stream',
    stream: { id: mark },
  };
  const sealed = seal(crypto, { words: JSON.stringify(poll), parts });
  return [
    urlCheck('/hooks/wecom/bot', { crypto, parts }),
    {
      name: '消息',
      method: 'POST',
      path: `/hooks/wecom/bot?${queryOf(sealed)}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ encrypt: sealed.encrypt }),
      judge: (reply) => judgeBotReply(reply, { crypto, mark, nonce: sealed.nonce }),
    },
  ];
}

/** The check of its address, and an event that no app is sent: it is acknowledged and passed over. */
export function appTrials(
  settings: WecomAppSettings,
  parts: TrialParts,
): readonly [CallbackTrial, CallbackTrial] {
  const { corpId, agentId } = settings;
  const crypto = createBizCrypto({ ...settings, receiveId: corpId }, parts.randomBytes);
  const words = xml({
    ToUserName: corpId,
    FromUserName: trialMark(parts),
    CreateTime: secondsOf(parts),
    MsgType: 'event',
    Event: 'wence_doctor',
    AgentID: agentId,
  });
  const sealed = seal(crypto, { words, parts });
  return [
    urlCheck('/hooks/wecom/app', { crypto, parts }),
    {
      name: '消息',
      method: 'POST',
      path: `/hooks/wecom/app?${queryOf(sealed)}`,
      headers: { 'Content-Type': 'text/xml' },
      body: xml({ ToUserName: corpId, AgentID: agentId, Encrypt: sealed.encrypt }),
      judge: (reply) => (reply === '' ? 'right' : 'altered'),
    },
  ];
}

interface SealOptions {
  readonly words: string;
  readonly parts: TrialParts;
}

function seal(crypto: BizCrypto, { words, parts }: SealOptions): SealedMessage {
  const nonce = Buffer.from(parts.randomBytes(5)).readUIntBE(0, 5).toString();
  return crypto.seal(words, { timestamp: secondsOf(parts), nonce });
}

function urlCheck(
  path: string,
  { crypto, parts }: { readonly crypto: BizCrypto; readonly parts: TrialParts },
): CallbackTrial {
  const words = trialMark(parts);
  const sealed = withPlus(() => seal(crypto, { words, parts }));
  return {
    name: '网址检查',
    method: 'GET',
    path: `${path}?${queryOf(sealed)}&echostr=${encodeURIComponent(sealed.encrypt)}`,
    headers: {},
    judge: (reply) => (reply === words ? 'right' : 'altered'),
  };
}

/** As often as a check may be sealed anew; three of four hold a +, so it is enough. */
const MOST_SEALS = 20;

/** A + is what proxies that rewrite queries spoil. */
function withPlus(make: () => SealedMessage): SealedMessage {
  let sealed = make();
  for (let tries = 1; tries < MOST_SEALS && !sealed.encrypt.includes('+'); tries += 1) {
    sealed = make();
  }
  return sealed;
}

function queryOf({ signature, timestamp, nonce }: SealedMessage): string {
  return new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString();
}

function secondsOf({ nowMs }: TrialParts): string {
  return String(Math.floor(nowMs / 1000));
}

const envelopeSchema = z.object({
  encrypt: z.string(),
  msgsignature: z.string(),
  timestamp: z.number(),
  nonce: z.string(),
});
const pollReplySchema = z.object({ stream: z.object({ id: z.string(), finish: z.literal(true) }) });

function judgeBotReply(
  reply: string,
  expected: { readonly crypto: BizCrypto; readonly mark: string; readonly nonce: string },
): ReturnType<CallbackTrial['judge']> {
  try {
    const envelope = envelopeSchema.parse(JSON.parse(reply));
    if (envelope.nonce !== expected.nonce) return 'altered';
    const plaintext = expected.crypto.open({
      encrypt: envelope.encrypt,
      signature: envelope.msgsignature,
      timestamp: String(envelope.timestamp),
      nonce: envelope.nonce,
    });
    // What is not answered gets an empty object.
    if (plaintext === '{}') return 'foreign';
    const { stream } = pollReplySchema.parse(JSON.parse(plaintext));
    return stream.id === expected.mark ? 'right' : 'altered';
  } catch {
    return 'altered';
  }
}

/** The values are of our own making or settings, whose form leaves no room for markup. */
function xml(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(
    ([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${lines.join('')}</xml>`;
}
