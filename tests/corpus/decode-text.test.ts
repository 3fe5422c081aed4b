import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/corpus/decode-text.js';
import { WenceError } from '../../src/errors.js';

const TEXT = '第一条　为了规范管理，制定本办法。\n第二条　本办法自2023年1月1日起施行。\n';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
/** 第一条 为了。 and a line end in GB18030, written out because Node encodes no GB18030. */
const GB18030 = Uint8Array.from([
  0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5, 0x20, 0xce, 0xaa, 0xc1, 0xcb, 0xa1, 0xa3, 0x0a,
]);

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', utf16le(`\ufeff${TEXT}`)],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 LE without a mark', utf16le(TEXT)],
    ['UTF-16 BE without a mark', utf16be(TEXT)],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it('reads GB18030', () => {
    expect(decodeText(GB18030)).toBe('第一条 为了。\n');
  });

  it('turns every line end into \\n', () => {
    expect(decodeText(Buffer.from('一\r\n二\r三\n'))).toBe('一\n二\n三\n');
  });

  it('reads UTF-8 that is broken in one place', () => {
    const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xe4, 0xb8]), Buffer.from(TEXT)]);
    expect(decodeText(bytes)).toContain('第二条');
  });

  it.each([
    ['nothing', Buffer.alloc(0), '空'],
    ['a PDF', Buffer.from('%PDF-1.7\n\u0000'), 'PDF'],
    ['an Office file', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]), 'Office'],
    ['binary data', Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 255, 1]), '二进制'],
    ['random high bytes', Buffer.from([0xff, 0x80, 0x81, 0xff, 0xfe, 0x90, 0xff]), '编码'],
  ])('refuses %s and says why', (_, bytes, reason) => {
    expect(() => decodeText(bytes)).toThrow(WenceError);
    expect(() => decodeText(bytes)).toThrow(reason);
  });

  it('gives back every UTF-8 text, and throws nothing but WenceError for other bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'第一条，。甲乙 a1\n'), minLength: 1 }),
        (text) => {
          expect(decodeText(Buffer.from(text))).toBe(text);
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          expect(typeof decodeText(bytes)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(WenceError);
        }
      }),
    );
  });
});
