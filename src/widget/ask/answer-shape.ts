import type { Answer, AnswerHead, Citation, Notice } from '../../answer/answer.js';
import { type Check, isListOf, isNumber, isOneOf, isShape, isText } from './shape.js';

/** The answer object and its parts, as far as the chat relies on them. */
export const isCitation: Check<Citation> = isShape<Citation>({
  index: isNumber,
  documentId: isText,
  documentTitle: isText,
  sectionId: isText,
  address: isText,
  headingPath: isListOf(isText),
  quote: isText,
  start: isNumber,
  end: isNumber,
  url: isText,
  score: isNumber,
});

export const isNotice: Check<Notice> = isShape<Notice>({
  // A page left open for days meets the server's next version: a kind it does not know is no fault.
  kind: isText as Check<Notice['kind']>,
  message: isText,
});

export const isAnswerHead: Check<AnswerHead> = isShape<AnswerHead>({
  id: isText,
  conversationId: isText,
  interpretedQuestion: isText,
});

export const isAnswer: Check<Answer> = isShape<Answer>({
  id: isText,
  conversationId: isText,
  kind: isOneOf(['answered', 'refused', 'greeting']),
  question: isText,
  interpretedQuestion: isText,
  text: isText,
  citations: isListOf(isCitation),
  notices: isListOf(isNotice),
  nearest: isListOf(isCitation),
  suggestions: isListOf(isText),
  engine: isText as Check<Answer['engine']>,
  timing: isShape<Answer['timing']>({ retrieveMs: isNumber, totalMs: isNumber }),
});
