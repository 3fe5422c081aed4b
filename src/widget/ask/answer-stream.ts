import type { Answer, AnswerEvent } from '../../answer/answer.js';
import { isAnswer, isAnswerHead, isCitation, isNotice } from './answer-shape.js';
import { AskFailure } from './ask-client.js';
import { createEventReader } from './event-stream.js';
import { brokenConnection, failureOf } from './failure-of.js';
import { readBody } from './read-body.js';
import { isRecord, isText, parsedJson } from './shape.js';

/** The longest answer: a hundred times what one holds, and little for a browser. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Reads an answer as the ask API streams it, telling its pieces as they come. Events that are not known
 * are passed over.
 * @throws AskFailure what an `error` event says; `server` for an event out of shape; `unreachable` where
 * the stream ends without its last event
 */
export async function readAnswerStream(
  response: Response,
  options: {
    readonly onEvent: (event: AnswerEvent) => void;
    /** Called with every sign of life, comments among them. */
    readonly onAlive: () => void;
  },
): Promise<Answer> {
  let end: { readonly answer: Answer } | { readonly failure: unknown } | null = null;
  const read = createEventReader(({ event, data }) => {
    if (end !== null) return;
    try {
      if (event === 'error') throw failureOf(data, response);
      if (event === 'done') end = { answer: checked(parsedJson(data), isAnswer) };
      else {
        const piece = pieceOf(event, data);
        if (piece !== null) options.onEvent(piece);
      }
    } catch (failure) {
      end = { failure };
    }
  });
  await readBody(response, {
    maxBytes: MAX_ANSWER_BYTES,
    onText: (text) => {
      options.onAlive();
      read(text);
      return end === null;
    },
  });
  return outcome(end);
}

function outcome(end: { readonly answer: Answer } | { readonly failure: unknown } | null): Answer {
  if (end === null) throw brokenConnection();
  if ('failure' in end) throw end.failure;
  return end.answer;
}

function pieceOf(event: string, data: string): AnswerEvent | null {
  const value = parsedJson(data);
  switch (event) {
    case 'meta':
      return { ...checked(value, isAnswerHead), kind: 'meta' };
    case 'citation':
      return { kind: 'citation', citation: checked(value, isCitation) };
    case 'delta':
      return { kind: 'delta', text: checked(isRecord(value) ? value.text : value, isText) };
    case 'notice':
      return { kind: 'notice', notice: checked(value, isNotice) };
    default:
      return null;
  }
}

function checked<T>(value: unknown, check: (value: unknown) => value is T): T {
  if (check(value)) return value;
  throw new AskFailure('server', { cause: new Error('event out of shape') });
}
