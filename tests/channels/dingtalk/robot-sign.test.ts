import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requireRobotSign, robotSign } from '../../../src/channels/dingtalk/robot-sign.js';

const appSecret = 'this is a secret';
const nowMs = 1_577_262_236_757;
const signed = (timestamp: string) => ({
  timestamp,
  sign: createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`).digest('base64'),
});
const proof = (headers: { timestamp: string | undefined; sign: string | undefined }) => () =>
  requireRobotSign(headers, { appSecret, nowMs, toleranceMs: 300_000 });

describe('the sign of a DingTalk robot', () => {
  it('is that of the protocol', () => {
    expect(robotSign(String(nowMs), appSecret)).toBe(signed(String(nowMs)).sign);
  });

  for (const offMs of [0, -300_000, 300_000]) {
    it(`is believed ${offMs / 1000} seconds off`, () => {
      expect(proof(signed(String(nowMs + offMs)))).not.toThrow();
    });
  }

  for (const offMs of [-300_001, 300_001, -3_600_000]) {
    it(`is not believed ${offMs / 1000} seconds off`, () => {
      expect(proof(signed(String(nowMs + offMs)))).toThrow(/time stamp is/);
    });
  }

  const { timestamp, sign } = signed(String(nowMs));
  const refused = [
    ['no header', { timestamp: undefined, sign: undefined }],
    ['no sign', { timestamp, sign: undefined }],
    ['no time', { timestamp: undefined, sign }],
    ['an empty sign', { timestamp, sign: '' }],
    ['another time', { timestamp: String(nowMs + 1), sign }],
    ['a time that is no number', { timestamp: `${timestamp}x`, sign }],
    ['half a sign', { timestamp, sign: sign.slice(0, 20) }],
    ['a longer sign', { timestamp, sign: `${sign.slice(0, -1)}AAAA` }],
    ['a sign with another key', { timestamp, sign: robotSign(timestamp, 'another') }],
  ] as const;
  for (const [name, headers] of refused) {
    it(`is refused with 403: ${name}`, () => {
      expect(proof(headers)).toThrow(expect.objectContaining({ status: 403 }));
    });
  }
});
