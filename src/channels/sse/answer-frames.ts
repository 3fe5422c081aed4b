import type { Answer, AnswerEvent } from '../../answer/answer.js';
import { eventFrame } from './event-frame.js';

/** A piece of an answer as the ask API streams it. */
export function answerFrame(event: AnswerEvent): string {
  switch (event.kind) {
    case 'meta': {
      const { kind, ...head } = event;
      return eventFrame(head, kind);
    }
    case 'citation':
      return eventFrame(event.citation, event.kind);
    case 'delta':
      return eventFrame({ text: event.text }, event.kind);
    case 'notice':
      return eventFrame(event.notice, event.kind);
  }
}

/** The last event of an answer: the whole of it, as `application/json` would have had it. */
export function doneFrame(answer: Answer): string {
  return eventFrame(answer, 'done');
}

/** The last event of an answer that failed after it had begun: the body of the error reply. */
export function errorFrame(body: object): string {
  return eventFrame(body, 'error');
}
