import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless, jsonText, paintFor } from '../../src/cli/terminal.js';

describe('words on a terminal', () => {
  const fileName = 'a\u001b]0;title\u0007\u001b[2J\u009b31m\r.txt';

  it('of a file name cannot steer it', () => {
    expect(harmless(fileName, true)).toBe('a\ufffd]0;title\ufffd\ufffd[2J\ufffd31m\ufffd.txt');
  });

  it('keep their lines, tabs and characters beyond the first plane', () => {
    const text = '一、\t招商\n　　😀é\u202e';
    expect(harmless(text, false)).toBe(text);
  });

  it('keep the colours that the program gives them, and get none where there are none', () => {
    const paint = paintFor(true);
    const text = paint.red(`坏${paint.bold('了')}`) + paint.dim('暗') + paint.cyan('青');
    expect(harmless(text, true)).toBe(text);
    expect(harmless('\u001b[31m红', false)).toBe('\ufffd红');
  });
});

describe('JSON on a terminal', () => {
  it('escapes every control character, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = jsonText({ text: `${text}\u0085\u007f` });
        expect(harmless(shown, false)).toBe(shown);
        expect(JSON.parse(shown)).toEqual({ text: `${text}\u0085\u007f` });
      }),
    );
  });
});
