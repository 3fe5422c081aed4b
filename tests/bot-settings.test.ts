import { describe, expect, it } from 'vitest';
import { readSettings } from '../src/config.js';
import { WenceError } from '../src/errors.js';

const read = (environment: Readonly<Record<string, string>>) =>
  readSettings({ environment, workingDir: '/nonexistent' }).bots;

function refusal(environment: Readonly<Record<string, string>>): WenceError {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof WenceError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const address = { WENCE_PUBLIC_URL: 'https://w.example.cn' };
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const wecomBot = {
  WENCE_WECOM_BOT_ID: 'aib1',
  WENCE_WECOM_BOT_TOKEN: 'botToken',
  WENCE_WECOM_BOT_AES_KEY: aesKey,
  WENCE_WECOM_BOT_NAMES: '制度助手, @Policy Bot',
};
const wecomApp = {
  WENCE_WECOM_APP_CORP_ID: 'ww1',
  WENCE_WECOM_APP_AGENT_ID: '1000002',
  WENCE_WECOM_APP_SECRET: 'appSecret',
  WENCE_WECOM_APP_TOKEN: 'appToken',
  WENCE_WECOM_APP_AES_KEY: aesKey,
};
const dingtalk = {
  WENCE_DINGTALK_MODE: 'http',
  WENCE_DINGTALK_HOOK_KEY: 'unguessable-1',
  WENCE_DINGTALK_APP_KEY: 'ding1',
  WENCE_DINGTALK_APP_SECRET: 'dingSecret',
  WENCE_DINGTALK_ROBOT_CODE: 'ding1',
  WENCE_DINGTALK_BOT_NAMES: '问策',
};
const without = (settings: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name));

describe('settings of bots', () => {
  it('are none by default', () => {
    expect(read({})).toEqual({
      wecomBot: null,
      wecomApp: null,
      wecomGroups: new Map(),
      dingtalk: null,
    });
  });

  it('are read, each bot by itself', () => {
    expect(read({ ...address, ...wecomBot }).wecomBot).toEqual({
      botId: 'aib1',
      token: 'botToken',
      aesKey,
      names: ['制度助手', 'Policy Bot'],
      toleranceMs: 600_000,
    });
    expect(read({ ...address, ...wecomApp })).toMatchObject({
      wecomBot: null,
      wecomApp: { corpId: 'ww1', agentId: '1000002' },
    });
    expect(read({ ...address, ...dingtalk }).dingtalk).toMatchObject({
      mode: 'http',
      corpId: null,
      toleranceMs: 300_000,
    });
    const groups = read({ ...address, WENCE_WECOM_GROUP_KEYS: '办公室=aaaa-bbbb，招商=cccc-dddd' });
    expect([...groups.wecomGroups]).toEqual([
      ['办公室', 'aaaa-bbbb'],
      ['招商', 'cccc-dddd'],
    ]);
  });

  for (const [what, settings] of Object.entries({ wecomBot, wecomApp, dingtalk })) {
    it.each(Object.keys(settings))(`of ${what} stop the start where %s alone lacks`, (name) => {
      const { code, details } = refusal({ ...address, ...without(settings, name) });
      expect(code).toBe('invalid_setting');
      expect(details.map(({ field }) => field)).toEqual([name]);
    });

    it.each(Object.keys(settings))(`of ${what} stop the start where only %s is there`, (name) => {
      const [, value = ''] = Object.entries(settings).find(([key]) => key === name) ?? [];
      const fields = refusal({ ...address, [name]: value }).details.map(({ field }) => field);
      expect(fields).toEqual(Object.keys(settings).filter((key) => key !== name));
    });

    it(`of ${what} need the public address`, () => {
      expect(refusal(settings).details.map(({ field }) => field)).toEqual(['WENCE_PUBLIC_URL']);
    });
  }

  it('need no hook key in stream mode, where a company may be named', () => {
    const stream = {
      ...without(dingtalk, 'WENCE_DINGTALK_HOOK_KEY'),
      WENCE_DINGTALK_MODE: 'stream',
    };
    expect(
      read({ ...address, ...stream, WENCE_DINGTALK_CORP_ID: 'ding-corp' }).dingtalk,
    ).toMatchObject({
      mode: 'stream',
      hookKey: null,
      corpId: 'ding-corp',
    });
  });

  it('of a pushing robot need the public address too', () => {
    const { details } = refusal({ WENCE_WECOM_GROUP_KEYS: '办公室=aaaa-bbbb' });
    expect(details.map(({ field }) => field)).toEqual(['WENCE_PUBLIC_URL']);
  });

  it.each([
    ['WENCE_WECOM_BOT_AES_KEY', 'tooShort'],
    ['WENCE_WECOM_APP_AGENT_ID', 'abc'],
    ['WENCE_WECOM_GROUP_KEYS', '办公室'],
    ['WENCE_WECOM_GROUP_KEYS', 'a=xxxxxxxx,a=yyyyyyyy'],
    ['WENCE_WECOM_TOLERANCE_SECONDS', '0'],
    ['WENCE_DINGTALK_MODE', 'socket'],
    ['WENCE_DINGTALK_HOOK_KEY', 'short'],
    ['WENCE_DINGTALK_HOOK_KEY', 'with/slash-and-more'],
  ])('refuse %s=%s', (name, value) => {
    const all = { ...address, ...wecomBot, ...wecomApp, ...dingtalk };
    const { details, message } = refusal({ ...all, [name]: value });
    expect(details.map(({ field }) => field)).toEqual([name]);
    if (/KEY/.test(name)) expect(message).not.toContain(value);
  });
});
