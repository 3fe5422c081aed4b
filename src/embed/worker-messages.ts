import type { ErrorCode } from '../errors.js';
import type { ModelFolder } from './model-settings.js';

/** What the worker is started with. */
export interface WorkerStart {
  readonly folder: ModelFolder;
}

/** Asked of the worker; it answers one at a time, in order. */
export type WorkerRequest =
  | { readonly kind: 'embed'; readonly id: number; readonly text: string }
  | { readonly kind: 'count-tokens'; readonly id: number; readonly texts: readonly string[] }
  | { readonly kind: 'close'; readonly id: number };

/** Said by the worker: `ready` or `failed-to-load` once, then one reply for each request. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed-to-load'; readonly error: CarriedError }
  | { readonly kind: 'embedded'; readonly id: number; readonly vector: Float32Array }
  | { readonly kind: 'counted'; readonly id: number; readonly counts: number[] }
  | { readonly kind: 'closed'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: CarriedError };

/** An error's words; classes do not survive the passage between threads. */
export interface CarriedError {
  readonly code: ErrorCode;
  readonly message: string;
}
