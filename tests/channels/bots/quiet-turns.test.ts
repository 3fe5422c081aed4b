import { describe, expect, it } from 'vitest';
import { createQuietTurns } from '../../../src/channels/bots/quiet-turns.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('the wait for a quiet moment', () => {
  it('lasts as long as calls come, and not after', async () => {
    const quiet = createQuietTurns(() => 0);
    let hasBegun = false;
    const begun = quiet.wait().then(() => {
      hasBegun = true;
    });
    for (let call = 0; call < 100; call += 1) {
      quiet.called();
      await nextTurn();
      // Between two calls of a burst the loop turns a few times.
      await nextTurn();
    }
    expect(hasBegun).toBe(false);
    await begun;
    expect(hasBegun).toBe(true);
  });

  it('ends after a while where calls never end', async () => {
    let nowMs = 0;
    const quiet = createQuietTurns(() => nowMs);
    let hasBegun = false;
    void quiet.wait().then(() => {
      hasBegun = true;
    });
    while (!hasBegun && nowMs < 10_000) {
      quiet.called();
      nowMs += 10;
      await nextTurn();
    }
    expect(nowMs).toBeLessThan(1_000);
  });

  it('lets one begin at a time, with turns between for calls', async () => {
    const quiet = createQuietTurns(() => 0);
    let turns = 0;
    let isOver = false;
    const count = async () => {
      while (!isOver) {
        turns += 1;
        await nextTurn();
      }
    };
    const counting = count();
    const begun = await Promise.all([1, 2, 3].map(() => quiet.wait().then(() => turns)));
    isOver = true;
    await counting;
    const [first = 0, second = 0, third = 0] = begun;
    expect(second - first).toBeGreaterThan(2);
    expect(third - second).toBeGreaterThan(2);
  });
});
