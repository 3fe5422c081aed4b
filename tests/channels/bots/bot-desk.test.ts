import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answerer } from '../../../src/answer/answer.js';
import type { BotMessage } from '../../../src/channels/bots/bot-message.js';
import { createBotDesk, type DeskLimits } from '../../../src/channels/bots/create-bot-desk.js';
import { RETRY_PAUSES_MS } from '../../../src/channels/bots/deliverer.js';
import {
  type BotReply,
  type Delivery,
  DeliveryError,
} from '../../../src/channels/bots/delivery.js';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits, type MessageLedger } from '../../../src/channels/bots/message-ledger.js';
import type { LogFields, Logger } from '../../../src/logger.js';
import { conversations, answerer as fakeAnswerer } from '../../http/fake-service.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

let ids = 0;
const messageFrom = (user: string, text: string, fields: Partial<BotMessage> = {}): BotMessage => {
  ids += 1;
  return {
    key: `dingtalk:r:${ids}`,
    sender: { platform: 'dingtalk', bot: 'r', chat: 'g', user },
    isGroup: true,
    content: { kind: 'text', text },
    replyTo: '',
    receivedAtMs: Date.now(),
    ...fields,
  };
};
const newLedger = () =>
  createMemoryMessageLedger({ limits: ledgerLimits(30), clockMs: () => Date.now() });
const said = (reply: BotReply) => (reply.kind === 'words' ? reply.text : reply.answer.question);

