import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { WenceError } from '../errors.js';
import { knownKey } from './api-keys.js';
import type { AppDependencies, AppEnv } from './app-env.js';
import { RetryLaterError } from './error-reply.js';
import { PAGE_SESSION_COOKIE, PAGE_SESSION_SECONDS, type PageSessions } from './page-session.js';
import type { RateLimit } from './rate-limit.js';

type Guard = MiddlewareHandler<AppEnv>;

/** What a page session may reach besides the pages: asking and reading, and what it asked, by its unguessable id. */
const PAGE_SESSION_PATHS =
  /^\/api\/(?:ask|search|documents(?:\/[^/]+)?|answers\/[^/]+\/feedback|conversations\/[^/]+)$/;

/** Lets through to the API who has a key, or a page session where pages are open to all. */
export function apiGuard(
  { apiKeyHashes, chat }: AppDependencies['settings'],
  sessions: PageSessions,
): Guard {
  return (context, next) => {
    if (apiKeyHashes.length === 0) return next();
    const key = knownKey(context.req.header('Authorization'), apiKeyHashes);
    if (key !== null) {
      context.set('caller', `key:${key}`);
      return next();
    }
    const session = getCookie(context, PAGE_SESSION_COOKIE);
    const isPage = chat === 'open' && session !== undefined && sessions.isValid(session);
    if (isPage && PAGE_SESSION_PATHS.test(context.req.path)) return next();
    throw new WenceError('unauthorized', '');
  };
}

/**
 * Who may use the pages, by `WENCE_CHAT`, where API keys are set. A page that is open to all brings
 * its reader a short-lived session; SameSite=Strict keeps other sites from using it.
 */
export function pageGuard(
  { apiKeyHashes, chat }: AppDependencies['settings'],
  sessions: PageSessions,
): Guard {
  return (context, next) => {
    if (apiKeyHashes.length === 0) return next();
    if (chat === 'off') throw new WenceError('not_found', '本服务没有开放网页。');
    if (chat === 'token') {
      if (knownKey(context.req.header('Authorization'), apiKeyHashes) !== null) return next();
      throw new WenceError('unauthorized', '这里的网页需要密钥。');
    }
    setCookie(context, PAGE_SESSION_COOKIE, sessions.issue(), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      secure: context.get('isHttps'),
      maxAge: PAGE_SESSION_SECONDS,
    });
    return next();
  };
}

/** Counts a request as its caller's question. */
export function questionLimit(rateLimit: RateLimit): Guard {
  return (context, next) => {
    countQuestion(rateLimit, context.get('caller'));
    return next();
  };
}

/** @throws RetryLaterError `rate_limited` where the caller asked too much */
export function countQuestion(rateLimit: RateLimit, caller: string): void {
  const waitSeconds = rateLimit(caller);
  if (waitSeconds === null) return;
  throw new RetryLaterError('rate_limited', {
    message: `提问太频繁，请 ${waitSeconds} 秒后再试。`,
    retryAfterSeconds: waitSeconds,
  });
}
