import { describe, expect, it } from 'vitest';
import { phraseShare } from '../../src/retrieve/phrase-match.js';

describe('phraseShare', () => {
  it('counts what stands in the text word for word', () => {
    const question = '食用菌产量目标是多少';
    expect(phraseShare(question, '食用菌产量达到3万吨')).toBeGreaterThan(
      phraseShare(question, '食用菌和水果的产量'),
    );
    expect(phraseShare('食用菌产量', '全市食用菌产量达到3万吨')).toBeCloseTo(0.6);
  });

  it('does not count pairs of characters that stand apart', () => {
    expect(phraseShare('公积金怎么提取', '资本公积转增，提取盈余')).toBe(0);
  });

  it('is 0 for an empty question or text, and takes letters in either case', () => {
    expect(phraseShare('', '外资')).toBe(0);
    expect(phraseShare('外资招商', '')).toBe(0);
    expect(phraseShare('RCEP 规则', 'rcep规则培训')).toBeGreaterThan(0);
  });

  it('reads a question of repeated characters in linear time', () => {
    expect(phraseShare('啊'.repeat(1000), '啊'.repeat(2000))).toBe(0.998);
  });
});
