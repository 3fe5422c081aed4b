import { readMarks } from './handles.js';

/** One sentence of a model's answer. */
export interface ModelSentence {
  readonly words: string;
  readonly handles: readonly string[];
  /** Whether it began a line of its own. */
  readonly startsLine: boolean;
  readonly isItem: boolean;
}

/** Reads a model's words, as they come, into sentences. */
export interface SentenceReader {
  /** The sentences that are complete, marks and all, with these words. */
  read(words: string): readonly ModelSentence[];
  /** What is left at the end. */
  end(): readonly ModelSentence[];
}

/** Marks of a list and of Markdown in front of a line. */
const LINE_START =
  /^\s*(?:#{1,6}\s+|>\s*|(?:[-*•·●○▪]|\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）])\s*)+/u;
const HEADING_OR_TABLE = /^\s*(?:#{1,6}\s|\|.*\||```|---+\s*$)/u;
/** To an end mark with what closes and cites the sentence, or to the end of the line. */
const SENTENCE =
  /^[^\n]*?[。！？!?]+[”’」』）)]*(?:\s*[[【［][^\]】］\n]{0,80}[\]】］])*[。；]?|^[^\n]*\n/u;
/** A mark that is not complete yet may follow. */
const MAY_GO_ON = /^[ \t]*(?:[。；”’」』）)]|[[【［][^\]】］\n]{0,80})?$/u;
/** What a model writes for itself before it answers. */
const THOUGHT = /^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/u;

/** A reader for one answer. */
export function createSentenceReader(): SentenceReader {
  let rest = '';
  let isLineStart = true;
  let isItem = false;
  let waiting: ModelSentence[] = [];

  const sentenceOf = (printed: string): readonly ModelSentence[] => {
    const startsLine = isLineStart;
    const endsLine = printed.endsWith('\n');
    isLineStart = endsLine;
    if (startsLine) isItem = LINE_START.test(printed);
    const isSkipped = startsLine && HEADING_OR_TABLE.test(printed);
    const plain = printed.replace(startsLine ? LINE_START : /^\s+/u, '').replace(/\*\*|__|`/gu, '');
    const { words, handles } = readMarks(plain);
    const made: ModelSentence = { words, handles, startsLine, isItem };
    const ready: ModelSentence[] = [];
    if (words === '' && handles.length > 0) {
      // A mark alone behind a sentence belongs to it.
      ready.push(...waiting.map((sentence) => ({ ...sentence, handles })));
      waiting = [];
    } else if (words !== '' && !isSkipped) {
      if (handles.length === 0) waiting.push(made);
      else {
        ready.push(...waiting.map((sentence) => ({ ...sentence, handles })), made);
        waiting = [];
      }
    }
    if (endsLine) {
      // Sentences of a line that cites nothing stand without a clause.
      ready.push(...waiting);
      waiting = [];
    }
    return ready;
  };

  const take = (isEnd: boolean): readonly ModelSentence[] => {
    const found: ModelSentence[] = [];
    for (;;) {
      if (/^\s*<think/u.test(rest)) {
        const thought = THOUGHT.exec(rest)?.[0] ?? '';
        if (!isEnd && !/<\/think(?:ing)?>$/u.test(thought)) return found;
        rest = rest.slice(thought.length);
        continue;
      }
      const printed = SENTENCE.exec(rest)?.[0];
      if (printed === undefined || printed === '') break;
      const after = rest.slice(printed.length);
      if (!isEnd && !printed.endsWith('\n') && MAY_GO_ON.test(after)) break;
      rest = after;
      found.push(...sentenceOf(printed));
    }
    return found;
  };

  return {
    read(words) {
      rest += words;
      return take(false);
    },
    end() {
      const found = [...take(true)];
      if (rest.trim() !== '') found.push(...sentenceOf(`${rest}\n`));
      found.push(...waiting);
      rest = '';
      waiting = [];
      return found;
    },
  };
}
