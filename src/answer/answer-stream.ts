import { WenceError } from '../errors.js';
import type { Answer, AnswerHead, AskOptions, Citation } from './answer.js';

/** Sends an answer in pieces; whatever was sent stands, so only what is certain may be. */
export interface AnswerStream {
  /** Opens the answer at its reader; worth doing before anything that takes long. */
  meta(head: AnswerHead): void;
  /**
   * Sends a piece of the answer's final text, its marks printed as `[n]`, with the citations of
   * those that were not sent yet.
   * @throws WenceError `internal` where the answer was not opened
   */
  say(text: string, citations: readonly Citation[]): void;
  /**
   * Sends all that was not sent yet.
   * @throws WenceError `internal` where what was said is not how the answer begins
   */
  finish(answer: Answer): void;
}

/** A stream to whoever watches an answer; without a watcher it does nothing. */
export function createAnswerStream(onEvent: AskOptions['onEvent'] = () => undefined): AnswerStream {
  let isOpen = false;
  let said = '';
  const cited = new Map<number, Citation>();

  const meta = ({ id, conversationId, interpretedQuestion }: AnswerHead) => {
    if (isOpen) return;
    isOpen = true;
    onEvent({ kind: 'meta', id, conversationId, interpretedQuestion });
  };
  const say = (text: string, citations: readonly Citation[]) => {
    if (!isOpen) throw new WenceError('internal', 'An answer is streamed that was not opened.');
    for (const citation of citations.filter(({ index }) => !cited.has(index))) {
      cited.set(citation.index, citation);
      onEvent({ kind: 'citation', citation });
    }
    for (const piece of piecesOf(text)) onEvent({ kind: 'delta', text: piece });
    said += text;
  };
  return {
    meta,
    say,
    finish(answer) {
      if (!answer.text.startsWith(said) || !citationsStand(answer.citations, cited)) {
        throw new WenceError('internal', 'The streamed words are not those of the answer.');
      }
      meta(answer);
      say(answer.text.slice(said.length), answer.citations);
      for (const notice of answer.notices) onEvent({ kind: 'notice', notice });
    },
  };
}

function citationsStand(
  citations: readonly Citation[],
  cited: ReadonlyMap<number, Citation>,
): boolean {
  return [...cited].every(([index, { documentId, start, end }]) =>
    citations.some(
      (citation) =>
        citation.index === index &&
        citation.documentId === documentId &&
        citation.start === start &&
        citation.end === end,
    ),
  );
}

/** A sentence to its end mark with what closes and cites it, or a line to its end. */
const PIECE = /[^\n。！？；]*(?:[。！？；]+[”’」』）》]*(?:\[\d+\])*\n*|\n+|$)/gu;

/** A text in pieces that are worth showing one by one: sentences and lines. */
function piecesOf(text: string): readonly string[] {
  return (text.match(PIECE) ?? []).filter((piece) => piece !== '');
}
