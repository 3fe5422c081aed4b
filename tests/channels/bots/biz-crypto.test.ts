import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBizCrypto } from '../../../src/channels/bots/biz-crypto.js';
import { HookRefusal } from '../../../src/channels/bots/hook-refusal.js';

interface Vector {
  readonly name: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly receiveId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly encrypt: string;
  readonly plaintext: string;
  readonly random16?: string;
}

/** Published samples of the platforms, and some computed by two independent programs. */
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('bot-crypto-vectors.json', import.meta.url), 'utf8'),
).bizCrypto;

const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const settings = { token: 'QDG6eK', aesKey, receiveId: 'wx5823bf96d3bd56c7' };
const crypto = createBizCrypto(settings, randomBytes);
const stamp = { timestamp: '1409659813', nonce: '1372623149' };

function refusal(act: () => unknown): HookRefusal {
  try {
    act();
  } catch (error) {
    if (error instanceof HookRefusal) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('the shared encryption of callbacks', () => {
  it.each(vectors)('opens the known answer $name', (vector) => {
    const { token, encodingAESKey, receiveId, plaintext } = vector;
    const known = createBizCrypto({ token, aesKey: encodingAESKey, receiveId }, randomBytes);
    expect(known.open(vector)).toBe(plaintext);
  });

  it.each(vectors.filter(({ random16 }) => random16 !== undefined))(
    'seals $name letter for letter',
    (vector) => {
      const { token, encodingAESKey, receiveId, random16 = '', timestamp, nonce } = vector;
      const known = createBizCrypto({ token, aesKey: encodingAESKey, receiveId }, () =>
        Buffer.from(random16),
      );
      expect(known.seal(vector.plaintext, { timestamp, nonce })).toEqual({
        encrypt: vector.encrypt,
        signature: vector.signature,
        timestamp,
        nonce,
      });
    },
  );

  it('agrees with the platform’s own package on messages of every length', () => {
    for (let length = 0; length <= 200; length += 1) {
      const message = 'x'.repeat(length);
      const sealed = crypto.seal(message, stamp);
      expect(decrypt(aesKey, sealed.encrypt)).toMatchObject({ message, id: settings.receiveId });
      expect(getSignature(settings.token, stamp.timestamp, stamp.nonce, sealed.encrypt)).toBe(
        sealed.signature,
      );
      const theirs = encrypt(aesKey, message, settings.receiveId);
      const signature = getSignature(settings.token, stamp.timestamp, stamp.nonce, theirs);
      expect(crypto.open({ encrypt: theirs, signature, ...stamp })).toBe(message);
    }
  });

  it('opens what it sealed, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const message = Buffer.from(words, 'utf8').toString('utf8');
        expect(crypto.open(crypto.seal(message, stamp))).toBe(message);
      }),
    );
  });

  it('refuses another signature, time stamp, nonce or token with 403', () => {
    const sealed = crypto.seal('hello', stamp);
    const wrong = [
      { ...sealed, signature: sealed.signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) },
      { ...sealed, signature: '' },
      { ...sealed, timestamp: '1409659814' },
      { ...sealed, nonce: '1' },
      { ...sealed, encrypt: `${sealed.encrypt.slice(0, -8)}AAAAAAA=` },
    ];
    for (const changed of wrong) {
      expect(refusal(() => crypto.open(changed))).toMatchObject({ status: 403 });
    }
    const other = createBizCrypto({ ...settings, token: 'other' }, randomBytes);
    expect(refusal(() => other.open(sealed))).toMatchObject({ status: 403 });
  });

  it('refuses what was meant for another receiver with 403', () => {
    const other = createBizCrypto({ ...settings, receiveId: 'wx0' }, randomBytes);
    expect(refusal(() => crypto.open(other.seal('hello', stamp)))).toMatchObject({
      status: 403,
      message: 'meant for another receiver',
    });
  });

  const signed = (text: string) => ({
    encrypt: text,
    signature: getSignature(settings.token, stamp.timestamp, stamp.nonce, text),
    ...stamp,
  });

  it('refuses what is signed but cannot be decrypted with 400', () => {
    const { encrypt: good } = crypto.seal('hello', stamp);
    const cut = Buffer.from(good, 'base64').subarray(0, -7).toString('base64');
    const lacksBlock = Buffer.from(good, 'base64').subarray(0, -16).toString('base64');
    const otherKey = encrypt('1234567890123456789012345678901234567890123', 'x', 'y');
    for (const text of ['', '!!!', 'AAAA', cut, lacksBlock, otherKey, good.slice(0, 40)]) {
      expect(refusal(() => crypto.open(signed(text)))).toMatchObject({ status: 400 });
    }
  });

  it('refuses padding of which one byte is another', () => {
    const key = Buffer.from(`${aesKey}=`, 'base64');
    const head = Buffer.alloc(20);
    head.writeUInt32BE(5, 16);
    const content = Buffer.concat([head, Buffer.from(`hello${settings.receiveId}`)]);
    const surplus = 32 - (content.length % 32);
    const sealedWith = (padding: Buffer) => {
      const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
      return signed(
        Buffer.concat([cipher.update(Buffer.concat([content, padding])), cipher.final()]).toString(
          'base64',
        ),
      );
    };
    const padding = Buffer.alloc(surplus, surplus);
    expect(crypto.open(sealedWith(padding))).toBe('hello');
    padding[0] = surplus + 1;
    expect(refusal(() => crypto.open(sealedWith(padding)))).toMatchObject({ status: 400 });
  });

  it('never takes garbage for a message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(refusal(() => crypto.open(signed(text))).status).toBeGreaterThanOrEqual(400);
      }),
    );
  });

  it('says nothing of the message in a refusal', () => {
    const other = createBizCrypto({ ...settings, receiveId: 'wx0' }, randomBytes);
    const { message } = refusal(() => crypto.open(other.seal('秘密', stamp)));
    expect(message).not.toMatch(/秘密|wx0|QDG6eK/);
  });
});
