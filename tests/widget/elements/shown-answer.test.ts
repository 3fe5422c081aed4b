import { describe, expect, it } from 'vitest';
import { shownAnswer } from '../../../src/widget/elements/shown-answer.js';
import { answerWith } from './turn.js';

const suggestions = ['《甲》有哪几个方面？', '《乙》讲了什么？'];

describe('shownAnswer', () => {
  it('does not show the questions of a greeting twice', () => {
    const text = '您好，我是问策。可以这样问：\n· 《甲》有哪几个方面？\n· 《乙》讲了什么？';
    const answer = answerWith({ kind: 'greeting', text, suggestions });
    expect(shownAnswer({ text, answer })).toEqual({ text: '您好，我是问策。', suggestions });
  });

  it('leaves an answer as it is, and a greeting whose questions stand elsewhere', () => {
    const text = '内容：\n· 《甲》有哪几个方面？';
    expect(shownAnswer({ text, answer: answerWith({ text, suggestions }) }).text).toBe(text);
    const greeting = answerWith({ kind: 'greeting', text: '您好。', suggestions });
    expect(shownAnswer({ text: '您好。', answer: greeting }).text).toBe('您好。');
  });

  it('offers nothing before an answer is whole', () => {
    expect(shownAnswer({ text: '您', answer: null })).toEqual({ text: '您', suggestions: [] });
  });
});
