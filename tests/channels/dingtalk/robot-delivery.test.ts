import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.js';
import { createPlatformCall } from '../../../src/channels/bots/platform-call.js';
import { createRobotOpenApi } from '../../../src/channels/dingtalk/open-api.js';
import { createRobotDelivery } from '../../../src/channels/dingtalk/robot-delivery.js';
import { readRobotCallback } from '../../../src/channels/dingtalk/robot-message.js';
import {
  dingtalkRobot,
  type MockDingtalk,
  type Saying,
  startMockDingtalk,
} from '../mock/mock-dingtalk.js';
import { createMockNetwork, type MockNetwork } from '../mock/mock-network.js';

const startMs = 1_700_000_000_000;
let nowMs = startMs;
let mock: MockDingtalk;
let network: MockNetwork;

beforeAll(async () => {
  mock = await startMockDingtalk({ nowMs: () => nowMs });
});
afterAll(() => mock.close());
beforeEach(() => {
  nowMs += 3_600_000;
  network = createMockNetwork({
    'oapi.dingtalk.com': mock.baseUrl,
    'api.dingtalk.com': mock.baseUrl,
  });
});
afterEach(() => {
  expect([...mock.complaints, ...network.complaints]).toEqual([]);
});

/** A delivery over the mock, and a message to reply to. */
function replying(saying: Saying = {}) {
  const call = createPlatformCall({
    fetch: network.fetch,
    wait: () => Promise.resolve(),
    random: () => 0.5,
  });
  const api = createRobotOpenApi({ credentials: dingtalkRobot, call, nowMs: () => nowMs });
  const delivery = createRobotDelivery({
    api,
    call,
    publicUrl: 'https://wence.example.cn',
    nowMs: () => nowMs,
  });
  const robot = { ...dingtalkRobot, names: ['问策'] };
  const callback = readRobotCallback(mock.callback(saying).body, { robot, nowMs });
  if (callback.kind !== 'message') throw new Error(callback.kind);
  const { message } = callback;
  const before = mock.shown.length;
  return {
    delivery,
    message,
    send: (part = '全年办会20场', index = 0) =>
      delivery.send(part, message, { index, count: index + 1 }),
    shown: () => mock.shown.slice(before),
  };
}

