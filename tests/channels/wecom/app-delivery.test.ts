import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotMessage } from '../../../src/channels/bots/bot-message.js';
import { createPlatformCall } from '../../../src/channels/bots/platform-call.js';
import { createAppDelivery } from '../../../src/channels/wecom/app-delivery.js';
import { createMockNetwork, type MockNetwork } from '../mock/mock-network.js';
import { type MockWecom, startMockWecom, wecomApp } from '../mock/mock-wecom.js';

let nowMs = 1_700_000_000_000;
let mock: MockWecom;
let network: MockNetwork;

beforeAll(async () => {
  mock = await startMockWecom(() => nowMs);
});
afterAll(() => mock.close());
beforeEach(() => {
  nowMs += 3_600_000;
  network = createMockNetwork({ 'qyapi.weixin.qq.com': mock.baseUrl });
});
afterEach(() => {
  expect([...mock.complaints, ...network.complaints]).toEqual([]);
});

/** A delivery over the mock by real HTTP; `secret` may be another than the app's. */
function delivering({ user = 'zhang', secret = wecomApp.secret as string } = {}) {
  const delivery = createAppDelivery({
    settings: { ...wecomApp, secret, toleranceMs: 600_000 },
    call: createPlatformCall({
      fetch: network.fetch,
      wait: () => Promise.resolve(),
      random: () => 0.5,
    }),
    publicUrl: 'https://wence.example.cn',
    clockMs: () => nowMs,
  });
  const message: BotMessage = {
    key: 'wecom-app:1000002:1',
    sender: { platform: 'wecom-app', bot: wecomApp.agentId, chat: user, user },
    isGroup: false,
    content: { kind: 'text', text: '几场' },
    replyTo: '',
    receivedAtMs: nowMs,
  };
  const before = mock.shown.length;
  return {
    send: (part = '全年办会20场') => delivery.send(part, message, { index: 0, count: 1 }),
    shown: () => mock.shown.slice(before),
  };
}

describe('a reply by a WeCom app', () => {
  it('is a markdown message to the one who asked', async () => {
    const { send, shown } = delivering();
    await send();
    expect(shown()).toEqual([
      { via: 'app', to: 'zhang', msgtype: 'markdown', content: '全年办会20场' },
    ]);
  });

  const refusals: readonly (readonly [number, unknown, RegExp])[] = [
    [-1, { afterMs: null }, /繁忙/],
    [45009, { afterMs: 60_000 }, /频繁/],
    [60020, { afterMs: null }, /企业可信 IP/],
    [60011, { afterMs: null }, /可见范围/],
    [48002, { afterMs: null }, /权限/],
    [40056, { afterMs: null }, /AgentId/],
    [81013, 'never', /可见范围/],
    [40058, 'never', /参数/],
    [987654, { afterMs: null }, /987654/],
  ];
  for (const [code, retry, words] of refusals) {
    it(`that is refused with ${code} says whether to try again, and what to do`, async () => {
      const { send, shown } = delivering();
      mock.fault('/message/send', { kind: 'code', code });
      await expect(send()).rejects.toMatchObject({ retry, message: expect.stringMatching(words) });
      expect(shown()).toEqual([]);
    });
  }

  for (const code of [40014, 42001]) {
    it(`that is refused with ${code} fetches one token for all and is sent`, async () => {
      const { send, shown } = delivering();
      await send('先');
      const before = mock.tokensIssued();
      mock.expireTokens();
      mock.fault('/message/send', { kind: 'code', code });
      await Promise.all(Array.from({ length: 10 }, (_, index) => send(`第${index}条`)));
      expect(mock.tokensIssued()).toBe(before + 1);
      expect(shown()).toHaveLength(11);
    });
  }

  it('with a wrong secret says so, without the secret', async () => {
    const { send } = delivering({ secret: 'wrong-secret' });
    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringMatching(/WENCE_WECOM_APP_SECRET/) });
    expect(String(error)).not.toContain('wrong-secret');
  });

  it('whose reply was lost is sent again, and shown once', async () => {
    const { send, shown } = delivering();
    mock.fault('/message/send', { kind: 'lost-reply' }, { kind: 'lost-reply' });
    await send();
    expect(shown()).toHaveLength(1);
  });

  it('gets through a broken connection and a proxy in trouble', async () => {
    const { send, shown } = delivering();
    mock.fault(
      '/message/send',
      { kind: 'broken' },
      { kind: 'reply', reply: { kind: 'raw', status: 502, text: '<html>' } },
    );
    await send();
    expect(shown()).toHaveLength(1);
  });

  it('to someone who left is not tried again', async () => {
    const { send } = delivering({ user: 'left-li' });
    await expect(send()).rejects.toMatchObject({ retry: 'never' });
  });
});
