import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type FaultPlan, plannedFaults } from './faults.js';
import { minuteLimit } from './minute-limit.js';
import { type MockReply, type MockRequest, startMockServer } from './mock-server.js';
import { type MockGateway, startMockGateway } from './mock-stream-gateway.js';

/** The robot as its administrator set it up. */
export const dingtalkRobot = {
  appKey: 'dingmockappkey',
  appSecret: 'mock-app-secret-0123456789',
  robotCode: 'dingmockrobot',
  corpId: 'dingmockcorp',
} as const;

/** A message that people see. */
export interface ShownMessage {
  readonly via: 'session' | 'group' | 'single';
  /** The conversation, or the user of a single chat. */
  readonly chat: string;
  readonly title: string;
  readonly text: string;
  readonly atUserIds: readonly string[];
}

/** Someone writes to the robot. */
export interface Saying {
  readonly words?: string;
  readonly user?: string;
  /** The group; a single chat without it. */
  readonly group?: string;
  readonly msgId?: string;
  /** Fields of the callback to put in place of the usual. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A callback as DingTalk would post it. */
export interface MockCallback {
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** oapi.dingtalk.com, api.dingtalk.com and the stream gateway. */
export interface MockDingtalk {
  readonly baseUrl: string;
  /** Answers a call without a socket. */
  handle(request: MockRequest): MockReply;
  readonly gateway: MockGateway;
  readonly shown: readonly ShownMessage[];
  /** What a platform would not have let pass; a test expects none. */
  readonly complaints: readonly string[];
  readonly tokensIssued: () => number;
  readonly fault: ReturnType<typeof plannedFaults>['next'];
  /** Lets faults come by another plan, before those of `fault`. */
  planFaults(plan: FaultPlan): void;
  /** Every token issued so far is good no longer. */
  expireTokens(): void;
  /** Session addresses given out so far are good no longer. */
  endSessions(): void;
  /** Signs and words a callback; the session address in it is good for `sessionMs`. */
  callback(saying: Saying): MockCallback;
  close(): Promise<void>;
}

const markdownSchema = z.strictObject({
  msgtype: z.literal('markdown'),
  markdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
  at: z.strictObject({ atUserIds: z.array(z.string()).min(1) }).optional(),
});
const paramSchema = z.strictObject({ title: z.string().min(1), text: z.string().min(1) });
const groupSchema = z.strictObject({
  robotCode: z.string(),
  openConversationId: z.string(),
  msgKey: z.literal('sampleMarkdown'),
  msgParam: z.string(),
});
const singleSchema = z.strictObject({
  robotCode: z.string(),
  userIds: z.array(z.string()).min(1).max(20),
  msgKey: z.literal('sampleMarkdown'),
  msgParam: z.string(),
});
const credentialsSchema = z.strictObject({ appKey: z.string(), appSecret: z.string() });

/** Starts the mock. Limits and ends go by the clock given. */
export async function startMockDingtalk({
  nowMs,
  sessionMs = 5_400_000,
  perMinute = 20,
}: {
  readonly nowMs: () => number;
  readonly sessionMs?: number;
  readonly perMinute?: number;
}): Promise<MockDingtalk> {
  const shown: ShownMessage[] = [];
  const complaints: string[] = [];
  const tokens = new Set<string>();
  const sessions = new Map<string, { readonly chat: string; readonly untilMs: number }>();
  const planned = plannedFaults();
  let plan: FaultPlan = () => null;
  let issued = 0;
  const isInLimit = minuteLimit(perMinute, nowMs);

  /** Notes what was wrong with a call, and refuses it. */
  const wrong = (complaint: string, reply: MockReply) => {
    complaints.push(complaint);
    return reply;
  };
  const errcode = (code: string | number): MockReply => ({
    kind: 'json',
    json: { errcode: code, errmsg: `mock ${code}` },
  });
  const openError = (code: string | number, status = 400): MockReply => ({
    kind: 'json',
    status,
    json: { code: String(code), message: `mock ${code}`, requestid: randomUUID() },
  });

  const sendToSession = (request: MockRequest): MockReply => {
    const session = sessions.get(request.query.get('session') ?? '');
    if (session === undefined || session.untilMs <= nowMs()) return errcode(300001);
    if (Buffer.byteLength(request.text) > 20_000)
      return wrong('over 20,000 bytes', errcode(460101));
    const body = markdownSchema.safeParse(request.json);
    if (!body.success) return wrong(`sendBySession: ${body.error.message}`, errcode(40035));
    const { markdown, at } = body.data;
    const missing = (at?.atUserIds ?? []).filter((id) => !markdown.text.includes(`@${id}`));
    if (missing.length > 0) complaints.push(`at.atUserIds without @${missing[0]} in the text`);
    if (!isInLimit(session.chat)) return errcode(130101);
    shown.push({ via: 'session', chat: session.chat, ...markdown, atUserIds: at?.atUserIds ?? [] });
    return errcode(0);
  };

  const sendOpen = (request: MockRequest, via: 'group' | 'single'): MockReply => {
    const token = String(request.headers['x-acs-dingtalk-access-token'] ?? '');
    if (!tokens.has(token)) return openError('InvalidAuthentication');
    const body =
      via === 'group' ? groupSchema.safeParse(request.json) : singleSchema.safeParse(request.json);
    if (!body.success)
      return wrong(`${via}: ${body.error.message}`, openError('invalidParameter.param.invalid'));
    if (body.data.robotCode !== dingtalkRobot.robotCode)
      return openError('invalidParameter.robotCode.auth');
    if (Buffer.byteLength(body.data.msgParam) > 15_000) {
      return wrong('msgParam over 15,000 bytes', openError('invalidParameter.msgParam.invalid'));
    }
    const param = paramSchema.safeParse(JSON.parse(body.data.msgParam));
    if (!param.success)
      return wrong(`${via}: msgParam`, openError('invalidParameter.msgParam.invalid'));
    const chats = 'userIds' in body.data ? body.data.userIds : [body.data.openConversationId];
    const unknown = via === 'single' ? chats.filter((user) => user.startsWith('left-')) : [];
    for (const chat of chats.filter((candidate) => !unknown.includes(candidate))) {
      shown.push({ via, chat, ...param.data, atUserIds: [] });
    }
    return {
      kind: 'json',
      json: {
        processQueryKey: randomUUID(),
        ...(via === 'single' ? { invalidStaffIdList: unknown, flowControlledStaffIdList: [] } : {}),
      },
    };
  };

  const issueToken = (request: MockRequest): MockReply => {
    const body = credentialsSchema.safeParse(request.json);
    const isRight =
      body.success &&
      body.data.appKey === dingtalkRobot.appKey &&
      body.data.appSecret === dingtalkRobot.appSecret;
    if (!isRight) return openError('invalidClientIdOrSecret');
    issued += 1;
    const token = `mock-token-${issued}`;
    tokens.add(token);
    return { kind: 'json', json: { accessToken: token, expireIn: 7200 } };
  };

  const answer = (request: MockRequest): MockReply => {
    switch (`${request.host}${request.path}`) {
      case 'oapi.dingtalk.com/robot/sendBySession':
        return sendToSession(request);
      case 'api.dingtalk.com/v1.0/oauth2/accessToken':
        return issueToken(request);
      case 'api.dingtalk.com/v1.0/robot/groupMessages/send':
        return sendOpen(request, 'group');
      case 'api.dingtalk.com/v1.0/robot/oToMessages/batchSend':
        return sendOpen(request, 'single');
      case 'api.dingtalk.com/v1.0/gateway/connections/open':
        return gateway.open(request.json, dingtalkRobot);
      default:
        return wrong(`no such address: ${request.host}${request.path}`, {
          kind: 'raw',
          status: 404,
          text: '',
        });
    }
  };

  const gateway = await startMockGateway(nowMs);
  const handle = (request: MockRequest): MockReply => {
    const fault = plan(request.path, request.text) ?? planned.plan(request.path, request.text);
    if (request.method !== 'POST') complaints.push(`${request.method} ${request.path}`);
    switch (fault?.kind) {
      case undefined:
        return answer(request);
      case 'code':
        return request.host === 'oapi.dingtalk.com' ? errcode(fault.code) : openError(fault.code);
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

  return {
    baseUrl: server.baseUrl,
    handle,
    gateway,
    shown,
    complaints,
    tokensIssued: () => issued,
    fault: planned.next,
    planFaults: (next) => {
      plan = next;
    },
    expireTokens: () => tokens.clear(),
    endSessions: () => sessions.clear(),
    callback: ({ words = '你好', user = 'staff1', group, msgId = randomUUID(), fields = {} }) => {
      const session = randomUUID().replaceAll('-', '');
      const untilMs = nowMs() + sessionMs;
      sessions.set(session, { chat: group ?? user, untilMs });
      const body: Record<string, unknown> = {
        msgtype: 'text',
        text: { content: group === undefined ? words : ` ${words}` },
        msgId,
        createAt: nowMs(),
        conversationType: group === undefined ? '1' : '2',
        conversationId: group ?? `cid-${user}`,
        ...(group === undefined ? {} : { conversationTitle: '测试群', isInAtList: true }),
        senderId: `$:LWCP_v1:$${user}`,
        senderNick: user,
        senderStaffId: user,
        senderCorpId: dingtalkRobot.corpId,
        chatbotCorpId: dingtalkRobot.corpId,
        chatbotUserId: '$:LWCP_v1:$bot',
        robotCode: dingtalkRobot.robotCode,
        sessionWebhook: `https://oapi.dingtalk.com/robot/sendBySession?session=${session}`,
        sessionWebhookExpiredTime: untilMs,
        ...fields,
      };
      const timestamp = String(nowMs());
      const sign = createHmac('sha256', dingtalkRobot.appSecret)
        .update(`${timestamp}\n${dingtalkRobot.appSecret}`)
        .digest('base64');
      const headers = { 'content-type': 'application/json; charset=utf-8', timestamp, sign };
      return { body, headers, text: JSON.stringify(body) };
    },
    close: async () => {
      await gateway.close();
      await server.close();
    },
  };
}
