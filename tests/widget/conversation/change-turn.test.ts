import { describe, expect, it } from 'vitest';
import { AskFailure } from '../../../src/widget/ask/ask-client.js';
import {
  changeTurn,
  newTurn,
  type TurnChange,
} from '../../../src/widget/conversation/change-turn.js';
import type { Turn } from '../../../src/widget/conversation/turn.js';
import { aCitation, anAnswer } from '../ask/replies.js';

const fresh = newTurn({ key: 't1', question: '招商重点', askedAtMs: 1 });

function turnAfter(...changes: readonly TurnChange[]): Turn {
  return changes.reduce(changeTurn, fresh);
}

const delta = (text: string): TurnChange => ({ kind: 'event', event: { kind: 'delta', text } });
const failed = (seconds: number | null): TurnChange => ({
  kind: 'failed',
  failure: new AskFailure('rate-limited', {
    message: '太频繁',
    retryAfterSeconds: seconds,
    requestId: 'r1',
  }),
});

describe('a turn', () => {
  it('waits, is slow, and streams', () => {
    expect(fresh.state).toEqual({ kind: 'waiting', isSlow: false });
    expect(turnAfter({ kind: 'slow' }).state).toEqual({ kind: 'waiting', isSlow: true });
    expect(turnAfter({ kind: 'slow' }, delta('一')).state).toEqual({ kind: 'streaming' });
    expect(turnAfter(delta('一'), { kind: 'slow' }).state).toEqual({ kind: 'streaming' });
  });

  it('gathers what comes', () => {
    const head = { id: 'a_1', conversationId: 'c_1', interpretedQuestion: '2023年招商重点' };
    const turn = turnAfter(
      { kind: 'event', event: { kind: 'meta', ...head } },
      { kind: 'event', event: { kind: 'notice', notice: { kind: 'year', message: '按 2023 年' } } },
      { kind: 'event', event: { kind: 'citation', citation: aCitation() } },
      delta('一'),
      delta('二[1]'),
    );
    expect(turn).toMatchObject({
      question: '招商重点',
      interpretedQuestion: '2023年招商重点',
      text: '一二[1]',
      citations: [aCitation()],
      notices: [{ kind: 'year' }],
      answer: null,
    });
  });

  it('has the whole answer in the end', () => {
    const answer = anAnswer();
    const turn = turnAfter(delta('瞄准'), { kind: 'done', answer });
    expect(turn).toMatchObject({
      state: { kind: 'done' },
      text: answer.text,
      citations: answer.citations,
      answer,
    });
  });

  it('keeps question and text where it fails or is stopped', () => {
    expect(turnAfter(delta('一'), { kind: 'stopped' })).toMatchObject({
      state: { kind: 'stopped' },
      text: '一',
    });
    expect(turnAfter(delta('一'), failed(9))).toMatchObject({
      question: '招商重点',
      text: '一',
      state: {
        kind: 'failed',
        failure: 'rate-limited',
        message: '太频繁',
        retryAfterSeconds: 9,
        requestId: 'r1',
      },
    });
  });

  it('counts down to nought and no further', () => {
    const second: TurnChange = { kind: 'second-passed' };
    expect(turnAfter(failed(2), second).state).toMatchObject({ retryAfterSeconds: 1 });
    expect(turnAfter(failed(2), second, second, second).state).toMatchObject({
      retryAfterSeconds: 0,
    });
    const without = turnAfter(failed(null));
    expect(changeTurn(without, second)).toBe(without);
  });

  it('is not changed by what comes too late', () => {
    const stopped = turnAfter(delta('一'), { kind: 'stopped' });
    for (const change of [
      delta('二'),
      { kind: 'done', answer: anAnswer() },
      { kind: 'stopped' },
      { kind: 'slow' },
      { kind: 'preparing', message: '', retryAfterSeconds: 1 },
      failed(1),
    ] satisfies TurnChange[]) {
      expect(changeTurn(stopped, change)).toBe(stopped);
    }
  });

  it('begins afresh where it is asked again, in its place', () => {
    const again = turnAfter(delta('一'), failed(1), { kind: 'asked-again' });
    expect(again).toEqual(fresh);
  });

  it('shows nothing twice where the server was not ready in the middle of an answer', () => {
    const turn = turnAfter(
      delta('一'),
      { kind: 'preparing', message: '正在建立索引（1/3）', retryAfterSeconds: 2 },
      delta('一二'),
    );
    expect(turn.text).toBe('一二');
  });

  it('is rated', () => {
    const done = turnAfter({ kind: 'done', answer: anAnswer() });
    expect(changeTurn(done, { kind: 'rated', rating: 'up' }).rating).toBe('up');
    expect(changeTurn(done, { kind: 'rated', rating: null })).toBe(done);
  });
});
