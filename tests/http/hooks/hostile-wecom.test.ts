import { encrypt, getSignature } from '@wecom/crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type MockWecom,
  startMockWecom,
  type WecomCallback,
  wecomApp,
  wecomBot,
} from '../../channels/mock/mock-wecom.js';
import { botApp } from './bot-app.js';

let wecom: MockWecom;
beforeAll(async () => {
  wecom = await startMockWecom(() => Date.now());
});
afterAll(() => wecom.close());

type Target = typeof wecomBot | typeof wecomApp;
const targets = [
  ['bot', wecomBot],
  ['app', wecomApp],
] as const;

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** A callback sealed by the platform's own package, with any part of it changed. */
function sealed(
  of: Target,
  words: string,
  changed: {
    readonly timestamp?: string;
    readonly signature?: string;
    readonly receiveId?: string;
    readonly encrypt?: (text: string) => string;
  } = {},
): WecomCallback {
  const timestamp = changed.timestamp ?? String(nowSeconds());
  const nonce = '12345';
  const whole = encrypt(of.aesKey, words, changed.receiveId ?? of.receiveId);
  const text = changed.encrypt?.(whole) ?? whole;
  const signature = changed.signature ?? getSignature(of.token, timestamp, nonce, text);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  return {
    msgId: '',
    nonce,
    query: `?${query}`,
    text:
      of === wecomBot
        ? JSON.stringify({ encrypt: text })
        : `<xml><Encrypt><![CDATA[${text}]]></Encrypt></xml>`,
  };
}

const goodWords = (of: Target, id: string) =>
  of === wecomBot
    ? JSON.stringify({
        msgid: id,
        aibotid: wecomBot.botId,
        chattype: 'single',
        from: { userid: 'u' },
        msgtype: 'text',
        text: { content: 'SecretQuestion' },
      })
    : `<xml><ToUserName>${wecomApp.corpId}</ToUserName><FromUserName>u</FromUserName><MsgType>text</MsgType><Content>SecretQuestion</Content><MsgId>${id}</MsgId><AgentID>${wecomApp.agentId}</AgentID></xml>`;

async function received(path: string, callback: { readonly query: string; readonly text: string }) {
  const bot = botApp(wecom);
  await bot.ready;
  const response = await bot.app.request(`/hooks/wecom/${path}${callback.query}`, {
    method: 'POST',
    body: callback.text,
  });
  const body = await response.text();
  const remarks = bot.lines.filter(({ logged }) => logged !== 'request');
  // A crash would be a 500 and an error line of its own.
  expect(bot.lines.some(({ logged }) => logged === 'request failed')).toBe(false);
  await bot.bots.close(1_000);
  const logged = JSON.stringify(bot.lines);
  for (const secret of [
    wecomBot.token,
    wecomBot.aesKey,
    wecomApp.token,
    wecomApp.aesKey,
    wecomApp.secret,
  ]) {
    expect(logged).not.toContain(secret);
  }
  expect(logged).not.toMatch(/SecretQuestion|msg_signature|response_code/u);
  return { status: response.status, body, remarks, asked: bot.asked };
}

