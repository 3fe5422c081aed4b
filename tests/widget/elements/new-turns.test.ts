import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../src/widget/conversation/turn.js';
import { NewTurns } from '../../../src/widget/elements/new-turns.js';
import { zh } from '../../../src/widget/words/zh.js';
import { answerWith, turnWith } from './turn.js';

const conversation = (turns: readonly Turn[], key = 'k') => ({
  key,
  conversationId: null,
  startedAtMs: 0,
  turns,
});
const done = turnWith({ state: { kind: 'done' }, answer: answerWith({}) });

describe('what is new in a conversation', () => {
  it('is a question just asked: shown and said', () => {
    const news = new NewTurns().look(conversation([turnWith({})]), zh);
    expect(news).toMatchObject({ isOtherTurn: true, said: zh.searching, answered: null });
  });

  it('is not said again for each piece that streams in', () => {
    const turns = new NewTurns();
    turns.look(conversation([turnWith({})]), zh);
    const streaming = turnWith({ state: { kind: 'streaming' }, text: '围绕' });
    expect(turns.look(conversation([streaming]), zh)).toMatchObject({
      isOtherTurn: false,
      said: null,
    });
  });

  it('is an answer once it is whole, and nothing after that', () => {
    const turns = new NewTurns();
    turns.look(conversation([turnWith({})]), zh);
    expect(turns.look(conversation([done]), zh)?.answered).toBe(done);
    expect(turns.look(conversation([done]), zh)).toBeNull();
    expect(turns.look(conversation([{ ...done, rating: 'up' }]), zh)).toMatchObject({
      said: null,
      answered: null,
    });
  });

  it('is no answer of an earlier visit: brought into view, and not said', () => {
    const news = new NewTurns().look(conversation([done]), zh);
    expect(news).toEqual({ isOtherTurn: true, said: null, answered: null });
  });

  it('is the last turn of another conversation, even of the same key', () => {
    const turns = new NewTurns();
    turns.look(conversation([done]), zh);
    expect(turns.look(conversation([done], 'other'), zh)?.isOtherTurn).toBe(true);
  });
});
