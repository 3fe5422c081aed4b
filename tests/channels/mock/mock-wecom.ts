import { randomUUID } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { z } from 'zod';
import { type FaultPlan, plannedFaults } from './faults.js';
import { minuteLimit } from './minute-limit.js';
import { type MockReply, type MockRequest, startMockServer } from './mock-server.js';

/** The 智能机器人 as its administrator set it up. */
export const wecomBot = {
  botId: 'aibmockbot',
  token: 'mockbottoken',
  aesKey: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt',
  receiveId: '',
} as const;

/** The 自建应用 as its administrator set it up. */
export const wecomApp = {
  corpId: 'wwmockcorp',
  agentId: '1000002',
  secret: 'mock-app-secret-wecom',
  token: 'mockapptoken',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wwmockcorp',
} as const;

/** A key of a 群机器人 that the mock knows. */
export const WECOM_GROUP_KEY = 'a1b2c3d4-0000-4000-8000-mockgroupkey';

/** A message that people see. */
export interface WecomShown {
  readonly via: 'app' | 'group' | 'response';
  /** The user, the group robot's key, or the message that is answered. */
  readonly to: string;
  readonly msgtype: string;
  readonly content: string;
}

/** Someone writes to a bot. */
export interface WecomSaying {
  readonly words?: string;
  readonly user?: string;
  readonly group?: string;
  readonly msgId?: string;
  /** Fields of the message to put in place of the usual. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A callback as WeCom would post it. */
export interface WecomCallback {
  readonly msgId: string;
  /** With its question mark. */
  readonly query: string;
  readonly nonce: string;
  readonly text: string;
}

/** What a bot answered to a callback, decrypted. */
export type WecomBotReply =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly content: string }
  | {
      readonly kind: 'stream';
      readonly id: string;
      readonly finish: boolean;
      readonly content: string;
    };

/** qyapi.weixin.qq.com, and the platform's side of the callbacks. */
export interface MockWecom {
  readonly baseUrl: string;
  /** Answers a call without a socket. */
  handle(request: MockRequest): MockReply;
  readonly shown: readonly WecomShown[];
  /** What the platform would not have let pass; a test expects none. */
  readonly complaints: readonly string[];
  readonly tokensIssued: () => number;
  readonly fault: ReturnType<typeof plannedFaults>['next'];
  planFaults(plan: FaultPlan): void;
  expireTokens(): void;
  /** The URL check of a bot or app: query and the words to answer. */
  urlCheck(of: typeof wecomBot | typeof wecomApp): {
    readonly query: string;
    readonly words: string;
  };
  botCallback(saying: WecomSaying): WecomCallback;
  /** A poll for a stream's content. */
  botPoll(streamId: string, saying?: WecomSaying): WecomCallback;
  appCallback(saying: WecomSaying): WecomCallback;
  /** Checks a bot's reply as the platform would, and reads it. */
  readBotReply(text: string, callback: WecomCallback): WecomBotReply;
  close(): Promise<void>;
}

const streamSchema = z.strictObject({
  msgtype: z.literal('stream'),
  stream: z.strictObject({
    id: z.string().min(1),
    finish: z.boolean(),
    content: z.string(),
    feedback: z.strictObject({ id: z.string().min(1).max(256) }).optional(),
  }),
});
const textSchema = z.strictObject({
  msgtype: z.literal('text'),
  text: z.strictObject({ content: z.string().min(1) }),
});
const envelopeSchema = z.strictObject({
  encrypt: z.string(),
  msgsignature: z.string(),
  timestamp: z.number().int(),
  nonce: z.string(),
});
const content = z.strictObject({ content: z.string().min(1) });
const messageSchema = z.discriminatedUnion('msgtype', [
  z.looseObject({ msgtype: z.literal('text'), text: content }),
  z.looseObject({ msgtype: z.literal('markdown'), markdown: content }),
]);
const appSendSchema = z.looseObject({
  touser: z.string().min(1),
  agentid: z.union([z.number(), z.string()]),
  enable_duplicate_check: z.literal(1).optional(),
});

