import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { AppEnv } from './app-env.js';

/** Where a request came from. */
export interface Origin {
  /** The caller's address; `unknown` without a socket. */
  readonly address: string;
  readonly isHttps: boolean;
}

/**
 * Reads a request's origin. Forwarding headers are believed only from the given proxies: the
 * nearest address in `X-Forwarded-For` that is no trusted proxy is the caller.
 */
export function createOriginReader(
  trustedProxies: readonly string[],
): (request: Request, bindings: AppEnv['Bindings'] | undefined) => Origin {
  const isTrusted = addressMatcher(trustedProxies);
  return (request, bindings) => {
    const socket = bindings?.incoming?.socket;
    const nearest = plainAddress(socket?.remoteAddress ?? 'unknown');
    const isEncrypted = socket !== undefined && 'encrypted' in socket && socket.encrypted === true;
    if (!isTrusted(nearest)) return { address: nearest, isHttps: isEncrypted };
    const hops = listOf(request.headers.get('X-Forwarded-For')).map(plainAddress);
    const address = hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? nearest;
    const scheme = listOf(request.headers.get('X-Forwarded-Proto')).at(-1);
    return {
      // A header that holds no address must not become a caller's name.
      address: isIPv4(address) || isIPv6(address) ? address : nearest,
      isHttps: isEncrypted || scheme?.toLowerCase() === 'https',
    };
  };
}

/** Whether an address is among the given addresses and CIDR ranges. */
export function addressMatcher(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) =>
    (isIPv4(address) && list.check(address, 'ipv4')) ||
    (isIPv6(address) && list.check(address, 'ipv6'));
}

/**
 * Whom a rate limit counts at an address: one IPv6 subscriber holds a whole /64.
 */
export function rateLimitName(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - tailGroups.length);
  return `${[...groups, ...Array<string>(zeros).fill('0'), ...tailGroups].slice(0, 4).join(':')}::/64`;
}

function listOf(header: string | null): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** IPv4 that arrives on an IPv6 socket is the same address. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
