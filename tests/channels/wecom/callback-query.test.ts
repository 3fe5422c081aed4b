import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBizCrypto } from '../../../src/channels/bots/biz-crypto.js';
import { answerUrlCheck } from '../../../src/channels/wecom/callback-query.js';

const stamp = { timestamp: '1700000000', nonce: 'n' };

describe('the check of an address', () => {
  it('reads an echostr whose + arrived as spaces', () => {
    const crypto = createBizCrypto({ token: 't', aesKey: 'a'.repeat(43), receiveId: '' }, (count) =>
      randomBytes(count),
    );
    let sealed = crypto.seal('echo', stamp);
    while (!sealed.encrypt.includes('+')) sealed = crypto.seal('echo', stamp);
    const query: Readonly<Record<string, string>> = {
      msg_signature: sealed.signature,
      ...stamp,
      echostr: sealed.encrypt.replaceAll('+', ' '),
    };
    const proof = { crypto, toleranceMs: 1_000, clockMs: () => 1_700_000_000_000 };
    expect(answerUrlCheck((name) => query[name], proof)).toBe('echo');
  });
});
