import type { MiddlewareHandler } from 'hono';
import type { AppDependencies, AppEnv } from './app-env.js';
import { createOriginReader, rateLimitName } from './caller.js';
import { languageOf } from './language.js';

/**
 * Whoever has a conversation's id has the conversation, and the key in a hook's path is a secret: neither is the
 * log's business. A hook's address is also entered wrongly, with a slash too many or a proxy's prefix.
 */
const UNSPOKEN = /^(\/api\/conversations\/|.*?hooks(?:\/|%2f)+dingtalk(?:\/|%2f)).+/is;

/** Gives each request its id, language and caller, and writes its access log line: the path, never the question. */
export function requestContext({
  settings,
  logger,
  newId,
}: Pick<AppDependencies, 'settings' | 'logger' | 'newId'>): MiddlewareHandler<AppEnv> {
  const originOf = createOriginReader(settings.trustedProxies);
  return async (context, next) => {
    const startedAtMs = performance.now();
    const requestId = newId();
    const origin = originOf(context.req.raw, context.env);
    context.set('requestId', requestId);
    context.set('language', languageOf(context.req.header('Accept-Language')));
    context.set('caller', rateLimitName(origin.address));
    context.set('isHttps', origin.isHttps);
    await next();
    context.res.headers.set('X-Request-Id', requestId);
    const { status } = context.res;
    const line = {
      requestId,
      method: context.req.method,
      path: context.req.path.replace(UNSPOKEN, '$1…').slice(0, 300),
      status,
      ms: Math.round((performance.now() - startedAtMs) * 10) / 10,
      // The address, also of a caller with a key: the key's hash is no business of the log.
      address: origin.address,
    };
    if (status === 500) logger.error({ ...line, error: context.error }, 'request failed');
    else logger.info(line, 'request');
  };
}
