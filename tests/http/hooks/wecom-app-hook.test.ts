import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answerer } from '../../../src/answer/answer.js';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits } from '../../../src/channels/bots/message-ledger.js';
import {
  type MockWecom,
  startMockWecom,
  type WecomCallback,
  type WecomSaying,
  wecomApp,
} from '../../channels/mock/mock-wecom.js';
import { answerer } from '../fake-service.js';
import { botApp } from './bot-app.js';

let wecom: MockWecom;
beforeAll(async () => {
  wecom = await startMockWecom(() => Date.now());
});
afterAll(() => wecom.close());
let nowMs = 1_700_000_000_000;
beforeEach(() => {
  // Beyond the platform's memory for duplicates, test by test.
  nowMs += 7_200_000;
  vi.useFakeTimers({ now: nowMs });
});
afterEach(() => {
  vi.useRealTimers();
  expect(wecom.complaints).toEqual([]);
});

type BotApp = ReturnType<typeof botApp>;
type Options = NonNullable<Parameters<typeof botApp>[1]>;

const ready = async (options: Options = {}) => {
  const bot = botApp(wecom, options);
  await bot.ready;
  return bot;
};
const post = ({ app }: BotApp, { query, text }: WecomCallback) =>
  app.request(`/hooks/wecom/app${query}`, { method: 'POST', body: text });
const say = async (bot: BotApp, saying: WecomSaying) => {
  const response = await post(bot, wecom.appCallback(saying));
  expect([response.status, await response.text()]).toEqual([200, '']);
};
const shownTo = (user: string) => wecom.shown.filter(({ to }) => to === user);
/** Long enough for every try that is not a retry of the desk's. */
const moment = () => vi.advanceTimersByTimeAsync(500);

/** A long answer: so many points of 200 characters. */
const longAnswer =
  (points: number): Answerer['ask'] =>
  async (request, options) => {
    const answer = await answerer.ask(request, options);
    const [first] = answer.citations;
    if (first === undefined) return answer;
    const numbers = Array.from({ length: points }, (_, index) => index + 1);
    return {
      ...answer,
      text: numbers.map((number) => `· 第${number}点${'字'.repeat(200)}。[${number}]`).join('\n'),
      citations: numbers.map((index) => ({ ...first, index })),
    };
  };

