import { describe, expect, it } from 'vitest';
import { seenAddress } from '../../../src/channels/bots/seen-address.js';

describe('the address that a platform saw', () => {
  it('is read from its words', () => {
    const wecom = 'not allow to access from your ip, hint: [1_2], from ip: 203.0.113.9, more info';
    expect(seenAddress(wecom)).toBe('203.0.113.9');
    expect(seenAddress('访问ip不在白名单之中,request ip=2001:db8::7 appKey(ding1)')).toBe(
      '2001:db8::7',
    );
    expect(seenAddress('from ip: 203.0.113.9.')).toBe('203.0.113.9');
  });

  it('is none where they name none, or something else', () => {
    for (const words of [
      '',
      'invalid ip',
      'ip: 999.1.1.1',
      'zip=1.2.3.4x',
      'recip: abc',
      undefined,
      7,
    ]) {
      expect(seenAddress(words)).toBeNull();
    }
  });
});
