/**
 * An address on the server, of a path that begins with `/`: `documents/…` behind a gateway's own path
 * too. Null where it leads anywhere else, as an address that the server was made to print might.
 */
export function serverAddress(path: string, baseUrl: string): string | null {
  try {
    const base = new URL(baseUrl);
    const prefix = base.pathname.replace(/\/+$/, '');
    const address = new URL(path.startsWith('/') ? prefix + path : path, base);
    const isHere =
      /^https?:$/.test(address.protocol) &&
      address.origin === base.origin &&
      address.pathname.startsWith(`${prefix}/`) &&
      // `user:password@` is no part of the origin.
      address.username === '' &&
      address.password === '';
    return isHere ? address.href : null;
  } catch {
    return null;
  }
}