describe('a reply in DingTalk', () => {
  it('goes to the session it came from', async () => {
    const { send, shown } = replying({ user: 'zhang' });
    await send();
    expect(shown()).toEqual([
      { via: 'session', chat: 'zhang', title: '问策的回答', text: '全年办会20场', atUserIds: [] },
    ]);
  });

  it('in a group calls the asker, once', async () => {
    const { send, shown } = replying({ user: 'zhang', group: 'cidG' });
    await send('一', 0);
    await send('二', 1);
    expect(shown()).toMatchObject([
      { chat: 'cidG', text: '@zhang  \n一', atUserIds: ['zhang'] },
      { chat: 'cidG', text: '二', atUserIds: [] },
    ]);
  });

  it('in a group calls nobody who has no staff id', async () => {
    const { send, shown } = replying({ group: 'cidG', fields: { senderStaffId: undefined } });
    await send();
    expect(shown()).toMatchObject([{ text: '全年办会20场', atUserIds: [] }]);
  });

  it('goes by the OpenAPI once the session address has ended', async () => {
    const single = replying({ user: 'zhang' });
    const group = replying({ group: 'cidG' });
    nowMs += 5_400_000;
    await single.send();
    await group.send();
    expect(single.shown()).toMatchObject([
      { via: 'single', chat: 'zhang', text: '全年办会20场' },
      { via: 'group', chat: 'cidG', text: '全年办会20场' },
    ]);
  });

  it('goes by the OpenAPI where the session address would end while it is called', async () => {
    const { send, shown } = replying({ user: 'zhang' });
    nowMs += 5_400_000 - 5_000;
    await send();
    expect(shown()).toMatchObject([{ via: 'single', chat: 'zhang' }]);
  });

  for (const code of [300001, 310000]) {
    it(`goes by the OpenAPI where the session answers ${code}`, async () => {
      const { send, shown } = replying({ user: 'zhang' });
      mock.fault('/robot/sendBySession', { kind: 'code', code });
      await send();
      expect(shown()).toMatchObject([{ via: 'single', chat: 'zhang' }]);
    });
  }

  it('goes by the OpenAPI where the callback had no address', async () => {
    const { send, shown } = replying({ fields: { sessionWebhook: undefined } });
    await send();
    expect(shown()).toMatchObject([{ via: 'single' }]);
  });

  const refusals: readonly (readonly [string | number, unknown, RegExp])[] = [
    [130101, { afterMs: 60_000 }, /20 条/],
    [-1, { afterMs: null }, /繁忙/],
    [430102, 'never', /不合适的文字/],
    [40035, 'never', /参数/],
    [987654, { afterMs: null }, /987654/],
    ['<script>', { afterMs: null }, /errcode script/],
  ];
  for (const [code, retry, words] of refusals) {
    it(`that the session refuses with ${code} says whether to try again, and what to do`, async () => {
      const { send, shown } = replying();
      mock.fault('/robot/sendBySession', { kind: 'code', code });
      await expect(send()).rejects.toMatchObject({ retry, message: expect.stringMatching(words) });
      expect(shown()).toEqual([]);
    });
  }

  const openRefusals: readonly (readonly [string, unknown, RegExp])[] = [
    ['Forbidden.AccessDenied.IpNotInWhiteList', { afterMs: null }, /服务器出口 IP/],
    ['Forbidden.AccessDenied.AccessTokenPermissionDenied', { afterMs: null }, /权限管理/],
    ['Forbidden.AccessDenied.QpsLimitForApi', { afterMs: 60_000 }, /太快/],
    ['Forbidden.AccessDenied.QpsLimitOfAnyKind', { afterMs: 60_000 }, /太快/],
    ['invalidParameter.robotCode.auth', 'never', /ROBOT_CODE/],
    ['somethingNew', { afterMs: null }, /somethingNew/],
  ];
  for (const [code, retry, words] of openRefusals) {
    it(`that the OpenAPI refuses with ${code} says whether to try again, and what to do`, async () => {
      const { send } = replying({ fields: { sessionWebhook: undefined } });
      mock.fault('/oToMessages/batchSend', { kind: 'code', code });
      await expect(send()).rejects.toMatchObject({ retry, message: expect.stringMatching(words) });
    });
  }

  it('to someone who left is not tried again', async () => {
    const { send } = replying({ user: 'left-li', fields: { sessionWebhook: undefined } });
    await expect(send()).rejects.toMatchObject({ retry: 'never' });
  });

  it('to someone from outside is not tried again once the session has ended', async () => {
    const { send } = replying({ fields: { sessionWebhook: undefined, senderStaffId: undefined } });
    await expect(send()).rejects.toMatchObject({ retry: 'never' });
  });

  it('fetches one token for many, and another where the platform calls it expired', async () => {
    const { delivery, message } = replying({ fields: { sessionWebhook: undefined } });
    const before = mock.tokensIssued();
    const sendAll = () =>
      Promise.all(
        Array.from({ length: 10 }, () => delivery.send('一', message, { index: 0, count: 1 })),
      );
    await sendAll();
    expect(mock.tokensIssued()).toBe(before + 1);
    mock.expireTokens();
    await sendAll();
    expect(mock.tokensIssued()).toBe(before + 2);
  });

  it('with credentials that are wrong says so', async () => {
    const { send } = replying({ fields: { sessionWebhook: undefined } });
    mock.fault('/oauth2/accessToken', { kind: 'code', code: 'invalidClientIdOrSecret' });
    await expect(send()).rejects.toMatchObject({
      retry: { afterMs: null },
      message: expect.stringMatching(/WENCE_DINGTALK_APP_SECRET/),
    });
  });

  it('whose fate is unknown is left to the desk: nothing is sent twice here', async () => {
    const { send, shown } = replying();
    mock.fault('/robot/sendBySession', { kind: 'lost-reply' });
    await expect(send()).rejects.toMatchObject({ arrival: 'unknown', retry: { afterMs: null } });
    expect(shown()).toHaveLength(1);
  });

  it('that a proxy answered with a page, or with JSON without a code, did not arrive', async () => {
    const { send } = replying();
    mock.fault('/robot/sendBySession', {
      kind: 'reply',
      reply: { kind: 'raw', status: 200, text: '<html>登录</html>' },
    });
    await expect(send()).rejects.toMatchObject({ retry: { afterMs: null } });
    mock.fault('/robot/sendBySession', {
      kind: 'reply',
      reply: { kind: 'json', json: { ok: true } },
    });
    await expect(send()).rejects.toMatchObject({ retry: { afterMs: null } });
  });

  it('never follows a redirect with the secret in the address', async () => {
    const { send, shown } = replying();
    mock.fault('/robot/sendBySession', {
      kind: 'reply',
      reply: {
        kind: 'raw',
        status: 302,
        text: '',
        headers: { location: `${mock.baseUrl}/elsewhere` },
      },
    });
    await expect(send()).rejects.toMatchObject({ arrival: 'unknown' });
    expect(shown()).toEqual([]);
  });

  it('whose address was changed on disk is not sent there', async () => {
    const { delivery, message, shown } = replying();
    const replyTo = message.replyTo.replace('oapi.dingtalk.com', 'evil.cn');
    await expect(
      delivery.send('一', { ...message, replyTo }, { index: 0, count: 1 }),
    ).rejects.toMatchObject({ name: 'DeliveryError' });
    await expect(
      delivery.send('一', { ...message, replyTo: '{' }, { index: 0, count: 1 }),
    ).rejects.toMatchObject({ retry: 'never' });
    expect(shown()).toEqual([]);
  });
});

