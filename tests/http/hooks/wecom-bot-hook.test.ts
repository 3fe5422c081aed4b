import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits } from '../../../src/channels/bots/message-ledger.js';
import {
  type MockWecom,
  startMockWecom,
  type WecomCallback,
  type WecomSaying,
  wecomBot,
} from '../../channels/mock/mock-wecom.js';
import { answerer } from '../fake-service.js';
import { botApp } from './bot-app.js';

let wecom: MockWecom;
beforeAll(async () => {
  wecom = await startMockWecom(() => Date.now());
});
afterAll(() => wecom.close());
beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
  expect(wecom.complaints).toEqual([]);
});

type BotApp = ReturnType<typeof botApp>;

const post = async ({ app }: BotApp, { query, text }: WecomCallback) => {
  const response = app.request(`/hooks/wecom/bot${query}`, { method: 'POST', body: text });
  await vi.advanceTimersByTimeAsync(300);
  return await response;
};
const say = async (bot: BotApp, saying: WecomSaying) => {
  const callback = wecom.botCallback(saying);
  const response = await post(bot, callback);
  expect(response.status).toBe(200);
  return wecom.readBotReply(await response.text(), callback);
};
const poll = async (bot: BotApp, id: string) => {
  const callback = wecom.botPoll(id);
  const response = await post(bot, callback);
  return wecom.readBotReply(await response.text(), callback);
};
const streamed = (reply: Awaited<ReturnType<typeof say>>) => {
  if (reply.kind !== 'stream') throw new Error(`no stream but ${reply.kind}`);
  return reply;
};

/** An answer that comes after so long. */
const slowly = (ms: number) => ({
  ask: (async (request, options) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return await answerer.ask(request, options);
  }) satisfies typeof answerer.ask,
});

const ready = async (
  ...given: Parameters<typeof botApp> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const bot = botApp(wecom, ...given);
  await bot.ready;
  return bot;
};

