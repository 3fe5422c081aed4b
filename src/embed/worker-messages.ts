import type { ErrorCode } from '../errors.js';
import type { PassageToRead } from './cross-encoder.js';
import type { ModelFolder } from './model-settings.js';

/** What can be asked of the worker; `model` is the number that opening it gave. */
export type WorkerTask =
  | { readonly kind: 'open'; readonly folder: ModelFolder }
  | { readonly kind: 'embed'; readonly model: number; readonly text: string }
  | { readonly kind: 'count-tokens'; readonly model: number; readonly texts: readonly string[] }
  | {
      readonly kind: 'score';
      readonly model: number;
      readonly question: string;
      readonly passages: readonly PassageToRead[];
    }
  | { readonly kind: 'close'; readonly model: number };

/** What the worker found. */
export type WorkerResult =
  | { readonly kind: 'opened'; readonly model: number }
  | { readonly kind: 'embedded'; readonly vector: Float32Array }
  | { readonly kind: 'counted'; readonly counts: number[] }
  | { readonly kind: 'scored'; readonly scores: readonly number[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly error: CarriedError };

/** A task under a number, by which its reply is known. */
export interface WorkerRequest {
  readonly id: number;
  readonly task: WorkerTask;
}

/** One for each request. */
export interface WorkerReply {
  readonly id: number;
  readonly result: WorkerResult;
}

/** An error's words; classes do not survive the passage between threads. */
export interface CarriedError {
  readonly code: ErrorCode;
  readonly message: string;
}
