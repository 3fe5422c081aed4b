import { describe, expect, it } from 'vitest';
import {
  createAccessTokens,
  type IssuedToken,
  withAccessToken,
} from '../../../src/channels/bots/access-token.js';

/** A platform that numbers its tokens; `hold` keeps its replies back. */
function issuer({ expiresInSeconds = 7200 } = {}) {
  let nowMs = 1_700_000_000_000;
  let issued = 0;
  let failure: Error | null = null;
  const tokens = createAccessTokens({
    nowMs: () => nowMs,
    fetchToken: async (): Promise<IssuedToken> => {
      issued += 1;
      const token = `t${issued}`;
      await Promise.resolve();
      if (failure !== null) throw failure;
      return { token, expiresInSeconds };
    },
  });
  return {
    tokens,
    issued: () => issued,
    pass: (durationMs: number) => {
      nowMs += durationMs;
    },
    fail: (error: Error | null) => {
      failure = error;
    },
  };
}

describe('the access token of a bot', () => {
  it('is fetched once for all who wait', async () => {
    const { tokens, issued } = issuer();
    const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get()));
    expect(new Set(got)).toEqual(new Set(['t1']));
    expect(issued()).toBe(1);
  });

  it('is kept until a minute before its end, and not longer', async () => {
    const { tokens, pass } = issuer();
    await tokens.get();
    pass(7_139_999);
    expect(await tokens.get()).toBe('t1');
    pass(1);
    expect(await tokens.get()).toBe('t2');
  });

  it('of a minute or less is kept for half its life', async () => {
    const { tokens, pass } = issuer({ expiresInSeconds: 40 });
    await tokens.get();
    pass(19_999);
    expect(await tokens.get()).toBe('t1');
    pass(1);
    expect(await tokens.get()).toBe('t2');
  });

  it('is not given out again once invalid, and one report of many fetches once', async () => {
    const { tokens, issued } = issuer();
    const old = await tokens.get();
    const got = await Promise.all(
      Array.from({ length: 20 }, () => {
        tokens.invalidate(old);
        return tokens.get();
      }),
    );
    expect(new Set(got)).toEqual(new Set(['t2']));
    tokens.invalidate(old);
    expect(await tokens.get()).toBe('t2');
    expect(issued()).toBe(2);
  });

  it('that cannot be fetched fails for all who wait, and the next call tries anew', async () => {
    const { tokens, fail, issued } = issuer();
    fail(new Error('down'));
    const got = await Promise.allSettled([tokens.get(), tokens.get()]);
    expect(got.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fail(null);
    expect(await tokens.get()).toBe('t2');
    expect(issued()).toBe(2);
  });
});

describe('a call with an access token', () => {
  it('is made once more with a fresh token where the first expired, one fetch for all', async () => {
    const { tokens, issued } = issuer();
    await tokens.get();
    const call = async (token: string) => {
      await Promise.resolve();
      return token;
    };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        withAccessToken(tokens, { call, isExpired: (reply) => reply === 't1' }),
      ),
    );
    expect(new Set(replies)).toEqual(new Set(['t2']));
    expect(issued()).toBe(2);
  });

  it('is not made a third time', async () => {
    const { tokens } = issuer();
    const seen: string[] = [];
    const reply = await withAccessToken(tokens, {
      call: (token) => {
        seen.push(token);
        return Promise.resolve('expired');
      },
      isExpired: (code) => code === 'expired',
    });
    expect(reply).toBe('expired');
    expect(seen).toEqual(['t1', 't2']);
  });
});
