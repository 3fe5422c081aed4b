import { describe, expect, it } from 'vitest';
import { failureWords, firstSentence, saidOf } from '../../../src/widget/elements/said.js';
import { zh } from '../../../src/widget/words/zh.js';
import { answerWith, turnWith } from './turn.js';

const failed = { kind: 'failed', message: '', retryAfterSeconds: null, requestId: null } as const;

describe('what a screen reader is told', () => {
  it('is the first sentence of an answer without its marks', () => {
    const turn = turnWith({ state: { kind: 'done' }, answer: answerWith({}) });
    expect(saidOf(turn, zh)).toBe('围绕三大产业开展招商。');
  });

  it('is that nothing was found where an answer is a refusal', () => {
    const answer = answerWith({ kind: 'refused', text: '没有找到。' });
    expect(saidOf(turnWith({ state: { kind: 'done' }, answer }), zh)).toMatch(/^文件里没有找到/);
  });

  it('is the same while it waits and while it streams, so that it is told once', () => {
    const streaming = turnWith({ state: { kind: 'streaming' }, text: '围绕' });
    expect(saidOf(streaming, zh)).toBe(saidOf(turnWith({}), zh));
  });
});

describe('firstSentence', () => {
  it('ends with the first full stop or line', () => {
    expect(firstSentence('一句。两句。')).toBe('一句。');
    expect(firstSentence('\n部分的内容：[1]\n· 第一')).toBe('部分的内容：');
    expect(firstSentence('It rose by 1.5 percent. Then it fell.')).toBe('It rose by 1.5 percent.');
  });

  it('is cut where it goes on and on', () => {
    expect(firstSentence('长'.repeat(1000)).length).toBe(200);
  });
});

describe('the words for a failure', () => {
  it('are the server’s where it knows more than the kind says', () => {
    expect(failureWords({ ...failed, failure: 'invalid', message: '问题太长。' }, zh)).toBe(
      '问题太长。',
    );
  });

  it('are ours for what the server did not say, or says of programs', () => {
    expect(failureWords({ ...failed, failure: 'server' }, zh)).toBe(zh.failures.server);
    expect(failureWords({ ...failed, failure: 'unauthorized', message: 'no key' }, zh)).toBe(
      zh.failures.unauthorized,
    );
  });
});
