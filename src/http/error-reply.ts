import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, type ErrorDetail, WenceError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { AppContext } from './app-env.js';
import type { Language } from './language.js';

/** An error as the ask API prints it. */
export interface ErrorReply {
  readonly status: ContentfulStatusCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: {
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: readonly ErrorDetail[];
    };
  };
}

/** A refusal that passes with time; the reply says when to come back. */
export class RetryLaterError extends WenceError {
  readonly retryAfterSeconds: number;

  constructor(
    code: 'rate_limited' | 'not_ready',
    options: { readonly message: string; readonly retryAfterSeconds: number },
  ) {
    super(code, options.message);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A method that the address does not know. */
export class MethodError extends WenceError {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super('method_not_allowed', `只接受 ${allowed.join('、')}`);
    this.allowed = allowed;
  }
}

/**
 * The error table of the ask API. What is not a {@link WenceError} of the table is `internal`:
 * its words stay in the log, the reply carries the request's id.
 */
export function replyTo(
  error: unknown,
  request: { readonly requestId: string; readonly language: Language },
): ErrorReply {
  const { requestId, language } = request;
  const known = error instanceof WenceError ? publicErrors[error.code] : undefined;
  if (!(error instanceof WenceError) || known === undefined) {
    return {
      status: 500,
      headers: {},
      body: {
        error: {
          code: 'internal',
          message:
            language === 'zh'
              ? `服务内部出错，请把请求号 ${requestId} 告诉管理员。`
              : `Internal error; tell the administrator the request id ${requestId}.`,
          details: [{ field: 'requestId', message: requestId }],
        },
      },
    };
  }
  const message = language === 'zh' && error.message !== '' ? error.message : known[language];
  return {
    status: known.status,
    headers: headersOf(error),
    body: { error: { code: error.code, message, details: error.details } },
  };
}

/** The reply to what went wrong after a reply had begun, which no middleware sees; its cause is logged here. */
export function failureReply(
  error: unknown,
  { context, logger }: { readonly context: AppContext; readonly logger: Logger },
): ErrorReply {
  const requestId = context.get('requestId');
  const reply = replyTo(error, { requestId, language: context.get('language') });
  // Whoever hung up stopped the answer: nothing went wrong here.
  if (reply.status === 500 && !context.req.raw.signal.aborted) {
    const cause = error instanceof Error ? error : new Error(String(error));
    logger.error({ requestId, path: context.req.path, error: cause }, 'reply broke off');
  }
  return reply;
}

interface PublicError {
  readonly status: ContentfulStatusCode;
  readonly zh: string;
  readonly en: string;
}

const publicErrors: Partial<Record<ErrorCode, PublicError>> = {
  invalid_request: {
    status: 400,
    zh: '请求有误，见 details。',
    en: 'The request is not valid; see details.',
  },
  unauthorized: {
    status: 401,
    zh: '需要有效的 API 密钥或令牌：Authorization: Bearer <密钥>。',
    en: 'A valid API key or token is needed: Authorization: Bearer <key>.',
  },
  not_found: { status: 404, zh: '没有找到。', en: 'Not found.' },
  method_not_allowed: {
    status: 405,
    zh: '这个地址不接受这种请求方法。',
    en: 'This address does not take this method.',
  },
  body_too_large: {
    status: 413,
    zh: '请求内容超过 64 KiB。',
    en: 'The request body is larger than 64 KiB.',
  },
  unsupported_media_type: {
    status: 415,
    zh: '请求内容应为 application/json（UTF-8，不压缩）。',
    en: 'The request body must be application/json (UTF-8, not compressed).',
  },
  rate_limited: {
    status: 429,
    zh: '提问太频繁，请稍后再试。',
    en: 'Too many questions; try again later.',
  },
  forbidden: {
    status: 403,
    zh: '不接受来自这个网站的请求。',
    en: 'Requests from this site are not taken; WENCE_PUBLIC_URL and WENCE_ALLOWED_ORIGINS name the sites that are.',
  },
  not_ready: {
    status: 503,
    zh: '索引还没有准备好，请稍后再试。',
    en: 'The index is not loaded yet; try again later.',
  },
};

/** When to come back where nothing tells it: the model works off all waiting questions in about that time. */
const BUSY_SECONDS = 3;

function headersOf(error: WenceError): Record<string, string> {
  if (error instanceof RetryLaterError) return { 'Retry-After': String(error.retryAfterSeconds) };
  if (error instanceof MethodError) return { Allow: error.allowed.join(', ') };
  if (error.code === 'not_ready') return { 'Retry-After': String(BUSY_SECONDS) };
  return error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {};
}
