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
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isInteractive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    paint: paintFor(process.stdout.isTTY === true && !noColor),
    paintErr: paintFor(process.stderr.isTTY === true && !noColor),
  };
}

/** Colours that are on or off. */
export function paintFor(isColoured: boolean): Paint {
  return pc.createColors(isColoured);
}
