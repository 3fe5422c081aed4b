import { assert, constantFrom, integer, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPasses, passSecret } from '../../src/http/signed-pass.js';

const now = () => new Date('2023-06-01T00:00:00Z');
const secret = new Uint8Array(32).fill(7);
const purposes = ['token', 'page-open', 'page-token'] as const;

describe('a pass', () => {
  it('names its holder, whoever that is', () => {
    const passes = createPasses('token', { secret, now });
    const { text } = passes.issue(60);
    const holder = passes.holderOf(text);
    expect(holder?.id).toMatch(/^[\w-]{22}$/);
    const again = createPasses('page-token', { secret, now });
    expect(again.holderOf(again.issue(60, holder?.id).text)).toEqual(holder);
  });

  it('fits a header, a cookie and an address as it is', () => {
    const { text } = createPasses('token', { secret, now }).issue(3600);
    expect(encodeURIComponent(text)).toBe(text);
    expect(text).toMatch(/^[\w.-]+$/);
  });

  it('of one purpose is worth nothing for another', () => {
    for (const one of purposes) {
      const { text } = createPasses(one, { secret, now }).issue(60);
      for (const other of purposes) {
        const holder = createPasses(other, { secret, now }).holderOf(text);
        expect(holder === null, `${one} as ${other}`).toBe(one !== other);
      }
    }
  });

  it('of another secret is worth nothing', () => {
    const { text } = createPasses('token', { secret, now }).issue(60);
    assert(
      property(uint8Array({ minLength: 32, maxLength: 32 }), (other) => {
        const isSame = other.every((byte) => byte === 7);
        return isSame || createPasses('token', { secret: other, now }).holderOf(text) === null;
      }),
    );
  });

  it('is nothing that was not issued, however near', () => {
    const passes = createPasses('token', { secret, now });
    const { text } = passes.issue(60);
    assert(property(string({ unit: 'binary' }), (made) => passes.holderOf(made) === null));
    assert(
      property(
        integer({ min: 0, max: text.length - 1 }),
        constantFrom(...'0aZ_-. =\n'),
        (at, character) => {
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          return changed === text || passes.holderOf(changed) === null;
        },
      ),
    );
    // Spare bits of base64url at the end of the signature make no second spelling.
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const changed = text.slice(0, -1) + last;
      expect(passes.holderOf(changed) === null).toBe(changed !== text);
    }
    for (const around of [`${text}\n`, ` ${text}`, `${text}=`, `${text}.${text}`]) {
      expect(passes.holderOf(around)).toBeNull();
    }
  });

  it('ends at its time, to the millisecond', () => {
    let nowMs = 0;
    const passes = createPasses('token', { secret, now: () => new Date(nowMs) });
    const { text, expiresAt } = passes.issue(60);
    expect(expiresAt.getTime()).toBe(60_000);
    nowMs = 59_999;
    expect(passes.holderOf(text)).not.toBeNull();
    nowMs = 60_000;
    expect(passes.holderOf(text)).toBeNull();
  });
});

describe('the secret of passes', () => {
  const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];

  it('follows from the keys, in any order', () => {
    expect(passSecret([one, two])).toEqual(passSecret([two, one]));
    expect(passSecret([one])).not.toEqual(passSecret([two]));
    expect(passSecret([one])).not.toEqual(passSecret([one, two]));
  });

  it('is new with each process where no key is set', () => {
    expect(passSecret([])).not.toEqual(passSecret([]));
  });
});