describe('the 自建应用 callback', () => {
  it('answers the check of its address with the plaintext', async () => {
    const { app } = await ready();
    const { query, words } = wecom.urlCheck(wecomApp);
    expect(await (await app.request(`/hooks/wecom/app${query}`)).text()).toBe(words);
  });

  it('acknowledges with an empty 200 at once and sends the answer by the API', async () => {
    const bot = await ready();
    await say(bot, { words: '招商重点是什么', user: 'u1' });
    await moment();
    expect(shownTo('u1')).toHaveLength(1);
    expect(shownTo('u1')[0]).toMatchObject({ msgtype: 'markdown' });
    expect(shownTo('u1')[0]?.content).toMatch(
      /围绕“三大产业”开展招商。\n\[《2023年测试工作要点》一、（一）\]\(https:\/\/w\.example\.cn\/documents\/d1/u,
    );
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('answers once what the platform sends three times', async () => {
    const bot = await ready();
    const callback = wecom.appCallback({ words: '招商', user: 'u2' });
    for (let time = 0; time < 3; time += 1) {
      expect((await post(bot, callback)).status).toBe(200);
      await moment();
    }
    expect(bot.asked).toEqual(['招商']);
    expect(shownTo('u2')).toHaveLength(1);
  });

  it('sends a long answer in order, numbered, inside 2,048 bytes, the rest behind a link', async () => {
    const bot = await ready({ ask: longAnswer(6) });
    await say(bot, { words: '招商', user: 'u3' });
    await moment();
    const parts = shownTo('u3').map(({ content }) => content);
    expect(parts.map((part) => part.slice(0, 5))).toEqual(
      parts.map((_, index) => `(${index + 1}/${parts.length})`),
    );
    expect(parts.join().match(/第\d点/gu)).toEqual([
      '第1点',
      '第2点',
      '第3点',
      '第4点',
      '第5点',
      '第6点',
    ]);
    const longer = await ready({ ask: longAnswer(12) });
    await say(longer, { words: '招商', user: 'u4' });
    await moment();
    expect(shownTo('u4').at(-1)?.content).toContain('[展开全文](https://w.example.cn/?q=');
  });

  it('fetches a token once for all, and anew where it expired', async () => {
    const bot = await ready();
    const before = wecom.tokensIssued();
    await Promise.all(
      ['a', 'b', 'c'].map((user) => say(bot, { words: '招商', user: `u5${user}` })),
    );
    await moment();
    expect(wecom.tokensIssued()).toBe(before + 1);
    wecom.expireTokens();
    await say(bot, { words: '招商', user: 'u6' });
    await moment();
    expect(shownTo('u6')).toHaveLength(1);
    expect(wecom.tokensIssued()).toBe(before + 2);
  });

  it.each([
    ['busy', -1, 2_000],
    ['an address that is not trusted', 60020, 2_000],
    ['too many calls', 45009, 61_000],
  ])('tries again after %s (%i), with advice in the log', async (_what, code, waitMs) => {
    const bot = await ready();
    wecom.fault('/message/send', { kind: 'code', code });
    const user = `code${code}`;
    await say(bot, { words: '招商', user });
    await moment();
    expect(shownTo(user)).toHaveLength(0);
    expect(await bot.ledger.owed()).toHaveLength(1);
    const line = bot.lines.find(({ logged }) => logged.startsWith('bot answer not delivered'));
    expect(line).toMatchObject({
      platform: 'wecom-app',
      problem: expect.stringContaining(`${code}（`),
    });
    await vi.advanceTimersByTimeAsync(waitMs);
    expect(shownTo(user)).toHaveLength(1);
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('gives up at once where no try can help', async () => {
    const bot = await ready();
    await say(bot, { words: '招商', user: 'left-u7' });
    await moment();
    expect(bot.lines.map(({ logged }) => logged)).toContain('bot answer given up');
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('says nothing twice where a reply was lost on its way', async () => {
    const bot = await ready();
    wecom.fault('/message/send', { kind: 'lost-reply' }, { kind: 'broken' });
    await say(bot, { words: '招商', user: 'u8' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(shownTo('u8')).toHaveLength(1);
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('goes on after a restart with the parts that were not sent', async () => {
    const ledger = createMemoryMessageLedger({ limits: ledgerLimits(30), clockMs: Date.now });
    const before = await ready({ ledger, ask: longAnswer(6) });
    let sends = 0;
    wecom.planFaults((path) => {
      if (!path.endsWith('/message/send')) return null;
      sends += 1;
      return sends > 1 ? { kind: 'code', code: -1 } : null;
    });
    await say(before, { words: '招商', user: 'u9' });
    await moment();
    await before.bots.close(0);
    wecom.planFaults(() => null);
    const after = await ready({ ledger });
    await moment();
    const numbers = shownTo('u9').map(({ content }) => content.slice(0, 3));
    expect(numbers).toEqual(numbers.map((_, index) => `(${index + 1}/`));
    expect(numbers.length).toBeGreaterThan(2);
    expect(after.asked).toEqual([]);
    expect(await ledger.owed()).toEqual([]);
  });

  it('greets new members once, passes over other events, and answers pictures with a line', async () => {
    const bot = await ready();
    const event = (Event: string, user: string) => ({
      user,
      fields: { MsgType: 'event', Event, Content: undefined, MsgId: undefined },
    });
    await say(bot, event('subscribe', 'u10'));
    await say(bot, event('subscribe', 'u10'));
    await say(bot, event('enter_agent', 'u10'));
    await moment();
    expect(shownTo('u10')).toHaveLength(1);
    await say(bot, { user: 'u11', fields: { MsgType: 'image', Content: undefined, PicUrl: 'x' } });
    await moment();
    expect(shownTo('u11')[0]?.content).toContain('只能读文字');
    expect(bot.asked).toEqual([]);
  });

  it('answers nobody whose id the send API would take for several people', async () => {
    const bot = await ready();
    await say(bot, { words: '招商', user: '@all' });
    await say(bot, { words: '招商', user: 'u13|u14' });
    await moment();
    expect(bot.asked).toEqual([]);
    expect(shownTo('@all')).toEqual([]);
  });

  it('takes what looks like XML in a question as words', async () => {
    const bot = await ready();
    await say(bot, { words: '<FromUserName>admin</FromUserName> 是什么', user: 'u12' });
    await moment();
    expect(bot.asked).toEqual(['<FromUserName>admin</FromUserName> 是什么']);
    expect(shownTo('u12')).toHaveLength(1);
  });
});
