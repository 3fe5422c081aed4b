import type { Answer, AnswerEvent } from '../../answer/answer.js';
import type { AskFailure } from '../ask/ask-client.js';
import type { Turn } from './turn.js';

/** What may happen to a turn. */
export type TurnChange =
  | { readonly kind: 'event'; readonly event: AnswerEvent }
  | { readonly kind: 'slow' }
  | { readonly kind: 'preparing'; readonly message: string; readonly retryAfterSeconds: number }
  /** One second less to wait, for the index or for the next question of many. */
  | { readonly kind: 'second-passed' }
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: AskFailure }
  /** Asked again, from the beginning. */
  | { readonly kind: 'asked-again' }
  | { readonly kind: 'rated'; readonly rating: Turn['rating'] };

/** A turn as it begins. */
export function newTurn(asked: Pick<Turn, 'key' | 'question' | 'askedAtMs'>): Turn {
  return {
    ...asked,
    state: { kind: 'waiting', isSlow: false },
    interpretedQuestion: asked.question,
    text: '',
    citations: [],
    notices: [],
    answer: null,
    rating: null,
  };
}

/** Whether an answer is under way. */
export function isUnderWay({ state }: Turn): boolean {
  return state.kind === 'waiting' || state.kind === 'preparing' || state.kind === 'streaming';
}

/** The turn after a change; the same object where it makes none. */
export function changeTurn(turn: Turn, change: TurnChange): Turn {
  switch (change.kind) {
    case 'event':
      return isUnderWay(turn)
        ? { ...withPiece(turn, change.event), state: { kind: 'streaming' } }
        : turn;
    case 'slow':
      return turn.state.kind === 'waiting'
        ? { ...turn, state: { kind: 'waiting', isSlow: true } }
        : turn;
    case 'preparing': {
      if (!isUnderWay(turn)) return turn;
      const { kind, message, retryAfterSeconds } = change;
      return { ...afresh(turn), state: { kind, message, retryAfterSeconds } };
    }
    case 'second-passed':
      return withSecondLess(turn);
    case 'done': {
      if (!isUnderWay(turn)) return turn;
      const { answer } = change;
      const { interpretedQuestion, text, citations, notices } = answer;
      return {
        ...turn,
        state: { kind: 'done' },
        interpretedQuestion,
        text,
        citations,
        notices,
        answer,
      };
    }
    case 'stopped':
      return isUnderWay(turn) ? { ...turn, state: { kind: 'stopped' } } : turn;
    case 'failed': {
      if (!isUnderWay(turn)) return turn;
      const { kind: failure, message, retryAfterSeconds, requestId } = change.failure;
      return {
        ...turn,
        state: { kind: 'failed', failure, message, retryAfterSeconds, requestId },
      };
    }
    case 'asked-again':
      return afresh(turn);
    case 'rated':
      return turn.rating === change.rating ? turn : { ...turn, rating: change.rating };
  }
}

function afresh({ key, question, askedAtMs }: Turn): Turn {
  return newTurn({ key, question, askedAtMs });
}

function withPiece(turn: Turn, event: AnswerEvent): Turn {
  switch (event.kind) {
    case 'meta':
      return { ...turn, interpretedQuestion: event.interpretedQuestion };
    case 'citation':
      return { ...turn, citations: [...turn.citations, event.citation] };
    case 'delta':
      return { ...turn, text: turn.text + event.text };
    case 'notice':
      return { ...turn, notices: [...turn.notices, event.notice] };
  }
}

function withSecondLess(turn: Turn): Turn {
  const { state } = turn;
  if (state.kind !== 'preparing' && state.kind !== 'failed') return turn;
  if (state.retryAfterSeconds === null || state.retryAfterSeconds <= 0) return turn;
  return { ...turn, state: { ...state, retryAfterSeconds: state.retryAfterSeconds - 1 } };
}

/** The server's id of the conversation, where a change tells it. */
export function conversationIdIn(happened: TurnChange): string | null {
  if (happened.kind === 'done') return happened.answer.conversationId;
  if (happened.kind !== 'event' || happened.event.kind !== 'meta') return null;
  return happened.event.conversationId;
}
