import { isIP } from 'node:net';
import { isLoopback, type Settings } from '../config.js';
import { WenceError } from '../errors.js';

type Names = Pick<Settings, 'host' | 'publicUrl' | 'allowedOrigins'>;

/**
 * Refuses requests that a web page of another site sends, DNS rebinding included: there the page's
 * own name leads here, so the name in `Origin` must be one that this server is known by. Programs
 * other than browsers send none.
 *
 * @throws WenceError `forbidden`
 */
export function requireKnownOrigin(origin: string | undefined, names: Names): void {
  if (origin === undefined || names.allowedOrigins.includes(origin)) return;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url !== null) {
    if (names.publicUrl !== null && new URL(names.publicUrl).origin === url.origin) return;
    if (isOwnName(url.hostname, names)) return;
  }
  throw stranger(origin);
}

/**
 * Refuses requests that were sent to a name this server is not known by: with DNS rebinding a page
 * of another site reads here as if it were its own, and such reads carry no `Origin`.
 *
 * @throws WenceError `forbidden`
 */
export function requireKnownHost(host: string | undefined, names: Names): void {
  // Programs may leave it out; browsers never do.
  if (host === undefined) return;
  const address = `http://${host}`;
  const name = URL.canParse(address) ? new URL(address).hostname : '';
  if (names.publicUrl !== null && new URL(names.publicUrl).hostname === name) return;
  if (!isOwnName(name, names) && canBeRebound(name)) throw stranger(host);
}

/** Only a name in the DNS of the internet can be made to lead here: no address, no name without a dot. */
function canBeRebound(name: string): boolean {
  const isAddress = isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
  return name === '' || (name.includes('.') && !isAddress);
}

function isOwnName(hostname: string, { host }: Names): boolean {
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  return name === host || isLoopback(name);
}

function stranger(found: string): WenceError {
  return new WenceError(
    'forbidden',
    `不接受来自 ${found.slice(0, 200)} 的请求。如果这是本服务的网址，请设 WENCE_PUBLIC_URL；` +
      '如果是要嵌入问策的网站，请写进 WENCE_ALLOWED_ORIGINS。',
  );
}
