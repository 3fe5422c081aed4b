/** A stretch of a text in UTF-16 code units, `[start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where {@link splitSentences} works and what it takes for an end. */
export interface SentenceOptions {
  /** First offset; 0 where it is left out. */
  readonly start?: number;
  /** Offset after the last; the text's length where it is left out. */
  readonly end?: number;
  /** Whether `；` and `;` end a sentence too; false where it is left out. */
  readonly semicolons?: boolean;
}

const ENDS = new Set('。！？!?…');
const SEMICOLONS = new Set('；;');
/** Marks that close what the sentence opened and so still belong to it. */
const CLOSERS = new Set('”’"\'」』）)】〕］]》〉');
const BLANKS = new Set(' \t\u3000\u00a0\r\n');

/**
 * The sentences of a text as ranges that tile it: nothing lies between two of them.
 *
 * A sentence ends at 。！？ (and `!`, `?`, `……`), at a line end that does not cut it, and, where asked,
 * at ；. Closing
 * quotes and brackets, blanks and empty lines after the end stay with the sentence before.
 *
 * @returns ranges in order; none for an empty range; blanks alone before the first sentence belong to it
 */
export function splitSentences(text: string, options: SentenceOptions = {}): readonly TextRange[] {
  const start = options.start ?? 0;
  const end = options.end ?? text.length;
  const sentences: TextRange[] = [];
  let sentenceStart = start;
  let hasWords = false;
  let at = start;
  while (at < end) {
    const character = text.charAt(at);
    at += 1;
    const isLineEnd = character === '\n';
    const isEnd =
      isLineEnd ||
      ENDS.has(character) ||
      (options.semicolons === true && SEMICOLONS.has(character));
    if (!isEnd) {
      if (!BLANKS.has(character)) hasWords = true;
      continue;
    }
    if (isLineEnd && (!hasWords || isCutLine(text, at, end))) continue;
    if (!isLineEnd) at = afterRun(text, at, end);
    at = afterBlanks(text, at, end);
    sentences.push({ start: sentenceStart, end: at });
    sentenceStart = at;
    hasWords = false;
  }
  if (sentenceStart < end) sentences.push({ start: sentenceStart, end });
  return sentences;
}

/**
 * Whether a line end cuts a sentence, as pages do at links: the next line begins with a mark that
 * closes or goes on, or the line ends with one that opens or goes on.
 */
function isCutLine(text: string, afterNewline: number, end: number): boolean {
  const next = text.slice(afterNewline, Math.min(end, afterNewline + INDENT_LENGTH)).trimStart();
  const before = text.slice(Math.max(0, afterNewline - INDENT_LENGTH), afterNewline).trimEnd();
  if (next === '' || next.startsWith('\n')) return false;
  return /^[》」』”’）)，,、。；;：:！!？?]/u.test(next) || /[《「『“‘（(，,、]$/u.test(before);
}

/** Characters looked at on each side of a line end: an indent and a mark. */
const INDENT_LENGTH = 8;

/** The offset after further end marks and closing marks. */
function afterRun(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (ENDS.has(text.charAt(at)) || CLOSERS.has(text.charAt(at)))) at += 1;
  return at;
}

function afterBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && BLANKS.has(text.charAt(at))) at += 1;
  return at;
}
