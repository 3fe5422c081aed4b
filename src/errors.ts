/** Codes of {@link WenceError}; the HTTP stage maps each to a status in one place. */
export type ErrorCode =
  | 'invalid_request'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'rate_limited'
  | 'not_ready'
  | 'internal'
  | 'invalid_setting'
  | 'unreadable_file'
  | 'invalid_index'
  | 'invalid_model'
  | 'invalid_evaluation_set';

/** One field of a request that was refused, as the error table of the ask API prints it. */
export interface ErrorDetail {
  readonly field: string;
  readonly message: string;
}

/** The system's code of an error (`ENOENT`, `EACCES`, …); undefined where it has none. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** What was thrown, as an error: anything may be thrown. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** What went wrong, raised where it happens and turned into a reply or an exit code in one place. */
export class WenceError extends Error {
  override readonly name = 'WenceError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly details?: readonly ErrorDetail[] } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
  }
}
