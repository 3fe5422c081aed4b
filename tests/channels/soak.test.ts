import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BotWorld, botEnvironment, HOOK_KEY, openBotWorld } from './bot-world.js';
import type { Fault, FaultPlan } from './mock/faults.js';
import { type MockDingtalk, startMockDingtalk } from './mock/mock-dingtalk.js';
import { type MockWecom, startMockWecom } from './mock/mock-wecom.js';
import { createPeople } from './soak-people.js';
import { askedBy, chance, POINTS, pointsIn, soakAnswerer } from './soak-questions.js';

const MESSAGES = 2_000;
/** Over so long people ask. */
const ASKING_MS = 240_000;
/** By then everything has come to its end: six tries span thirteen minutes. */
const END_MS = 1_800_000;
/** Faults of one message at most, so that the six tries are never used up. */
const MOST_FAULTS = 3;

const codes = (...list: readonly (string | number)[]): readonly Fault[] =>
  list.map((code) => ({ kind: 'code', code }));
/** What each address may refuse with. */
const refusals: readonly (readonly [string, readonly Fault[]])[] = [
  ['/robot/sendBySession', codes(-1, 130101, 300001)],
  ['/groupMessages/send', codes('Forbidden.AccessDenied.QpsLimitForApi', 'InvalidAuthentication')],
  ['/oToMessages/batchSend', codes('InvalidAuthentication', 'systemError')],
  ['/message/send', codes(-1, 45009, 42001, 40014)],
];
/** What may happen to any call. */
const accidents: readonly Fault[] = [
  { kind: 'broken' },
  { kind: 'lost-reply' },
  { kind: 'reply', reply: { kind: 'raw', status: 502, text: '<html>' } },
  { kind: 'reply', reply: { kind: 'raw', status: 429, text: '', headers: { 'Retry-After': '1' } } },
  { kind: 'reply', reply: { kind: 'hang' } },
];

/** Whether the platform can tell a message that it was sent before. */
function isTold(n: number): boolean {
  return askedBy(n) === 'bot' || askedBy(n) === 'app';
}

/** Counts by name. */
function tally() {
  const counts = new Map<string | number, number>();
  return {
    of: (name: string | number) => counts.get(name) ?? 0,
    add: (name: string | number) => counts.set(name, (counts.get(name) ?? 0) + 1),
  };
}

