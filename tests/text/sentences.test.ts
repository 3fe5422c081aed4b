import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/text/sentences.js';

const split = (text: string, options = {}) =>
  splitSentences(text, options).map((range) => text.slice(range.start, range.end));

describe('splitSentences', () => {
  it('ends a sentence at 。！？', () => {
    expect(split('甲。乙！丙？丁')).toEqual(['甲。', '乙！', '丙？', '丁']);
  });

  it('keeps closing quotes and brackets with their sentence', () => {
    expect(split('他说：“好。”（完。）下一句。')).toEqual(['他说：“好。”', '（完。）', '下一句。']);
  });

  it('ends a sentence at a line end and keeps blank lines with the sentence before', () => {
    expect(split('标题\n\n　　正文。\n再')).toEqual(['标题\n\n　　', '正文。\n', '再']);
  });

  it('does not end a sentence at a line end that cuts it at a link', () => {
    expect(split('制定了《\n某某条例\n》，并公布。\n下一句')).toEqual([
      '制定了《\n某某条例\n》，并公布。\n',
      '下一句',
    ]);
  });

  it('splits at ； only where asked', () => {
    expect(split('甲；乙。')).toEqual(['甲；乙。']);
    expect(split('甲；乙。', { semicolons: true })).toEqual(['甲；', '乙。']);
  });

  it('does not end a sentence at a decimal point or at 、', () => {
    expect(split('增长3.5%、2.1%。')).toEqual(['增长3.5%、2.1%。']);
  });

  it('works inside a range with offsets of the whole text', () => {
    expect(splitSentences('甲。乙。丙。', { start: 2, end: 4 })).toEqual([{ start: 2, end: 4 }]);
  });

  it('tiles every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'甲乙。！？；”） \n.1') }), (text) => {
        expect(split(text).join('')).toBe(text);
      }),
    );
  });
});
