import { describe, expect, it } from 'vitest';
import { type BotReply, DeliveryError } from '../../src/channels/bots/delivery.js';
import { run } from './fake-command-line.js';

const environment = {
  WENCE_PUBLIC_URL: 'https://w.example.cn',
  WENCE_WECOM_GROUP_KEYS: '办公室=a1b2c3d4-0000, 招商=a1b2c3d4-0001',
};

/** Runs the command and gives what was pushed. */
async function push(words: readonly string[], options: { readonly fails?: boolean } = {}) {
  const pushed: { readonly group: string; readonly reply: BotReply }[] = [];
  const result = await run(['push', ...words], {
    environment,
    services: {
      pushToGroup: (_settings, message) => {
        if (options.fails === true) {
          const problem = 'wecom webhook/send: errcode 93000（核对 key）';
          return Promise.reject(new DeliveryError(problem, { retry: 'never' }));
        }
        pushed.push(message);
        return Promise.resolve(2);
      },
    },
  });
  return { ...result, pushed };
}

describe('wence push', () => {
  it('sends the answer to a question to a group', async () => {
    const { code, out, pushed } = await push(['--group', '招商', '招商重点是什么']);
    expect(code).toBe(0);
    expect(out).toContain('已发到“招商”，共 2 条消息');
    expect(pushed).toMatchObject([
      { group: '招商', reply: { kind: 'answer', answer: { kind: 'answered' } } },
    ]);
  });

  it('sends a text as it is, without asking', async () => {
    const { code, pushed } = await push(['--group', '办公室', '--text', '明天例会']);
    expect(code).toBe(0);
    expect(pushed).toEqual([{ group: '办公室', reply: { kind: 'words', text: '明天例会' } }]);
  });

  it('sends no refusal to a group', async () => {
    const { code, err, pushed } = await push(['--group', '办公室', '拒答']);
    expect([code, pushed]).toEqual([1, []]);
    expect(err).toContain('没有推送');
  });

  it('names the groups there are for one that is not', async () => {
    const { code, err } = await push(['--group', '财务', '问题']);
    expect(code).toBe(2);
    expect(err).toContain('办公室、招商');
    expect(err).not.toContain('a1b2c3d4');
  });

  it('says what the platform said where it was not taken', async () => {
    const { code, err } = await push(['--group', '办公室', '--text', '好'], { fails: true });
    expect(code).toBe(1);
    expect(err).toContain('93000');
    expect(err).not.toContain('at ');
  });
});
