import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.js';

/** Everything a page loads is served from here; no inline script or style runs. */
const PAGE_POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
/** Swagger UI sets styles on its elements and draws icons from data URLs; its scripts are still files of this server. */
const DOCS_POLICY = `${PAGE_POLICY}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

/** What a route may have said otherwise. */
const USUAL = [
  ['Cache-Control', 'no-store'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
] as const;

/** Headers that keep a browser from doing more with a reply than showing it. */
export function secureHeaders(): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    await next();
    const set = (name: string, value: string) => context.res.headers.set(name, value);
    set('Content-Security-Policy', context.req.path === '/docs' ? DOCS_POLICY : PAGE_POLICY);
    set('X-Content-Type-Options', 'nosniff');
    set('X-Frame-Options', 'DENY');
    set('Referrer-Policy', 'same-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    for (const [name, value] of USUAL) if (!context.res.headers.has(name)) set(name, value);
    if (context.get('isHttps')) set('Strict-Transport-Security', 'max-age=15552000');
  };
}
