import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { AppDependencies, AppEnv } from './app-env.js';

/** How long a browser may remember what it was told of an address. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the listed sites call an address (CORS). Whoever is not listed is told nothing, and its
 * browser keeps the reply from it. No cookies: the widget on another site brings a token.
 */
export function crossOrigin(
  method: 'GET' | 'POST' | 'DELETE',
  { allowedOrigins }: Pick<AppDependencies['settings'], 'allowedOrigins'>,
): MiddlewareHandler<AppEnv> {
  const listed = cors({
    origin: [...allowedOrigins],
    allowMethods: [method],
    allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Accept-Language'],
    exposeHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: PREFLIGHT_SECONDS,
  });
  return async (context, next) => {
    const origin = context.req.header('Origin');
    if (origin !== undefined && allowedOrigins.includes(origin)) return listed(context, next);
    const isPreflight =
      context.req.method === 'OPTIONS' &&
      origin !== undefined &&
      context.req.header('Access-Control-Request-Method') !== undefined;
    if (isPreflight) return context.body(null, 204, { Vary: 'Origin' });
    await next();
    context.header('Vary', 'Origin', { append: true });
    return;
  };
}
