import { isAnswer, isCitation, isNotice } from '../ask/answer-shape.js';
import type { FailureKind } from '../ask/ask-client.js';
import {
  type Check,
  isBoolean,
  isListOf,
  isNullOr,
  isNumber,
  isOneOf,
  isRecord,
  isShape,
  isText,
} from '../ask/shape.js';
import { changeTurn } from './change-turn.js';
import type { ConversationHead } from './conversation-store.js';
import type { Turn, TurnState } from './turn.js';

/** What is kept in another form than this is let go of. */
export const STORED_SCHEMA = 1;

/** The kept form of a conversation; its turns lie beside it. */
export interface StoredConversation extends ConversationHead {
  readonly schema: typeof STORED_SCHEMA;
  readonly title: string;
  readonly updatedAtMs: number;
  readonly turnCount: number;
}

/** The kept form of a turn. */
export interface StoredTurn {
  readonly schema: typeof STORED_SCHEMA;
  readonly conversationKey: string;
  readonly key: string;
  readonly askedAtMs: number;
  readonly turn: Turn;
}

export const isStoredConversation: Check<StoredConversation> = isShape<StoredConversation>({
  schema: isOneOf([STORED_SCHEMA]),
  key: isText,
  conversationId: isNullOr(isText),
  startedAtMs: isNumber,
  title: isText,
  updatedAtMs: isNumber,
  turnCount: isNumber,
});

const isFailed = isShape<Extract<TurnState, { kind: 'failed' }>>({
  kind: isOneOf(['failed']),
  failure: isOneOf<FailureKind>([
    'offline',
    'unreachable',
    'not-ready',
    'rate-limited',
    'unauthorized',
    'not-found',
    'invalid',
    'server',
  ]),
  message: isText,
  retryAfterSeconds: isNullOr(isNumber),
  requestId: isNullOr(isText),
});

/** A state as its kind says it. */
function isTurnState(value: unknown): value is TurnState {
  if (!isRecord(value)) return false;
  switch (value.kind) {
    case 'waiting':
      return isBoolean(value.isSlow);
    case 'preparing':
      return isText(value.message) && isNumber(value.retryAfterSeconds);
    case 'streaming':
    case 'done':
    case 'stopped':
      return true;
    default:
      return isFailed(value);
  }
}

const isTurn: Check<Turn> = isShape<Turn>({
  key: isText,
  question: isText,
  askedAtMs: isNumber,
  state: isTurnState,
  interpretedQuestion: isText,
  text: isText,
  citations: isListOf(isCitation),
  notices: isListOf(isNotice),
  answer: isNullOr(isAnswer),
  rating: isNullOr(isOneOf(['up', 'down'])),
});

const isStoredTurn: Check<StoredTurn> = isShape<StoredTurn>({
  schema: isOneOf([STORED_SCHEMA]),
  conversationKey: isText,
  key: isText,
  askedAtMs: isNumber,
  turn: isTurn,
});

/** The turn that was kept; null for what is none. */
export function turnFrom(stored: unknown): Turn | null {
  if (!isStoredTurn(stored)) return null;
  const { turn } = stored;
  return (turn.state.kind === 'done') === (turn.answer !== null) ? turn : null;
}

/** A turn as it is once the page that asked has gone away: nobody waits or counts down any more. */
export function leftBehind(turn: Turn): Turn {
  if (turn.state.kind === 'failed' && turn.state.retryAfterSeconds !== null) {
    return { ...turn, state: { ...turn.state, retryAfterSeconds: null } };
  }
  return changeTurn(turn, { kind: 'stopped' });
}

/** Turns in the order in which they were asked. */
export function inOrder(turns: readonly Turn[]): readonly Turn[] {
  return [...turns].sort((a, b) => a.askedAtMs - b.askedAtMs || (a.key < b.key ? -1 : 1));
}