describe('the messages of an answer in DingTalk', () => {
  const citation = {
    index: 1,
    documentId: 'd1',
    documentTitle: '2023年<b>工作</b>要点(试行)',
    sectionId: 's1',
    address: '一、（一）',
    headingPath: [],
    quote: 'q',
    start: 1,
    end: 2,
    url: '/documents/d1?quote=1-2#s1(a)',
    score: 1,
  };
  const answerOf = (text: string): Answer => ({
    id: 'a',
    conversationId: 'c',
    kind: 'answered',
    question: '几场',
    interpretedQuestion: '几场',
    text,
    citations: [citation],
    notices: [],
    nearest: [],
    suggestions: [],
    engine: 'extractive',
    timing: { retrieveMs: 0, totalMs: 0 },
  });
  const compose = (text: string) => {
    const { delivery, message } = replying();
    return delivery.compose({ kind: 'answer', answer: answerOf(text) }, message);
  };

  it('hold the words with what would act made harmless, and the clause as a link', () => {
    const [part = ''] = compose('<img src=x onerror=alert(1)>办会*20*场 @所有人 [1]');
    expect(part).toContain('&lt;img');
    expect(part).not.toMatch(/<\w/);
    expect(part).toContain('办会\\*20\\*场');
    expect(part).not.toContain('@所有人');
    expect(part).toContain('](https://wence.example.cn/documents/d1?quote=1-2#s1%28a%29)');
    expect(part).toContain('&lt;b&gt;');
  });

  it('end each line with two spaces', () => {
    const [part = ''] = compose('第一行\n第二行[1]');
    for (const line of part.split('\n').slice(0, -1)) {
      expect(line === '' || part.includes(`${line}\n\n`) || line.endsWith('  ')).toBe(true);
    }
  });

  it('stay inside every limit whatever the answer holds, three at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        async (lines, times) => {
          const text = lines.map((line) => `${line.repeat(times)}[1]`).join('\n');
          const parts = compose(text);
          expect(parts.length).toBeLessThanOrEqual(3);
          for (const [index, part] of parts.entries()) {
            expect(part.length).toBeLessThanOrEqual(3_800);
            expect(Buffer.from(part).toString()).toBe(part);
            nowMs += 60_000;
            const { send, shown } = replying({ fields: { sessionWebhook: undefined } });
            if (part !== '') await send(part, index);
            expect(shown()).toHaveLength(part === '' ? 0 : 1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