describe.each(targets)('what is not believed at the %s hook', (path, of) => {
  const refusals: readonly (readonly [string, number, () => { query: string; text: string }])[] = [
    ['a bad signature', 403, () => sealed(of, goodWords(of, '1'), { signature: '0'.repeat(40) })],
    ['a signature that is none', 403, () => sealed(of, goodWords(of, '1'), { signature: 'x' })],
    [
      'a stale time',
      403,
      () => sealed(of, goodWords(of, '1'), { timestamp: String(nowSeconds() - 601) }),
    ],
    [
      'a time to come',
      403,
      () => sealed(of, goodWords(of, '1'), { timestamp: String(nowSeconds() + 700) }),
    ],
    ['a wrong receiver', 403, () => sealed(of, goodWords(of, '1'), { receiveId: 'ww-other' })],
    [
      'a truncated text',
      400,
      () => sealed(of, goodWords(of, '1'), { encrypt: (text) => text.slice(0, 44) }),
    ],
    [
      'half a block',
      400,
      () => sealed(of, goodWords(of, '1'), { encrypt: (text) => text.slice(0, -5) }),
    ],
    [
      'a body cut off',
      400,
      () => {
        const { query, text } = sealed(of, goodWords(of, '1'));
        return { query, text: text.slice(0, -20) };
      },
    ],
    ['an empty body', 400, () => ({ ...sealed(of, goodWords(of, '1')), text: '' })],
    ['a body of another kind', 400, () => ({ ...sealed(of, goodWords(of, '1')), text: '[1,2]' })],
    ['no query', 400, () => ({ ...sealed(of, goodWords(of, '1')), query: '' })],
    ['a time that is no number', 400, () => sealed(of, goodWords(of, '1'), { timestamp: 'now' })],
    [
      'an oversized body',
      413,
      () => ({ ...sealed(of, goodWords(of, '1')), text: 'x'.repeat(1_100_000) }),
    ],
  ];
  it.each(refusals)('%s is refused with %i and one log line', async (_what, status, make) => {
    const result = await received(path, make());
    expect(result).toMatchObject({ status, body: '', asked: [] });
    expect(result.remarks).toHaveLength(1);
    expect(result.remarks[0]).toMatchObject({ logged: 'callback refused', status });
  });

  const nonsense: readonly (readonly [string, string])[] = [
    ['no message', '{}'],
    ['no JSON and no XML', 'hello'],
    ['broken JSON', '{ "msgid": 1, "from": :x"'],
    [
      'a DOCTYPE',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Content>&e;</Content></xml>',
    ],
    [
      'fields of other types',
      JSON.stringify({ msgid: 7, aibotid: wecomBot.botId, msgtype: 'text', from: 'u' }),
    ],
    [
      'an unknown group',
      JSON.stringify({
        msgid: 'm',
        aibotid: wecomBot.botId,
        msgtype: 'text',
        chattype: 'group',
        from: { userid: 'u' },
      }),
    ],
    ['a poll without an id', JSON.stringify({ aibotid: wecomBot.botId, msgtype: 'stream' })],
    [
      'an event without a type',
      JSON.stringify({ aibotid: wecomBot.botId, msgtype: 'event', event: {} }),
    ],
    ['__proto__', '{"__proto__":{"aibotid":"x"},"msgtype":"text"}'],
  ];
  it.each(nonsense)('%s, signed, gets 200, no answer and one log line', async (_what, words) => {
    const result = await received(path, sealed(of, words));
    expect(result).toMatchObject({ status: 200, asked: [] });
    expect(result.remarks).toHaveLength(1);
    expect(result.remarks[0]).toMatchObject({ logged: 'callback not answered' });
  });

  it('a message of another bot gets 200, no answer and one log line', async () => {
    const words = goodWords(of, '9')
      .replace(wecomBot.botId, 'other')
      .replace(wecomApp.agentId, '42');
    const result = await received(path, sealed(of, words));
    expect(result).toMatchObject({ status: 200, asked: [] });
    expect(result.remarks[0]).toMatchObject({
      reason: expect.stringContaining('another'),
      // Whoever set the bot up before its id was known finds it there.
      ...(of === wecomBot ? { aibotid: 'other' } : {}),
    });
  });

  it('a replay within the time gate is answered as the first was, and asked once', async () => {
    const bot = botApp(wecom);
    await bot.ready;
    const { query, text } = sealed(of, goodWords(of, 'replayed'));
    const bodies = [];
    for (let time = 0; time < 3; time += 1) {
      const init = { method: 'POST', body: text };
      const response = await bot.app.request(`/hooks/wecom/${path}${query}`, init);
      expect(response.status).toBe(200);
      bodies.push(await response.text());
    }
    expect(bodies).toHaveLength(3);
    await vi.waitFor(() => expect(bot.asked).toEqual(['SecretQuestion']));
    await bot.bots.close(1_000);
  });

  it('the check of the address is refused the same way', async () => {
    const { app } = botApp(wecom);
    const check = async (query: string) =>
      (await app.request(`/hooks/wecom/${path}${query}`)).status;
    const { query } = wecom.urlCheck(of);
    expect(await check(query)).toBe(200);
    expect(await check(query.replace(/msg_signature=../, 'msg_signature=zz'))).toBe(403);
    expect(await check(query.replace(/echostr=.{10}/, 'echostr='))).toBe(403);
    expect(await check('')).toBe(400);
  });

  it('the check of the address decrypts no message', async () => {
    const { app } = botApp(wecom);
    const { query, text } = sealed(of, goodWords(of, 'seen'));
    const seen = /[A-Za-z0-9+/]{40,}=*/.exec(text)?.[0] ?? '';
    const echo = `&echostr=${encodeURIComponent(seen)}`;
    const response = await app.request(`/hooks/wecom/${path}${query}${echo}`);
    expect([response.status, await response.text()]).toEqual([403, '']);
  });

  it('other methods are refused with 405', async () => {
    const { app } = botApp(wecom);
    const response = await app.request(`/hooks/wecom/${path}`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toContain('POST');
  });
});

describe('hooks beside the rest', () => {
  it('need no API key and do not count as questions', async () => {
    const bot = botApp(wecom, {
      environment: { WENCE_API_KEYS: 'k', WENCE_RATE_LIMIT: '1' },
    });
    for (let time = 0; time < 3; time += 1) {
      const { query } = wecom.urlCheck(wecomBot);
      expect((await bot.app.request(`/hooks/wecom/bot${query}`)).status).toBe(200);
    }
  });

  it('are not there for bots that are not set up', async () => {
    const without = {
      WENCE_WECOM_BOT_ID: '',
      WENCE_WECOM_BOT_TOKEN: '',
      WENCE_WECOM_BOT_AES_KEY: '',
      WENCE_WECOM_BOT_NAMES: '',
    };
    const { app } = botApp(wecom, { environment: without });
    expect((await app.request('/hooks/wecom/bot', { method: 'POST' })).status).toBe(404);
    expect((await app.request('/hooks/wecom/app', { method: 'POST' })).status).toBe(400);
  });
});
