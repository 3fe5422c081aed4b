import pc from 'picocolors';

/** Where a command writes and what it may assume of the reader. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, notes and errors. */
  readonly err: (text: string) => void;
  /** Whether a person watches `err`: progress may move. */
  readonly isInteractive: boolean;
  readonly paint: Paint;
  /** The same for `err`. */
  readonly paintErr: Paint;
}

/** Colours, or none: each puts its words back unchanged where the stream is no terminal. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The process' own streams; colours only on a terminal, and not where `NO_COLOR` is set (no-color.org). */
export function processTerminal(process: NodeJS.Process): Terminal {
  const noColor = (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  const isColoured = process.stdout.isTTY === true && !noColor;
  const isErrColoured = process.stderr.isTTY === true && !noColor;
  return {
    out: (text) => process.stdout.write(harmless(text, isColoured)),
    err: (text) => process.stderr.write(harmless(text, isErrColoured)),
    isInteractive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    paint: paintFor(isColoured),
    paintErr: paintFor(isErrColoured),
  };
}

const ESCAPE = '\u001b';
/** The colours of {@link Paint}, and every control character that is no line feed or tab. */
const COLOUR_OR_CONTROL = new RegExp(`${ESCAPE}\\[(?:1|2|22|3[1-9])m|(?![\\n\\t])\\p{Cc}`, 'gu');

/**
 * Words of files, file names and questions that cannot steer the terminal they are shown on
 * (CWE-150): control characters become U+FFFD; colours stay where there are colours.
 */
export function harmless(text: string, isColoured: boolean): string {
  return text.replace(COLOUR_OR_CONTROL, (found) =>
    isColoured && found.length > 1 ? found : '\ufffd',
  );
}

/** Data as indented JSON, its control characters as escapes: {@link harmless} changes nothing in it. */
export function jsonText(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(
    /(?!\n)\p{Cc}/gu,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Colours that are on or off. */
export function paintFor(isColoured: boolean): Paint {
  return pc.createColors(isColoured);
}