describe('the 智能机器人 callback', () => {
  it('answers the check of its address with the plaintext', async () => {
    const bot = await ready();
    const { query, words } = wecom.urlCheck(wecomBot);
    const response = await bot.app.request(`/hooks/wecom/bot${query}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(words);
    // A + that nobody encoded arrives as a space.
    const raw = query.replaceAll('%2B', '+');
    expect(await (await bot.app.request(`/hooks/wecom/bot${raw}`)).text()).toBe(words);
  });

  it('answers at once where the answer is there, with its points and links', async () => {
    const bot = await ready();
    const reply = streamed(await say(bot, { words: '招商重点是什么' }));
    expect(reply.finish).toBe(true);
    expect(reply.content).toContain('围绕“三大产业”开展招商。');
    expect(reply.content).toContain('](https://w.example.cn/documents/d1?quote=');
    expect(bot.asked).toEqual(['招商重点是什么']);
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('acknowledges within a second whatever the answer takes, and shows it to polls', async () => {
    const bot = await ready(slowly(20_000));
    const first = streamed(await say(bot, { words: '招商' }));
    expect(first.finish).toBe(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(streamed(await poll(bot, first.id)).finish).toBe(false);
    await vi.advanceTimersByTimeAsync(15_000);
    const last = streamed(await poll(bot, first.id));
    expect(last).toMatchObject({ id: first.id, finish: true });
    expect(last.content).toContain('三大产业');
    expect(streamed(await poll(bot, first.id)).content).toBe(last.content);
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('asks once however often a message comes, and shows the same stream', async () => {
    const bot = await ready(slowly(2_000));
    const callback = wecom.botCallback({ words: '招商', msgId: 'm-1' });
    const replies = [];
    for (let time = 0; time < 4; time += 1) {
      replies.push(wecom.readBotReply(await (await post(bot, callback)).text(), callback));
    }
    await vi.advanceTimersByTimeAsync(2_000);
    replies.push(wecom.readBotReply(await (await post(bot, callback)).text(), callback));
    expect(new Set(replies.map((reply) => streamed(reply).id)).size).toBe(1);
    expect(streamed(replies[4] ?? { kind: 'empty' }).finish).toBe(true);
    expect(bot.asked).toEqual(['招商']);
  });

  it('says after 5 min 30 s that the answer comes later, and sends it by response_url', async () => {
    const bot = await ready(slowly(400_000));
    const first = streamed(await say(bot, { words: '慢问题', msgId: 'm-late' }));
    await vi.advanceTimersByTimeAsync(330_000);
    const told = streamed(await poll(bot, first.id));
    expect(told).toMatchObject({ finish: true });
    expect(told.content).toContain('稍后发送');
    await vi.advanceTimersByTimeAsync(80_000);
    const sent = wecom.shown.filter(({ to }) => to === 'm-late');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.content).toContain('三大产业');
    expect(await bot.ledger.owed()).toEqual([]);
  });

  it('sends by response_url what nobody polls for, once', async () => {
    const bot = await ready(slowly(2_000));
    const first = streamed(await say(bot, { words: '招商', msgId: 'm-gone' }));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(wecom.shown.filter(({ to }) => to === 'm-gone')).toHaveLength(1);
    expect(streamed(await poll(bot, first.id)).content).not.toContain('三大产业');
  });

  it('tries again where response_url fails, and gives up aloud', async () => {
    const bot = await ready(slowly(2_000));
    await say(bot, { words: '招商', msgId: 'm-retry' });
    wecom.fault('/aibot/response', { kind: 'code', code: -1 }, { kind: 'code', code: -1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wecom.shown.filter(({ to }) => to === 'm-retry')).toHaveLength(1);
    await say(bot, { words: '又问', msgId: 'm-fail' });
    wecom.planFaults((path) =>
      path.endsWith('/aibot/response') ? { kind: 'code', code: -1 } : null,
    );
    await vi.advanceTimersByTimeAsync(1_200_000);
    wecom.planFaults(() => null);
    expect(await bot.ledger.owed()).toEqual([]);
    const line = bot.lines.find(({ logged }) => logged === 'bot answer given up');
    expect(line).toMatchObject({ platform: 'wecom-bot', problem: expect.stringContaining('-1') });
    expect(JSON.stringify(bot.lines)).not.toMatch(/response_code|招商|又问/);
  });

  it('tells who asks for a stream it does not know to ask again', async () => {
    const bot = await ready();
    expect(streamed(await poll(bot, 'unknown'))).toMatchObject({ id: 'unknown', finish: true });
    expect(streamed(await poll(bot, 'unknown')).content).toContain('请重新提问');
  });

  it('keeps conversations to one user in one chat', async () => {
    const bot = await ready();
    await say(bot, { words: '一', user: 'zhang', group: 'g1' });
    await say(bot, { words: '二', user: 'zhang', group: 'g1' });
    await say(bot, { words: '三', user: 'zhang' });
    await say(bot, { words: '四', user: 'li', group: 'g1' });
    expect(bot.asked).toEqual(['一', '二', '三', '四']);
    expect(bot.conversationsAsked).toEqual([undefined, 'c_0', undefined, undefined]);
  });

  it('knows 帮助, 清空, 有用 and 没用 as words, and a mention alone', async () => {
    const bot = await ready();
    expect(streamed(await say(bot, { words: '帮助' })).content).toContain('清空');
    expect(streamed(await say(bot, { words: '', group: 'g' })).content).toContain('清空');
    expect(streamed(await say(bot, { words: '有用' })).content).toContain('没有可以评价');
    await say(bot, { words: '招商' });
    expect(streamed(await say(bot, { words: '有用。' })).content).toContain('谢谢');
    expect(await bot.conversations.feedbackOn('a_1')).toEqual({ value: 'up' });
    expect(streamed(await say(bot, { words: '清空' })).content).toContain('清空');
    await say(bot, { words: '再问' });
    expect(bot.asked).toEqual(['招商', '再问']);
    expect(bot.conversationsAsked).toEqual([undefined, undefined]);
  });

  it('reads mixed messages, transcribed speech and quotes', async () => {
    const bot = await ready();
    const items = [
      { msgtype: 'image', image: { url: 'https://x' } },
      { msgtype: 'text', text: { content: '图里的事' } },
    ];
    await say(bot, { fields: { msgtype: 'mixed', mixed: { msg_item: items } } });
    await say(bot, { fields: { msgtype: 'voice', voice: { content: '说的话' } } });
    const quote = { msgtype: 'text', text: { content: '引用的话' } };
    await say(bot, { group: 'g', fields: { text: { content: '@问策 ' }, quote } });
    expect(bot.asked).toEqual(['图里的事', '说的话', '引用的话']);
  });

  it('answers what it cannot read with a friendly line, without searching', async () => {
    const bot = await ready();
    for (const msgtype of ['image', 'file', 'video', 'voice', 'something-new']) {
      const reply = streamed(await say(bot, { fields: { msgtype, text: undefined } }));
      expect(reply).toMatchObject({ finish: true, content: expect.stringContaining('只能读文字') });
    }
    expect(bot.asked).toEqual([]);
  });

  it('greets who opens the chat, and keeps what they think of an answer', async () => {
    const bot = await ready();
    const event = (fields: object) => say(bot, { fields: { msgtype: 'event', event: fields } });
    expect(await event({ eventtype: 'enter_chat' })).toMatchObject({ kind: 'text' });
    await say(bot, { words: '招商', msgId: 'm-rated' });
    const feedback = { id: `wecom-bot:${wecomBot.botId}:m-rated`, type: 2, content: '不对' };
    const rated = await event({
      eventtype: 'feedback_event',
      feedback_event: { ...feedback, inaccurate_reason_list: [2] },
    });
    expect(rated).toEqual({ kind: 'empty' });
    expect(await bot.conversations.feedbackOn('a_1')).toEqual({
      value: 'down',
      comment: '不完整；不对',
    });
    expect(await event({ eventtype: 'template_card_event' })).toEqual({ kind: 'empty' });
  });

  it('says that it failed where an answer breaks, and nothing of why', async () => {
    const bot = await ready();
    const reply = streamed(await say(bot, { words: '故障' }));
    expect(reply).toMatchObject({ finish: true, content: expect.stringContaining('请稍后再试') });
    expect(reply.content).not.toContain('inner');
  });

  it('asks who sends too much to come back later', async () => {
    const bot = await ready({ ...slowly(5_000), limits: { waitingOfUser: 2, perMinute: 4 } });
    const replies = [];
    for (let index = 0; index < 6; index += 1) {
      replies.push(streamed(await say(bot, { words: `问${index}` })));
    }
    expect(replies.slice(0, 2).every(({ finish }) => !finish)).toBe(true);
    for (const { finish, content } of replies.slice(2)) {
      expect(finish).toBe(true);
      expect(content).toMatch(/再试/u);
    }
    expect(replies[4]?.content).toContain('太频繁');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(bot.asked).toEqual(['问0', '问1']);
    // Another user is not kept waiting.
    expect(streamed(await say(bot, { words: '别人', user: 'li' })).finish).toBe(false);
  });

  it('goes on after a restart: what was claimed is answered on the same stream', async () => {
    const ledger = createMemoryMessageLedger({ limits: ledgerLimits(30), clockMs: Date.now });
    const before = await ready({ ledger, ...slowly(1e9) });
    const first = streamed(await say(before, { words: '招商', msgId: 'm-restart' }));
    const closing = before.bots.close(3_000);
    await vi.advanceTimersByTimeAsync(3_000);
    await closing;

    const after = await ready({ ledger, isReady: false });
    expect(streamed(await poll(after, first.id)).finish).toBe(false);
    await after.bots.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(streamed(await poll(after, first.id))).toMatchObject({
      finish: true,
      content: expect.stringContaining('三大产业'),
    });
    const again = wecom.botCallback({ words: '招商', msgId: 'm-restart' });
    await post(after, again);
    expect(after.asked).toEqual(['招商']);
    expect(await ledger.owed()).toEqual([]);
  });

  it('takes messages while the index loads, and answers them in order', async () => {
    const bot = await ready({ isReady: false });
    const first = streamed(await say(bot, { words: '一' }));
    const second = streamed(await say(bot, { words: '二' }));
    expect([first.finish, second.finish]).toEqual([false, false]);
    await bot.bots.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(streamed(await poll(bot, second.id)).finish).toBe(true);
    expect(streamed(await poll(bot, first.id)).finish).toBe(true);
    expect(bot.asked).toEqual(['一', '二']);
  });
});
