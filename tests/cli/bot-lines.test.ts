import { describe, expect, it } from 'vitest';
import { botLines } from '../../src/cli/bot-lines.js';
import { readSettings } from '../../src/config.js';

const linesOf = (environment: Readonly<Record<string, string>>) =>
  botLines(readSettings({ environment, workingDir: '/nonexistent' }));

const dingtalk = {
  WENCE_PUBLIC_URL: 'https://w.example.cn',
  WENCE_DINGTALK_MODE: 'http',
  WENCE_DINGTALK_HOOK_KEY: 'unguessable-1',
  WENCE_DINGTALK_APP_KEY: 'ding1',
  WENCE_DINGTALK_APP_SECRET: 'dingSecret',
  WENCE_DINGTALK_ROBOT_CODE: 'ding1',
  WENCE_DINGTALK_BOT_NAMES: '问策',
};

describe('what a server says of its bots when it starts', () => {
  it('is nothing without bots', () => {
    expect(linesOf({})).toEqual([]);
  });

  it('is the address to enter, without the secret in it', () => {
    const lines = linesOf(dingtalk);
    expect(lines).toEqual([
      '钉钉机器人：接收地址 https://w.example.cn/hooks/dingtalk/<WENCE_DINGTALK_HOOK_KEY>',
    ]);
    expect(lines.join()).not.toContain('unguessable');
  });

  it('is no address in stream mode', () => {
    expect(linesOf({ ...dingtalk, WENCE_DINGTALK_MODE: 'stream' }).join()).not.toContain('https');
  });
});
