import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumeral } from '../../src/text/numerals.js';

describe('parseNumeral', () => {
  it.each([
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['九十九', 99],
    ['一百〇五', 105],
    ['一百零五', 105],
    ['一百一十', 110],
    ['一千二百六十', 1260],
    ['一千零一', 1001],
    ['两千三百', 2300],
    ['三万五千', 35_000],
    ['二〇二三', 2023],
    ['12', 12],
    ['１２', 12],
    ['①', 1],
    ['⑳', 20],
    ['㉑', 21],
    ['⑶', 3],
    ['㈢', 3],
  ])('reads %s as %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it.each(['', '第一', '一、', '一百二百', '十百', 'a', '1a', '万', '一2', '百'])(
    'does not take %j for a numeral',
    (text) => {
      expect(parseNumeral(text)).toBeNull();
    },
  );

  it('answers every text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'〇零一二九十百千万两1２①第') }), (text) => {
        const value = parseNumeral(text);
        expect(value === null || value >= 0).toBe(true);
      }),
    );
  });
});
