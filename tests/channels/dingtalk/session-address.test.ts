import { describe, expect, it } from 'vitest';
import {
  isSessionOpen,
  isSessionWebhook,
  readSessionAddress,
} from '../../../src/channels/dingtalk/session-address.js';

const genuine = 'https://oapi.dingtalk.com/robot/sendBySession?session=0a1b2c3d4e';

describe('the address of a DingTalk session', () => {
  it('is DingTalk’s own', () => {
    expect(isSessionWebhook(genuine)).toBe(true);
    expect(isSessionWebhook(`${genuine}&x=%2F..%3D`)).toBe(true);
  });

  const foreign = [
    'http://oapi.dingtalk.com/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com.evil.cn/robot/sendBySession?session=x',
    'https://evil.cn/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com@evil.cn/robot/sendBySession?session=x',
    'https://user:pass@oapi.dingtalk.com/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com:8443/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com:443/robot/sendBySession?session=x',
    'https://OAPI.dingtalk.com/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com./robot/sendBySession?session=x',
    'https://oapi.dingtalk.com/robot/send?access_token=x',
    'https://oapi.dingtalk.com/robot/sendBySession/../send?access_token=x',
    'https://oapi.dingtalk.com/robot/sendBySession',
    'https://oapi.dingtalk.com/robot/sendBySession?session=x#fragment',
    'https://oapi.dingtalk.com\\@evil.cn/robot/sendBySession?session=x',
    'https://oapi.dingtalk.com/robot\\sendBySession?session=x',
    ` ${genuine}`,
    `${genuine}\n`,
    `${genuine}\r\nHost: evil.cn`,
    'https://oapi。dingtalk.com/robot/sendBySession?session=x',
    'https://127.0.0.1/robot/sendBySession?session=x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `${genuine}${'x'.repeat(3000)}`,
  ];
  for (const address of foreign) {
    it(`is not ${JSON.stringify(address.slice(0, 90))}`, () => {
      expect(isSessionWebhook(address)).toBe(false);
      expect(readSessionAddress(address, 1)).toEqual({ kind: 'foreign' });
    });
  }

  it('may be missing, which is no attack', () => {
    for (const none of [undefined, null, '']) {
      expect(readSessionAddress(none, 1)).toEqual({ kind: 'none' });
    }
    expect(readSessionAddress(7, 1)).toEqual({ kind: 'foreign' });
  });

  it('is used until shortly before its end, and tried where no end is given', () => {
    const address = readSessionAddress(genuine, 1_000_000);
    expect(address).toEqual({ kind: 'open', url: genuine, untilMs: 1_000_000 });
    expect(isSessionOpen({ untilMs: 1_000_000 }, 984_999)).toBe(true);
    expect(isSessionOpen({ untilMs: 1_000_000 }, 985_000)).toBe(false);
    expect(readSessionAddress(genuine, undefined)).toMatchObject({ kind: 'open' });
    expect(readSessionAddress(genuine, 'soon')).toMatchObject({ kind: 'open' });
  });
});