describe('two thousand messages, with everything that goes wrong', () => {
  let folder: string;
  let wecom: MockWecom;
  let dingtalk: MockDingtalk;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wence-soak-'));
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
      now: 1_700_000_000_000,
    });
    wecom = await startMockWecom(() => Date.now());
    dingtalk = await startMockDingtalk({ nowMs: () => Date.now() });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await wecom.close();
    await dingtalk.close();
    rmSync(folder, { recursive: true });
  });

  /**
   * What “twice” means. The program knows that a part was said only by the platform's reply. A part may be
   * said again only where that reply did not reach it: lost on its way, or the program was killed while it
   * waited; then once for each such loss at most, for to say nothing would be worse. Nowhere else, and never
   * where the platform itself can tell: WeCom's duplicate check, the one place of a streamed reply, a
   * response_url that works once.
   */
  it('are answered, nothing lost and nothing twice, over a restart and a crash', async () => {
    const random = chance(20_231_105);
    const pick = <T>(options: readonly T[]): T =>
      options[Math.floor(random() * options.length)] as T;
    const lostReplies = tally();
    const faults = tally();
    const plan: FaultPlan = (path, text) => {
      const n = pointsIn(text)[0]?.[0];
      if (n === undefined) return random() < 0.02 ? { kind: 'broken' } : null;
      if (random() > 0.15 || faults.of(n) >= MOST_FAULTS) return null;
      faults.add(n);
      const own = refusals.find(([end]) => path.endsWith(end))?.[1] ?? [];
      const fault = pick([...accidents, ...own, ...own]);
      if (fault.kind === 'lost-reply') lostReplies.add(n);
      return fault;
    };
    wecom.planFaults(plan);
    dingtalk.planFaults(plan);

    const file = join(folder, 'bots.sqlite');
    const worlds: BotWorld[] = [];
    const start = async () => {
      worlds.push(await openBotWorld({ file, answerer: soakAnswerer, wecom, dingtalk }));
    };
    const world = () => worlds.at(-1) as BotWorld;
    const people = createPeople({ world, wecom, dingtalk });

    // Copies come at the same moment, soon after, or a minute later, after a restart too.
    const messages = Array.from({ length: MESSAGES }, (_, n) => people.message(n));
    const due = messages
      .flatMap((send, n) => {
        const firstMs = (n / MESSAGES) * ASKING_MS + random() * 8_000;
        const copies = n % 10 === 0 ? 3 : n % 4 === 0 ? 2 : 1;
        return Array.from({ length: copies }, (_, copy) => ({
          atMs: firstMs + (copy === 0 ? 0 : pick([0, 50, 5_000, 60_000])),
          send,
        }));
      })
      .sort((left, right) => left.atMs - right.atMs);
    const asked: Promise<void>[] = [];
    const startedMs = Date.now();
    const sendDue = () => {
      while ((due[0]?.atMs ?? Number.POSITIVE_INFINITY) <= Date.now() - startedMs) {
        asked.push(due.shift()?.send() ?? Promise.resolve());
      }
    };
    const passUntil = async (endMs: number) => {
      while (Date.now() - startedMs < endMs) {
        sendDue();
        await vi.advanceTimersByTimeAsync(due.length > 0 ? 250 : 30_000);
      }
    };

    await start();
    await passUntil(60_000);
    wecom.expireTokens();
    dingtalk.expireTokens();
    await passUntil(100_000);
    const closed = worlds[0]?.close();
    await passUntil(106_000);
    await closed;
    await start();
    await passUntil(170_000);
    // Killed while replies are under way, DingTalk's among them.
    const isSaying = (text: string) => pointsIn(text).some(([n]) => !isTold(n));
    while (!world().underWay().some(isSaying)) {
      sendDue();
      await vi.advanceTimersByTimeAsync(15);
    }
    for (const text of world().crash()) {
      const n = pointsIn(text)[0]?.[0];
      if (n !== undefined) lostReplies.add(n);
    }
    await passUntil(173_000);
    await start();
    await passUntil(END_MS);
    await Promise.all(asked);

    const saidSoFar = wecom.shown.length + dingtalk.shown.length;
    // Long after, some come once more, sealed and signed anew.
    const repeats = messages.flatMap((_, n) => (n % 100 < 5 ? [people.message(n)] : []));
    const again = Promise.all(repeats.map((send) => send()));
    await vi.advanceTimersByTimeAsync(20_000);
    await again;
    expect(wecom.shown.length + dingtalk.shown.length).toBe(saidSoFar);

    const texts = [
      ...people.places.values(),
      ...wecom.shown.map(({ content }) => content),
      ...dingtalk.shown.map(({ text }) => text),
    ];
    const times = tally();
    const order = new Map<number, number[]>();
    for (const [n, k] of texts.flatMap(pointsIn)) {
      times.add(`${n}:${k}`);
      order.set(n, [...(order.get(n) ?? []), k]);
    }
    const lost: string[] = [];
    const twice: string[] = [];
    let saidAgain = 0;
    for (let n = 0; n < MESSAGES; n += 1) {
      for (let k = 0; k < POINTS; k += 1) {
        const count = times.of(`${n}:${k}`);
        if (count === 0) lost.push(`${askedBy(n)} ${n}:${k}`);
        if (count > 1 + (isTold(n) ? 0 : lostReplies.of(n))) twice.push(`${askedBy(n)} ${n}:${k}`);
        if (count > 1) saidAgain += 1;
      }
      if (lostReplies.of(n) === 0) expect(order.get(n)).toEqual([0, 1, 2]);
    }
    expect({ lost, twice }).toEqual({ lost: [], twice: [] });
    // DingTalk cannot tell a repeated message: the allowance is needed, and small.
    expect(saidAgain).toBeGreaterThan(0);
    expect(saidAgain).toBeLessThan(MESSAGES * 0.05);

    expect([...people.statuses]).toEqual([200]);
    expect(people.slowestMs()).toBeLessThan(1_000);
    expect(await world().owed()).toBe(0);
    const complaints = [wecom, dingtalk, ...worlds].flatMap((each) => each.complaints);
    expect(complaints).toEqual([]);

    const log = worlds.flatMap(({ lines }) => lines).join('\n');
    expect(log).not.toMatch(/bot message dropped|bot queue full|over the limit|unforeseen/);
    const secrets = [
      botEnvironment.WENCE_WECOM_APP_SECRET,
      botEnvironment.WENCE_DINGTALK_APP_SECRET,
      botEnvironment.WENCE_WECOM_BOT_AES_KEY,
      HOOK_KEY,
      'session=',
      'access_token=',
      'response_code',
      'mock-token',
      'mock-wecom-token',
      '第1',
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
    const ended = world().close();
    await vi.advanceTimersByTimeAsync(10_000);
    await ended;
    // Some six seconds alone on a machine; much longer beside others.
  }, 120_000);
});
