import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadOf } from '../../../src/widget/elements/lead.js';

describe('a heading run into a list item', () => {
  it('ends with its colon', () => {
    expect(leadOf('3.突出重点产业招商：瞄准新能源。')).toEqual({
      lead: '3.突出重点产业招商：',
      rest: '瞄准新能源。',
    });
  });

  it('is none in a sentence that has a colon further on', () => {
    expect(leadOf('各区要做好以下工作，包括：一是招商。').lead).toBe('');
    expect(leadOf('会议于10:30开始').lead).toBe('');
    expect(leadOf('https://host/path').lead).toBe('');
    expect(leadOf('如下：').lead).toBe('');
  });

  it('loses nothing of the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { lead, rest } = leadOf(text);
        expect(lead + rest).toBe(text);
      }),
    );
  });
});
