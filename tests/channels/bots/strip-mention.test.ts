import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stripMention } from '../../../src/channels/bots/strip-mention.js';

const { mention } = JSON.parse(
  readFileSync(new URL('bot-crypto-vectors.json', import.meta.url), 'utf8'),
) as {
  readonly mention: {
    readonly botNames: readonly string[];
    readonly cases: readonly { readonly input: string; readonly output: string }[];
  };
};

describe('a mention of the bot', () => {
  it.each(mention.cases)('in “$input” leaves “$output”', ({ input, output }) => {
    expect(stripMention(input, mention.botNames)).toBe(output);
  });

  it.each([
    ['@制度助手\u2005年假几天', '年假几天'],
    ['@制度助手 @制度助手：年假几天', '年假几天'],
    ['@policy bot, hello', 'hello'],
    ['年假几天＠制度助手', '年假几天'],
    ['@张三 年假几天', '@张三 年假几天'],
    ['问问 @制度助手 年假几天', '问问 @制度助手 年假几天'],
    ['发到 a@制度助手', '发到 a@制度助手'],
  ])('in “%s” leaves “%s”', (input, output) => {
    expect(stripMention(input, mention.botNames)).toBe(output);
  });

  it('takes the longer of two names that begin alike, and names with signs', () => {
    expect(stripMention('@助手(测试) 好', ['助手', '助手(测试)'])).toBe('好');
  });

  it('without names is only trimmed', () => {
    expect(stripMention(' @x y ', [])).toBe('@x y');
  });
});
