import type { Services } from './services.js';
import type { Surroundings } from './settings-options.js';
import type { Terminal } from './terminal.js';

/** All that a command works with. */
export interface CommandContext extends Surroundings {
  readonly terminal: Terminal;
  readonly services: Services;
  /** Ends long work and the server: Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A command's outcome: 0 done, 1 failed. */
export type Outcome = 0 | 1;
