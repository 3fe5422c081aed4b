import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects this thread's garbage now. Loading a model leaves its file's bytes behind (36 MB each), which V8 is
 * in no hurry to free: they lie outside its heap and an idle thread gives it no occasion.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
