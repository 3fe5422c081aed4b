import { describe, expect, it } from 'vitest';
import { createUserLimit } from '../../../src/channels/bots/user-limit.js';

describe('the limit of a user', () => {
  it('lets so many through in any minute, and tells of it once', () => {
    let nowMs = 1_000_000;
    const verdictOn = createUserLimit(2, () => nowMs);
    expect(['u', 'u', 'u', 'u', 'v'].map(verdictOn)).toEqual([
      'pass',
      'pass',
      'tell',
      'drop',
      'pass',
    ]);
    nowMs += 60_001;
    expect(verdictOn('u')).toBe('pass');
  });

  it('is not kept up by a clock that was put back', () => {
    let nowMs = 100_000_000;
    const verdictOn = createUserLimit(2, () => nowMs);
    expect(['u', 'u', 'u'].map(verdictOn)).toEqual(['pass', 'pass', 'tell']);
    nowMs -= 86_400_000;
    expect(verdictOn('u')).toBe('pass');
  });
});