/** How long WeCom remembers for its duplicate check, by default. */
const DUPLICATE_MS = 1_800_000;
/** What the Markdown of apps and group robots does not know. */
const NOT_IN_SUBSET = /^\s*(?:[-*+]|\d+\.)\s|^\s*\|.*\||^```/mu;

/** Starts the mock. Limits and ends go by the clock given. */
export async function startMockWecom(nowMs: () => number): Promise<MockWecom> {
  const shown: WecomShown[] = [];
  const complaints: string[] = [];
  const tokens = new Set<string>();
  const responses = new Map<string, { readonly msgId: string; readonly untilMs: number }>();
  const lately = new Map<string, number>();
  const planned = plannedFaults();
  let plan: FaultPlan = () => null;
  let issued = 0;
  const isInGroupLimit = minuteLimit(20, nowMs);

  const errcode = (code: string | number, fields: object = {}): MockReply => ({
    kind: 'json',
    json: { errcode: code, errmsg: `mock ${code}`, ...fields },
  });
  const wrong = (complaint: string, code = 40058) => {
    complaints.push(complaint);
    return errcode(code);
  };

  /** A message's words, where it is one; says what is wrong with it. */
  const contentOf = (json: unknown, { text, markdown }: { text: number; markdown: number }) => {
    const parsed = messageSchema.safeParse(json);
    if (!parsed.success) return { wrong: parsed.error.message };
    const message = parsed.data;
    const words = message.msgtype === 'text' ? message.text.content : message.markdown.content;
    const limit = message.msgtype === 'text' ? text : markdown;
    if (Buffer.byteLength(words) > limit) return { wrong: `over ${limit} bytes` };
    if (words !== Buffer.from(words).toString()) return { wrong: 'half a character' };
    return { msgtype: message.msgtype, words };
  };

  const sendByApp = ({ query, json }: MockRequest): MockReply => {
    if (!tokens.has(query.get('access_token') ?? '')) return errcode(42001);
    const head = appSendSchema.safeParse(json);
    if (!head.success) return wrong(`message/send: ${head.error.message}`);
    if (String(head.data.agentid) !== wecomApp.agentId) return errcode(40056);
    const message = contentOf(json, { text: 2048, markdown: 2048 });
    if (message.words === undefined) return wrong(`message/send: ${message.wrong}`);
    if (message.msgtype === 'markdown' && NOT_IN_SUBSET.test(message.words)) {
      complaints.push('message/send: Markdown that apps do not render');
    }
    const { touser } = head.data;
    if (touser.startsWith('left-')) return errcode(81013, { invaliduser: touser });
    const name = `${touser}\n${message.words}`;
    const isRepeated = nowMs() - (lately.get(name) ?? Number.NEGATIVE_INFINITY) < DUPLICATE_MS;
    if (head.data.enable_duplicate_check === 1 && isRepeated) return errcode(0, { msgid: 'same' });
    lately.set(name, nowMs());
    shown.push({ via: 'app', to: touser, msgtype: message.msgtype, content: message.words });
    return errcode(0, { msgid: randomUUID() });
  };

  const pushToGroup = ({ query, json }: MockRequest): MockReply => {
    if (query.get('key') !== WECOM_GROUP_KEY) return errcode(93000);
    const message = contentOf(json, { text: 2048, markdown: 4096 });
    if (message.words === undefined) return wrong(`webhook/send: ${message.wrong}`);
    if (!isInGroupLimit(WECOM_GROUP_KEY)) return errcode(45009);
    const { msgtype, words } = message;
    shown.push({ via: 'group', to: WECOM_GROUP_KEY, msgtype, content: words });
    return errcode(0);
  };

  const respondLate = ({ query, json }: MockRequest): MockReply => {
    const code = query.get('response_code') ?? '';
    const response = responses.get(code);
    if (response === undefined || response.untilMs < nowMs()) return errcode(40058);
    const message = contentOf(json, { text: 0, markdown: 20_480 });
    if (message.words === undefined) return wrong(`response_url: ${message.wrong}`);
    responses.delete(code);
    const { msgtype, words } = message;
    shown.push({ via: 'response', to: response.msgId, msgtype, content: words });
    return errcode(0);
  };

  const issueToken = ({ query }: MockRequest): MockReply => {
    if (query.get('corpid') !== wecomApp.corpId) return errcode(40013);
    if (query.get('corpsecret') !== wecomApp.secret) return errcode(40001);
    issued += 1;
    const token = `mock-wecom-token-${issued}`;
    tokens.add(token);
    return errcode(0, { access_token: token, expires_in: 7200 });
  };

  const describeApp = ({ query }: MockRequest): MockReply => {
    if (!tokens.has(query.get('access_token') ?? '')) return errcode(42001);
    if (query.get('agentid') !== wecomApp.agentId) return errcode(301002);
    return errcode(0, { agentid: Number(wecomApp.agentId), name: '问策助手', close: 0 });
  };

  const answer = (request: MockRequest): MockReply => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /cgi-bin/gettoken':
        return issueToken(request);
      case 'GET /cgi-bin/agent/get':
        return describeApp(request);
      case 'POST /cgi-bin/message/send':
        return sendByApp(request);
      case 'POST /cgi-bin/webhook/send':
        return pushToGroup(request);
      case 'POST /cgi-bin/aibot/response':
        return respondLate(request);
      default:
        complaints.push(`no such address: ${request.method} ${request.path}`);
        return { kind: 'raw', status: 404, text: '' };
    }
  };

  const handle = (request: MockRequest): MockReply => {
    const fault = plan(request.path, request.text) ?? planned.plan(request.path, request.text);
    switch (fault?.kind) {
      case undefined:
        return answer(request);
      case 'code':
        return errcode(fault.code);
      case 'reply':
        return fault.reply;
      case 'lost-reply':
        answer(request);
        return { kind: 'drop' };
      case 'broken':
        return { kind: 'drop' };
    }
  };
  const server = await startMockServer(handle);

  const sealed = (of: typeof wecomBot | typeof wecomApp, words: string) => {
    const timestamp = String(Math.floor(nowMs() / 1000));
    const nonce = String(Math.floor(Math.random() * 1e10));
    const text = encrypt(of.aesKey, words, of.receiveId);
    const signature = getSignature(of.token, timestamp, nonce, text);
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
    return { text, nonce, query };
  };
  const botMessage = (fields: Readonly<Record<string, unknown>>, msgId: string): WecomCallback => {
    const { text, nonce, query } = sealed(wecomBot, JSON.stringify(fields));
    return { msgId, query: `?${query}`, nonce, text: JSON.stringify({ encrypt: text }) };
  };

  return {
    baseUrl: server.baseUrl,
    handle,
    shown,
    complaints,
    tokensIssued: () => issued,
    fault: planned.next,
    planFaults: (next) => {
      plan = next;
    },
    expireTokens: () => tokens.clear(),
    urlCheck: (of) => {
      const words = String(Math.floor(Math.random() * 1e16));
      const { text, query } = sealed(of, words);
      query.set('echostr', text);
      return { query: `?${query}`, words };
    },
    botCallback: ({ words = '你好', user = 'zhang', group, msgId = randomUUID(), fields = {} }) => {
      const code = randomUUID();
      responses.set(code, { msgId, untilMs: nowMs() + 3_600_000 });
      return botMessage(
        {
          msgid: msgId,
          aibotid: wecomBot.botId,
          ...(group === undefined ? {} : { chatid: group }),
          chattype: group === undefined ? 'single' : 'group',
          from: { userid: user },
          response_url: `https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=${code}`,
          msgtype: 'text',
          text: { content: group === undefined ? words : `@问策 ${words}` },
          ...fields,
        },
        msgId,
      );
    },
    botPoll: (streamId, { user = 'zhang', group, fields = {} } = {}) =>
      botMessage(
        {
          msgid: randomUUID(),
          aibotid: wecomBot.botId,
          ...(group === undefined ? {} : { chatid: group }),
          chattype: group === undefined ? 'single' : 'group',
          from: { userid: user },
          msgtype: 'stream',
          stream: { id: streamId },
          ...fields,
        },
        streamId,
      ),
    appCallback: ({ words = '你好', user = 'zhang', msgId, fields = {} }) => {
      // 64 bits: as a number it would lose its last digits.
      const id = msgId ?? `7${String(Math.floor(Math.random() * 1e15)).padStart(18, '0')}`;
      const parts = {
        ToUserName: wecomApp.corpId,
        FromUserName: user,
        CreateTime: String(Math.floor(nowMs() / 1000)),
        MsgType: 'text',
        Content: words,
        MsgId: id,
        AgentID: wecomApp.agentId,
        ...fields,
      };
      const inner = Object.entries(parts).filter(([, value]) => value !== undefined);
      const { text, nonce, query } = sealed(wecomApp, xml(inner));
      const outer = xml([
        ['ToUserName', wecomApp.corpId],
        ['AgentID', wecomApp.agentId],
        ['Encrypt', text],
      ]);
      return { msgId: id, query: `?${query}`, nonce, text: outer };
    },
    readBotReply: (text, callback) => {
      const envelope = envelopeSchema.parse(JSON.parse(text));
      const { timestamp, nonce } = envelope;
      if (nonce !== callback.nonce) complaints.push('reply with another nonce');
      if (Math.abs(timestamp * 1000 - nowMs()) > 60_000) complaints.push('reply of another time');
      const signature = getSignature(wecomBot.token, timestamp, nonce, envelope.encrypt);
      if (signature !== envelope.msgsignature) throw new Error('signature of the reply is wrong');
      const { message, id } = decrypt(wecomBot.aesKey, envelope.encrypt);
      if (id !== '') complaints.push('reply with a receiveId');
      const json: unknown = JSON.parse(message);
      if (message === '{}') return { kind: 'empty' };
      const words = textSchema.safeParse(json);
      if (words.success) return { kind: 'text', content: words.data.text.content };
      const { stream } = streamSchema.parse(json);
      if (Buffer.byteLength(stream.content) > 20_480) complaints.push('stream over 20,480 bytes');
      if (stream.finish && stream.content === '') complaints.push('stream ends without a word');
      return { kind: 'stream', ...stream };
    },
    close: server.close,
  };
}

function xml(fields: readonly (readonly [string, unknown])[]): string {
  const inner = fields.map(([name, value]) =>
    typeof value === 'string' && !/^\d{1,12}$/.test(value)
      ? `<${name}><![CDATA[${value}]]></${name}>`
      : `<${name}>${String(value)}</${name}>`,
  );
  return `<xml>${inner.join('\n')}</xml>`;
}
