/** One server-sent event (WHATWG HTML 9.2) with JSON for its data, which then holds no line end. */
export function eventFrame(data: unknown, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}

/** A comment that readers skip; it keeps the connection from looking idle to what lies between. */
export const HEARTBEAT_FRAME = ': waiting\n\n';