/** A desk over a platform whose sending is the test's to decide. */
function deskOf(
  options: {
    readonly ledger?: MessageLedger;
    readonly ask?: Answerer['ask'];
    readonly send?: (part: string) => Promise<void>;
    readonly partsOf?: (reply: BotReply) => readonly string[];
    readonly limits?: Partial<DeskLimits>;
  } = {},
) {
  const sent: string[] = [];
  const lines: (LogFields & { readonly logged: string })[] = [];
  const keep = (fields: LogFields, logged: string) => {
    lines.push({ ...fields, logged });
  };
  const logger: Logger = { info: keep, warn: keep, error: keep };
  const delivery: Delivery = {
    compose: options.partsOf ?? ((reply) => [said(reply)]),
    send: async (part) => {
      await options.send?.(part);
      sent.push(part);
    },
  };
  const ledger = options.ledger ?? newLedger();
  const desk = createBotDesk({
    ledger,
    deliveries: { dingtalk: delivery },
    service: () => ({ answerer: { ask: options.ask ?? fakeAnswerer.ask }, conversations }),
    logger,
    clockMs: () => Date.now(),
    random: () => 0.5,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  return { desk, ledger, sent, lines, logged: () => lines.map(({ logged }) => logged) };
}
/** Long enough for what waits on nothing; each answer lets other calls pass before it. */
const moment = () => vi.advanceTimersByTimeAsync(100);
const failing = (retry: DeliveryError['retry'] = { afterMs: null }) =>
  new DeliveryError('mock send: errcode 7', { retry });

/** An answerer that takes as long as its question says. */
const slow: Answerer['ask'] = async (request, options) => {
  await new Promise((resolve) => setTimeout(resolve, Number(/\d+/u.exec(request.question)?.[0])));
  return await fakeAnswerer.ask(request, options);
};

describe('the desk', () => {
  it('answers a message once, however often it comes', async () => {
    const { desk, sent } = deskOf();
    await desk.resume();
    const message = messageFrom('u', '招商');
    const receipts = await Promise.all([1, 2, 3].map(() => desk.receive(message)));
    await moment();
    expect(receipts.sort()).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(sent).toEqual(['招商']);
    expect(await desk.receive(message)).toBe('duplicate');
  });

  it('begins no answer while messages come: each must be acknowledged', async () => {
    const { desk, sent } = deskOf();
    await desk.resume();
    for (let n = 0; n < 20; n += 1) {
      await desk.receive(messageFrom(`u${n}`, '招商'));
      await vi.advanceTimersByTimeAsync(2);
    }
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(20);
  });

  it('answers one user in one chat in order, and others meanwhile', async () => {
    const { desk, sent } = deskOf({ ask: slow });
    await desk.resume();
    await desk.receive(messageFrom('u', '甲 500'));
    await desk.receive(messageFrom('u', '乙 10'));
    await desk.receive(messageFrom('v', '丙 20'));
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual(['丙 20', '甲 500', '乙 10']);
  });

  it('waits with its answers until it is told to go on', async () => {
    const { desk, sent, ledger } = deskOf();
    await desk.receive(messageFrom('u', '招商'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([]);
    expect(await ledger.owed()).toHaveLength(1);
    await desk.resume();
    await moment();
    expect(sent).toEqual(['招商']);
  });

  it('tries again after 1 s, 5 s, 30 s, 2 min and 10 min, then gives up aloud', async () => {
    const tries: number[] = [];
    const { desk, ledger, lines, logged } = deskOf({
      send: () => {
        tries.push(Date.now());
        return Promise.reject(failing());
      },
    });
    await desk.resume();
    await desk.receive(messageFrom('u', '招商'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(tries.slice(1).map((time, index) => time - (tries[index] ?? 0))).toEqual([
      ...RETRY_PAUSES_MS,
    ]);
    expect(logged().filter((line) => line === 'bot answer given up')).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({ problem: 'mock send: errcode 7', tries: 6 });
    expect(await ledger.owed()).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('招商');
  });

  it('waits as long as the platform wishes', async () => {
    let tries = 0;
    const { desk } = deskOf({
      send: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(failing({ afterMs: 60_000 })) : Promise.resolve();
      },
    });
    await desk.resume();
    await desk.receive(messageFrom('u', '招商'));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(tries).toBe(1);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(tries).toBe(2);
  });

  it('goes on with the part that failed, and lets later replies pass meanwhile', async () => {
    let isDown = true;
    const { desk, sent } = deskOf({
      partsOf: (reply) => (said(reply) === '长' ? ['1/3', '2/3', '3/3'] : [said(reply)]),
      send: (part) => (part === '2/3' && isDown ? Promise.reject(failing()) : Promise.resolve()),
    });
    await desk.resume();
    await desk.receive(messageFrom('u', '长'));
    await desk.receive(messageFrom('u', '短'));
    await moment();
    expect(sent).toEqual(['1/3', '短']);
    isDown = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(['1/3', '短', '2/3', '3/3']);
  });

  it('says 稍后再试 beyond what it can take, and to one user who waits too often', async () => {
    const { desk, sent, ledger } = deskOf({ ask: slow, limits: { waiting: 3, waitingOfUser: 2 } });
    await desk.resume();
    const receipts = [];
    for (const user of ['u', 'u', 'u', 'v', 'w']) {
      receipts.push(await desk.receive(messageFrom(user, '慢 1000')));
    }
    expect(receipts).toEqual(['accepted', 'accepted', 'busy', 'accepted', 'busy']);
    await moment();
    expect(sent).toHaveLength(2);
    for (const line of sent) expect(line).toContain('稍后再试');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toHaveLength(5);
    expect(await ledger.owed()).toEqual([]);
  });

  it('gives claims back where even that cannot be said any more', async () => {
    const { desk } = deskOf({
      send: () => Promise.reject(failing()),
      limits: { undelivered: 1 },
    });
    await desk.resume();
    await desk.receive(messageFrom('u', '一'));
    await moment();
    const second = messageFrom('u', '二');
    expect(await desk.receive(second)).toBe('busy');
    expect(await desk.receive(second)).toBe('busy');
  });

  it('leaves owed what it cannot finish before it closes, and takes it up after a restart', async () => {
    const ledger = newLedger();
    const before = deskOf({ ledger, ask: slow });
    await before.desk.resume();
    await before.desk.receive(messageFrom('u', '慢 100000'));
    await before.desk.receive(messageFrom('u', '后 1'));
    const closing = before.desk.close(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await closing;
    expect(await before.desk.receive(messageFrom('u', '关门 1'))).toBe('accepted');
    expect(before.sent).toEqual([]);

    const after = deskOf({ ledger });
    await after.desk.resume();
    await moment();
    expect(after.sent).toEqual(['慢 100000', '后 1', '关门 1']);
    expect(await ledger.owed()).toEqual([]);
  });

  it('does not say twice what came in before it was told to go on', async () => {
    const { desk, sent } = deskOf({
      limits: { waitingOfUser: 1 },
      send: () => new Promise((resolve) => setTimeout(resolve, 10)),
    });
    await desk.receive(messageFrom('u', '一'));
    await desk.receive(messageFrom('u', '二'));
    await desk.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(2);
  });

  it('gives up what nobody waits for any more', async () => {
    const ledger = newLedger();
    await ledger.claim(messageFrom('u', '旧', { receivedAtMs: Date.now() - 90_000_000 }));
    const { desk, sent, logged } = deskOf({ ledger });
    await desk.resume();
    await moment();
    expect(sent).toEqual([]);
    expect(logged()).toEqual(['bot answer given up']);
    expect(await ledger.owed()).toEqual([]);
  });

  it('goes on sending where the ledger fails, and does not acknowledge what it could not claim', async () => {
    const ledger = newLedger();
    const broken = () => Promise.reject(new Error('disk full'));
    const late = deskOf({ ledger: { ...ledger, answered: broken, finish: broken, sent: broken } });
    await late.desk.resume();
    await late.desk.receive(messageFrom('u', '招商'));
    await moment();
    expect(late.sent).toEqual(['招商']);
    expect(late.logged()).toContain('bot ledger fails');
    const early = deskOf({ ledger: { ...ledger, claim: broken } });
    await expect(early.desk.receive(messageFrom('u', '招商'))).rejects.toThrowError('disk full');
  });

  it('says that a question is too long, without asking', async () => {
    const { desk, sent } = deskOf();
    await desk.resume();
    await desk.receive(messageFrom('u', '长'.repeat(1001)));
    await moment();
    expect(sent[0]).toContain('1001');
  });
});
