import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBotDelivery, streamIdOf } from '../../../src/channels/wecom/bot-delivery.js';
import { createStreamBoard } from '../../../src/channels/wecom/stream-board.js';

const startMs = 1_700_000_000_000;
beforeEach(() => {
  vi.useFakeTimers({ now: startMs });
});
afterEach(() => {
  vi.useRealTimers();
});
const clockMs = () => Date.now();

describe('the board of streamed replies', () => {
  it('makes a few callbacks wait for their answer; the others are told at once to poll', async () => {
    const board = createStreamBoard(clockMs);
    const told: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      board.open(`s${n}`, startMs);
      void board.settled(`s${n}`, 300).then(() => told.push(n));
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(told.length).toBeGreaterThan(10);
    await vi.advanceTimersByTimeAsync(300);
    expect(told).toHaveLength(20);
    // Who waited makes room again.
    let isTold = false;
    void board.settled('s0', 300).then(() => {
      isTold = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(isTold).toBe(false);
    board.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(isTold).toBe(true);
  });
});

describe('a late answer by response_url', () => {
  const late = async (ageMs: number) => {
    const urls: string[] = [];
    const delivery = createBotDelivery({
      board: createStreamBoard(clockMs),
      call: ({ url }) => {
        urls.push(url);
        return Promise.resolve({ status: 200, json: { errcode: 0 } });
      },
      publicUrl: 'https://w.example.cn',
      clockMs,
    });
    const responseUrl = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=1';
    const sending = delivery.send(
      '答',
      {
        key: 'wecom-bot:b:1',
        sender: { platform: 'wecom-bot', bot: 'b', chat: 'u', user: 'u' },
        isGroup: false,
        content: { kind: 'text', text: '问' },
        replyTo: JSON.stringify({ responseUrl }),
        receivedAtMs: startMs - ageMs,
      },
      { index: 0, count: 1 },
    );
    await sending.catch(() => undefined);
    return { urls, sending };
  };

  it('goes within the hour that it lasts', async () => {
    expect((await late(59 * 60_000)).urls).toHaveLength(1);
  });

  it('does not go after it, and is not tried again', async () => {
    const { urls, sending } = await late(61 * 60_000);
    expect(urls).toEqual([]);
    await expect(sending).rejects.toMatchObject({ retry: 'never' });
  });
});

describe('the id of a stream', () => {
  it('is the message’s alone', () => {
    expect(streamIdOf('wecom-bot:b:1')).toBe(streamIdOf('wecom-bot:b:1'));
    expect(streamIdOf('wecom-bot:b:1')).not.toBe(streamIdOf('wecom-bot:b:2'));
  });
});
