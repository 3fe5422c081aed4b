import type { MiddlewareHandler } from 'hono';
import type { Settings } from '../config.js';
import { WenceError } from '../errors.js';
import { bearerOf, knownKey } from './api-keys.js';
import type { AppContext, AppEnv } from './app-env.js';
import { RetryLaterError } from './error-reply.js';
import { requireKnownHost, requireKnownOrigin } from './known-origin.js';
import type { PageSessions } from './page-session.js';
import type { RateLimit } from './rate-limit.js';
import type { Passes } from './signed-pass.js';
import { isVisitorPath } from './visitor-routes.js';

type Guard = MiddlewareHandler<AppEnv>;

/** What guards look at. */
interface AccessRules {
  readonly settings: Settings;
  readonly sessions: PageSessions;
  readonly tokens: Passes;
}

/**
 * Lets through to the API who has a key; to asking and reading, also who has a token or the session
 * of a page. Where no key is set, everybody but the pages of other sites.
 */
export function apiGuard({ settings, sessions, tokens }: AccessRules): Guard {
  const { apiKeyHashes, chat } = settings;
  return (context, next) => {
    if (apiKeyHashes.length === 0) {
      requireKnownHost(context.req.header('Host'), settings);
      if (isChange(context)) requireKnownOrigin(context.req.header('Origin'), settings);
      return next();
    }
    const authorization = context.req.header('Authorization');
    const key = knownKey(authorization, apiKeyHashes);
    if (key !== null) {
      context.set('caller', `key:${key}`);
      return next();
    }
    if (!isVisitorPath(context.req.path)) throw new WenceError('unauthorized', '');
    const token = tokens.holderOf(bearerOf(authorization) ?? '');
    if (token !== null) {
      context.set('caller', `token:${token.id}`);
      return next();
    }
    const session = sessions.holderOf(context);
    if (session === null) {
      const isOver = authorization !== undefined;
      throw new WenceError('unauthorized', isOver ? '密钥或令牌无效，或者令牌已经过期。' : '');
    }
    if (isChange(context)) requireSameSite(context);
    // Where pages are open to all, anybody gets a new session at any time: there the address counts.
    if (chat === 'token') context.set('caller', `token:${session.id}`);
    return next();
  };
}

/**
 * Who may use the pages, by `WENCE_CHAT`, where API keys are set. A page brings its reader a
 * short-lived session. A token in the address becomes a session, and the address loses it: it must
 * not stay in histories and bookmarks.
 */
export function pageGuard({ settings, sessions, tokens }: AccessRules): Guard {
  const { apiKeyHashes, chat } = settings;
  return (context, next) => {
    if (apiKeyHashes.length === 0) {
      requireKnownHost(context.req.header('Host'), settings);
    } else if (chat === 'off') {
      throw new WenceError('not_found', '本服务没有开放网页。');
    } else if (chat === 'open') {
      // A page of another site whose name was made to lead here would get a session of its own.
      if (settings.publicUrl !== null) requireKnownHost(context.req.header('Host'), settings);
      sessions.start(context);
    } else {
      admit(context);
    }
    const address = withoutToken(context.req.url);
    return address === null ? next() : Promise.resolve(context.redirect(address, 303));
  };

  function admit(context: AppContext): void {
    const authorization = context.req.header('Authorization');
    const key = knownKey(authorization, apiKeyHashes);
    const given = bearerOf(authorization) ?? context.req.query(TOKEN_PARAMETER) ?? '';
    const holder = tokens.holderOf(given);
    if (key !== null || holder !== null) sessions.start(context, holder?.id);
    const present = holder ?? sessions.holderOf(context);
    if (key !== null) context.set('caller', `key:${key}`);
    else if (present !== null) context.set('caller', `token:${present.id}`);
    else throw new WenceError('unauthorized', HOW_TO_GET_IN);
  }
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

/** Where a link to a page carries its token. */
const TOKEN_PARAMETER = 'token';

const HOW_TO_GET_IN =
  '请从单位里放了“问策”入口的网站（例如办公平台）重新点进来：入口带着一个短期有效的令牌，' +
  '您的令牌没有带上，或者已经过期。找不到入口时，请问管理员。';

/** The path and query of an address without its token; null where it has none. */
function withoutToken(url: string): string | null {
  const { pathname, searchParams } = new URL(url);
  if (!searchParams.has(TOKEN_PARAMETER)) return null;
  searchParams.delete(TOKEN_PARAMETER);
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

function isChange(context: AppContext): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(context.req.method);
}

/**
 * Cookies count for all names under one domain; a page of a neighbour's is no page of ours.
 * @throws WenceError `forbidden`
 */
function requireSameSite(context: AppContext): void {
  const site = context.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin') throw new WenceError('forbidden', '');
}
