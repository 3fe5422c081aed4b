import { WenceError } from '../errors.js';

/** Bytes looked at to tell an encoding; longer files repeat themselves. */
const SAMPLE_BYTES = 65_536;
/** Share of NUL bytes on one side of the byte pairs above which a text without a mark is UTF-16. */
const UTF16_NUL_SHARE = 0.1;
/** Share of Han characters, digits and common marks that a decoded GB18030 or UTF-16 text has to show. */
const MIN_READABLE_SHARE = 0.85;
/** Share of replacement characters up to which a UTF-8 text counts as damaged in places and not as another encoding. */
const MAX_DAMAGED_SHARE = 0.001;

/**
 * The text of a plain file: UTF-8 or UTF-16 with or without byte order mark, else GB18030. Line
 * ends become `\n`, the mark is gone; nothing else is changed.
 *
 * @throws WenceError `unreadable_file` when the bytes are no text in any of these; the message
 * says why, in Chinese
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw unreadable('文件是空的');
  return decode(bytes).replace(/\r\n?/gu, '\n');
}

function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf]))
    return decodeStrictly('utf-8', bytes.subarray(3)) ?? refuse();
  if (startsWith(bytes, [0xff, 0xfe]))
    return decodeUtf16('utf-16le', bytes.subarray(2)) ?? refuse();
  if (startsWith(bytes, [0xfe, 0xff]))
    return decodeUtf16('utf-16be', bytes.subarray(2)) ?? refuse();
  const known = BINARY_SIGNATURES.find(({ signature }) => startsWith(bytes, signature));
  if (known !== undefined) throw unreadable(`内容是${known.name}，不是纯文本；请另存为 txt 或 md`);
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null) return unmarked;
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0))
    throw unreadable('内容是二进制数据，不是文本；请另存为 txt 或 md');
  return decodeStrictly('utf-8', bytes) ?? decodeGb18030(bytes) ?? damagedUtf8(bytes) ?? refuse();
}

const BINARY_SIGNATURES: readonly {
  readonly name: string;
  readonly signature: readonly number[];
}[] = [
  { name: ' PDF', signature: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: '压缩包或 Office 文档', signature: [0x50, 0x4b, 0x03, 0x04] },
  { name: '旧版 Office 文档', signature: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: ' PNG 图片', signature: [0x89, 0x50, 0x4e, 0x47] },
  { name: ' JPEG 图片', signature: [0xff, 0xd8, 0xff] },
  { name: ' GIF 图片', signature: [0x47, 0x49, 0x46, 0x38] },
  { name: ' gzip 压缩文件', signature: [0x1f, 0x8b, 0x08] },
  { name: ' RAR 压缩包', signature: [0x52, 0x61, 0x72, 0x21] },
  { name: ' 7z 压缩包', signature: [0x37, 0x7a, 0xbc, 0xaf] },
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeUtf16(encoding: 'utf-16le' | 'utf-16be', bytes: Uint8Array): string | null {
  return bytes.length % 2 === 0 ? decodeStrictly(encoding, bytes) : null;
}

/**
 * UTF-16 shows its ASCII characters, line ends among them, as NUL bytes on one side of the pairs;
 * a Chinese text with few of them shows itself by reading well.
 */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const nuls = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  if (even === 0 && odd === 0) return null;
  const isMostlyAscii = Math.max(even, odd) > (sample.length / 2) * UTF16_NUL_SHARE;
  for (const encoding of even > odd
    ? (['utf-16be', 'utf-16le'] as const)
    : (['utf-16le', 'utf-16be'] as const)) {
    const text = decodeUtf16(encoding, bytes);
    if (text === null || text.includes('\u0000')) continue;
    if (readableShare(text) >= MIN_READABLE_SHARE || (isMostlyAscii && isPlain(text))) return text;
  }
  return null;
}

function decodeGb18030(bytes: Uint8Array): string | null {
  const text = decodeStrictly('gb18030', bytes);
  return text !== null && readableShare(text) >= MIN_READABLE_SHARE ? text : null;
}

/** A UTF-8 text with a few broken bytes is read with U+FFFD in their place. */
function damagedUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const damaged = text.split('\ufffd').length - 1;
  return damaged <= Math.max(3, text.length * MAX_DAMAGED_SHARE) &&
    readableShare(text) >= MIN_READABLE_SHARE
    ? text
    : null;
}

const READABLE =
  /[\p{Script=Han}\u0020-\u007e\s\u2000-\u206f\u3000-\u303f\uff00-\uffef\u2460-\u24ff\u00b0-\u00f7\p{P}\p{Sm}\p{So}]/gu;
const RARE = /[\u{e000}-\u{f8ff}\u{20000}-\u{3ffff}\u{3400}-\u{4dbf}]/gu;

function readableShare(text: string): number {
  const sample = text.slice(0, SAMPLE_BYTES);
  const readable = sample.match(READABLE)?.join('').length ?? 0;
  const rare = sample.match(RARE)?.length ?? 0;
  return sample.length === 0 ? 0 : (readable - 2 * rare) / sample.length;
}

function isPlain(text: string): boolean {
  return !/\p{Cc}/u.test(text.slice(0, SAMPLE_BYTES).replace(/\s/gu, ''));
}

function refuse(): never {
  throw unreadable('无法识别文字编码（支持 UTF-8、UTF-16 和 GB18030）；请另存为 UTF-8');
}

function unreadable(reason: string): WenceError {
  return new WenceError('unreadable_file', reason);
}
