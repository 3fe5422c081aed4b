import type { ErrorDetail } from '../../errors.js';

/** An error as the ask API prints it. */
interface PrintedError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
}

/** The body of an error in the OpenAI protocol; `details` are the ask API's, for whoever knows them. */
export interface OpenaiErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    /** The parameter that is wrong; null where it is none. */
    readonly param: string | null;
    readonly code: string;
    readonly details: readonly ErrorDetail[];
  };
}

/** Puts an error of the ask API into the OpenAI protocol's words. */
export function openaiError(
  status: number,
  { code, message, details }: PrintedError,
): OpenaiErrorBody {
  const isModel = code === 'not_found' && details[0]?.field === 'model';
  const first = status === 400 || isModel ? details[0] : undefined;
  // SDKs show the message alone: it must say which parameter is wrong.
  const isNamed = first === undefined || message.includes(first.field);
  return {
    error: {
      message: isNamed ? message : `${first.field}: ${first.message}`,
      type: typeOf(status),
      param: first?.field ?? null,
      code: isModel ? 'model_not_found' : code,
      details,
    },
  };
}

function typeOf(status: number): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 429:
      return 'rate_limit_error';
    default:
      return status >= 500 ? 'server_error' : 'invalid_request_error';
  }
}
