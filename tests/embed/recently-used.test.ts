import { describe, expect, it } from 'vitest';
import { createRecentlyUsed } from '../../src/embed/recently-used.js';

describe('recently used values', () => {
  it('lets the value that was not used for longest go', () => {
    const cache = createRecentlyUsed<number>(2);
    cache.set('甲', 1);
    cache.set('乙', 2);
    cache.get('甲');
    cache.set('丙', 3);
    expect(cache.get('乙')).toBeUndefined();
    expect(cache.get('甲')).toBe(1);
    expect(cache.get('丙')).toBe(3);
  });
});
