import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { HookRefusal } from './hook-refusal.js';

/** A callback's sealed part and what proves where it is from; numbers as the text they came in. */
export interface SealedMessage {
  /** Base64. */
  readonly encrypt: string;
  /** Hex SHA-1 over token, timestamp, nonce and `encrypt`. */
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** The encryption that WeCom and DingTalk share ("WXBizMsgCrypt"), for one token, key and receiver. */
export interface BizCrypto {
  /**
   * Verifies, then decrypts.
   * @throws HookRefusal 403 where the signature or the receiver is another, 400 where it cannot be decrypted
   */
  open(sealed: SealedMessage): string;
  /** Encrypts and signs. */
  seal(
    plaintext: string,
    stamp: { readonly timestamp: string; readonly nonce: string },
  ): SealedMessage;
}

/** Bytes drawn at random in front of each plaintext. */
const RANDOM_BYTES = 16;
/** Bytes of the message's length behind them, big-endian. */
const LENGTH_BYTES = 4;
/** PKCS#7 padding to this, twice the cipher's own block: Node's automatic padding refuses half of all lengths. */
const PADDING_BLOCK = 32;
const CIPHER = 'aes-256-cbc';
const CIPHER_BLOCK = 16;

/**
 * AES-256-CBC with the key's own beginning as its initial vector, as
 * https://developer.work.weixin.qq.com/document/path/90968 prescribes it.
 *
 * @param settings.aesKey - EncodingAESKey: 43 characters of Base64
 * @param settings.receiveId - corpid, '' for 智能机器人, AppKey at DingTalk
 */
export function createBizCrypto(
  settings: { readonly token: string; readonly aesKey: string; readonly receiveId: string },
  randomBytes: (count: number) => Uint8Array,
): BizCrypto {
  const { token, receiveId } = settings;
  const key = Buffer.from(`${settings.aesKey}=`, 'base64');
  const iv = key.subarray(0, CIPHER_BLOCK);

  const sign = ({ timestamp, nonce, encrypt }: Omit<SealedMessage, 'signature'>): string =>
    createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');

  return {
    open(sealed) {
      const isSigned = equalInConstantTime(sign(sealed), sealed.signature.toLowerCase());
      if (!isSigned) throw new HookRefusal(403, 'signature does not match');
      const { message, receiver } = unpack(decrypt(sealed.encrypt, { key, iv }));
      if (receiver !== receiveId) throw new HookRefusal(403, 'meant for another receiver');
      return message;
    },
    seal(plaintext, { timestamp, nonce }) {
      const message = Buffer.from(plaintext, 'utf8');
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(message.length);
      const content = Buffer.concat([
        randomBytes(RANDOM_BYTES),
        length,
        message,
        Buffer.from(receiveId, 'utf8'),
      ]);
      const surplus = PADDING_BLOCK - (content.length % PADDING_BLOCK);
      const cipher = createCipheriv(CIPHER, key, iv).setAutoPadding(false);
      const encrypt = Buffer.concat([
        cipher.update(Buffer.concat([content, Buffer.alloc(surplus, surplus)])),
        cipher.final(),
      ]).toString('base64');
      return { encrypt, timestamp, nonce, signature: sign({ timestamp, nonce, encrypt }) };
    },
  };
}

/** Whether two texts are the same, without saying by the time it takes where they part. */
export function equalInConstantTime(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

const undecryptable = (reason: string) => new HookRefusal(400, `undecryptable: ${reason}`);

function decrypt(
  encrypt: string,
  { key, iv }: { readonly key: Buffer; readonly iv: Buffer },
): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypt)) throw undecryptable('not Base64');
  const bytes = Buffer.from(encrypt, 'base64');
  if (bytes.length === 0 || bytes.length % CIPHER_BLOCK !== 0) throw undecryptable('truncated');
  const decipher = createDecipheriv(CIPHER, key, iv).setAutoPadding(false);
  return withoutPadding(Buffer.concat([decipher.update(bytes), decipher.final()]));
}

function withoutPadding(content: Buffer): Buffer {
  const surplus = content.at(-1) ?? 0;
  const isPadding =
    surplus >= 1 &&
    surplus <= PADDING_BLOCK &&
    content.length % PADDING_BLOCK === 0 &&
    content.subarray(-surplus).every((byte) => byte === surplus);
  if (!isPadding) throw undecryptable('wrong padding');
  return content.subarray(0, content.length - surplus);
}

function unpack(content: Buffer): { readonly message: string; readonly receiver: string } {
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (content.length < start) throw undecryptable('too short');
  const end = start + content.readUInt32BE(RANDOM_BYTES);
  if (end > content.length) throw undecryptable('wrong length');
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return {
      message: utf8.decode(content.subarray(start, end)),
      receiver: utf8.decode(content.subarray(end)),
    };
  } catch {
    throw undecryptable('not UTF-8');
  }
}
