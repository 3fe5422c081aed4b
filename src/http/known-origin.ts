import { isLoopback, type Settings } from '../config.js';
import { WenceError } from '../errors.js';

/**
 * Refuses requests that a web page of another site sends, DNS rebinding included: there the page's
 * own name leads here, so the name in `Origin` must be one that this server is known by. Programs
 * other than browsers send none.
 *
 * @throws WenceError `forbidden`
 */
export function requireKnownOrigin(
  origin: string | undefined,
  { host, publicUrl, allowedOrigins }: Pick<Settings, 'host' | 'publicUrl' | 'allowedOrigins'>,
): void {
  if (origin === undefined || allowedOrigins.includes(origin)) return;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url !== null) {
    if (publicUrl !== null && new URL(publicUrl).origin === url.origin) return;
    const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (name === host || isLoopback(name)) return;
  }
  throw new WenceError('forbidden', '');
}
