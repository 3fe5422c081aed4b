import { afterEach, describe, expect, it, vi } from 'vitest';
import { newKey } from '../../../src/widget/conversation/new-key.js';
import { createTabMemory } from '../../../src/widget/conversation/tab-memory.js';

afterEach(() => vi.unstubAllGlobals());

describe('a tab', () => {
  it('remembers its conversation with each server', () => {
    const held = new Map<string, string>();
    vi.stubGlobal('sessionStorage', {
      getItem: (name: string) => held.get(name) ?? null,
      setItem: (name: string, value: string) => held.set(name, value),
      removeItem: (name: string) => held.delete(name),
    });
    const memory = createTabMemory({ baseUrl: 'https://a.example' });
    expect(memory.read()).toBeNull();
    memory.write('k');
    expect(createTabMemory({ baseUrl: 'https://a.example/' }).read()).toBe('k');
    expect(createTabMemory({ baseUrl: 'https://b.example/' }).read()).toBeNull();
    memory.write(null);
    expect(memory.read()).toBeNull();
    expect(held.size).toBe(0);
  });

  it('remembers nothing where storage is blocked, without a fault', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('sessionStorage', { getItem: denied, setItem: denied, removeItem: denied });
    const memory = createTabMemory({ baseUrl: 'https://a.example' });
    memory.write('k');
    memory.write(null);
    expect(memory.read()).toBeNull();
  });
});

describe('a name for a turn', () => {
  it('is not given twice', () => {
    const keys = Array.from({ length: 500 }, newKey);
    expect(new Set(keys).size).toBe(500);
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });
});
