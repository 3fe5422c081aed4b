import type { Scope } from './scope.js';

/** What composing has to know besides the task: where the question looked, and whether that was left. */
export interface ComposeOptions {
  readonly scope: Scope;
  /** Whether what was found is from other documents than the question named. */
  readonly isElsewhere: boolean;
}
