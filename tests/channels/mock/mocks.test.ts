import { createHmac } from 'node:crypto';
import { decrypt } from '@wecom/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dingtalkRobot, type MockDingtalk, startMockDingtalk } from './mock-dingtalk.js';
import { createMockNetwork, type MockNetwork } from './mock-network.js';
import {
  type MockWecom,
  startMockWecom,
  WECOM_GROUP_KEY,
  wecomApp,
  wecomBot,
} from './mock-wecom.js';

let nowMs = 1_700_000_000_000;
let wecom: MockWecom;
let dingtalk: MockDingtalk;
let network: MockNetwork;

beforeAll(async () => {
  wecom = await startMockWecom(() => nowMs);
  dingtalk = await startMockDingtalk({ nowMs: () => nowMs });
  network = createMockNetwork({
    'qyapi.weixin.qq.com': wecom.baseUrl,
    'oapi.dingtalk.com': dingtalk.baseUrl,
    'api.dingtalk.com': dingtalk.baseUrl,
  });
});
afterAll(async () => {
  await wecom.close();
  await dingtalk.close();
});

const never = new AbortController().signal;
const post = async (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const response = await network.fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: never,
    headers,
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};
const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
const api = 'https://qyapi.weixin.qq.com/cgi-bin';

/** A fresh token of the app. */
async function appToken(secret: string = wecomApp.secret): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ corpid: wecomApp.corpId, corpsecret: secret });
  const response = await network.fetch(`${api}/gettoken?${query}`, {
    method: 'GET',
    redirect: 'error',
    signal: never,
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('the mock of WeCom is as strict as WeCom', () => {
  const message = (content: string) => ({
    touser: 'zhang',
    agentid: Number(wecomApp.agentId),
    ...markdown(content),
    enable_duplicate_check: 1,
  });

  it('about tokens', async () => {
    expect(await appToken('wrong')).toMatchObject({ errcode: 40001 });
    const { access_token: token } = await appToken();
    const url = `${api}/message/send?access_token=${String(token)}`;
    expect(await post(url, message('一'))).toMatchObject({ errcode: 0 });
    wecom.expireTokens();
    expect(await post(url, message('二'))).toMatchObject({ errcode: 42001 });
  });

  it('about bytes, Markdown and repeated messages', async () => {
    const { access_token: token } = await appToken();
    const url = `${api}/message/send?access_token=${String(token)}`;
    const before = wecom.shown.length;
    expect(await post(url, message('字'.repeat(682)))).toMatchObject({ errcode: 0 });
    expect(await post(url, message('字'.repeat(682)))).toMatchObject({ errcode: 0 });
    expect(wecom.shown.length).toBe(before + 1);
    expect(await post(url, message('字'.repeat(683)))).toMatchObject({ errcode: 40058 });
    await post(url, message('- 表'));
    expect(wecom.complaints).toEqual([
      expect.stringContaining('over 2048 bytes'),
      expect.stringContaining('do not render'),
    ]);
  });

  it('about its groups: 20 a minute, by a key it knows', async () => {
    const push = (key: string) => post(`${api}/webhook/send?key=${key}`, markdown('一'));
    expect(await push('wrong')).toMatchObject({ errcode: 93000 });
    for (let count = 0; count < 20; count += 1) {
      expect(await push(WECOM_GROUP_KEY)).toMatchObject({ errcode: 0 });
    }
    expect(await push(WECOM_GROUP_KEY)).toMatchObject({ errcode: 45009 });
    nowMs += 60_000;
    expect(await push(WECOM_GROUP_KEY)).toMatchObject({ errcode: 0 });
  });

  it('about a response_url: once, and for an hour', async () => {
    const urlOf = () => {
      const sealed = JSON.parse(wecom.botCallback({}).text) as { encrypt: string };
      const message = JSON.parse(decrypt(wecomBot.aesKey, sealed.encrypt).message) as {
        response_url: string;
      };
      return message.response_url;
    };
    const url = urlOf();
    expect(await post(url, markdown('一'))).toMatchObject({ errcode: 0 });
    expect(await post(url, markdown('一'))).toMatchObject({ errcode: 40058 });
    const late = urlOf();
    nowMs += 3_600_001;
    expect(await post(late, markdown('一'))).toMatchObject({ errcode: 40058 });
  });

  it('about replies: it checks signature, nonce and time', () => {
    const callback = wecom.botCallback({});
    const reply = { encrypt: 'AAAA', msgsignature: '0', timestamp: 1, nonce: 'other' };
    expect(() => wecom.readBotReply(JSON.stringify(reply), callback)).toThrow(/signature/);
    expect(() => wecom.readBotReply('{}', callback)).toThrow();
  });
});

describe('the mock of DingTalk is as strict as DingTalk', () => {
  const say = (text: string, at: object = {}) => ({
    msgtype: 'markdown',
    markdown: { title: 't', text },
    ...at,
  });
  const sessionOf = () => String(dingtalk.callback({ user: 'zhang' }).body.sessionWebhook);

  it('about sessions, their end and their rate', async () => {
    const url = sessionOf();
    for (let count = 0; count < 20; count += 1) {
      expect(await post(url, say('一'))).toMatchObject({ errcode: 0 });
    }
    expect(await post(url, say('一'))).toMatchObject({ errcode: 130101 });
    nowMs += 5_400_000;
    expect(await post(url, say('一'))).toMatchObject({ errcode: 300001 });
  });

  it('about bytes, and about calling people who are not named in the text', async () => {
    const before = dingtalk.complaints.length;
    expect(await post(sessionOf(), say('字'.repeat(6_700)))).toMatchObject({ errcode: 460101 });
    await post(sessionOf(), say('一', { at: { atUserIds: ['zhang'] } }));
    expect(dingtalk.complaints.slice(before)).toEqual([
      'over 20,000 bytes',
      'at.atUserIds without @zhang in the text',
    ]);
  });

  it('about credentials and tokens', async () => {
    const token = (appSecret: string) =>
      post('https://api.dingtalk.com/v1.0/oauth2/accessToken', {
        appKey: dingtalkRobot.appKey,
        appSecret,
      });
    expect(await token('wrong')).toMatchObject({ code: 'invalidClientIdOrSecret' });
    expect(await token(dingtalkRobot.appSecret)).toMatchObject({ expireIn: 7200 });
    expect(
      await post(
        'https://api.dingtalk.com/v1.0/robot/groupMessages/send',
        {},
        {
          'x-acs-dingtalk-access-token': 'wrong',
        },
      ),
    ).toMatchObject({ code: 'InvalidAuthentication' });
  });

  it('signs its callbacks by the protocol', () => {
    const { headers } = dingtalk.callback({});
    const sign = createHmac('sha256', dingtalkRobot.appSecret)
      .update(`${headers.timestamp}\n${dingtalkRobot.appSecret}`)
      .digest('base64');
    expect(headers.sign).toBe(sign);
  });
});

describe('the network of the mocks', () => {
  it('leads nowhere else, and notes who tries', async () => {
    const before = network.complaints.length;
    for (const url of ['https://evil.cn/', 'http://oapi.dingtalk.com/robot/sendBySession']) {
      await expect(network.fetch(url, { redirect: 'error', signal: never })).rejects.toThrow();
    }
    await network.fetch('https://oapi.dingtalk.com/x', { method: 'POST' });
    expect(network.complaints.slice(before)).toHaveLength(4);
  });
});
