import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/channels/bots/bot-words.js';

describe('a command', () => {
  it('is a word alone, with or without a mark', () => {
    expect(
      ['帮助', '/帮助', ' 清空。', '有用！！', '没用', 'HELP?', '👍'].map(readCommand),
    ).toEqual(['help', 'help', 'clear', 'useful', 'useless', 'help', 'useful']);
    expect(readCommand('帮助企业的措施')).toBeNull();
    expect(readCommand('constructor')).toBeNull();
  });

  it('is not looked for at length in a long text', () => {
    const startedAtMs = performance.now();
    expect(readCommand(`${'.'.repeat(900_000)}x`)).toBeNull();
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });
});
