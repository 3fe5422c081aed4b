import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of the platform, as it arrived. */
export interface MockRequest {
  /** The host that was called, which the mock stands for. */
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body read as JSON; `null` where it is none. */
  readonly json: unknown;
}

/** What the mock does about a call. */
export type MockReply =
  | { readonly kind: 'json'; readonly json: unknown; readonly status?: number }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut without a word. */
  | { readonly kind: 'drop' }
  /** Nothing comes until the caller hangs up. */
  | { readonly kind: 'hang' };

/** A server on 127.0.0.1 that stands for a platform. */
export interface MockServer {
  readonly baseUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Header in which the network of the mocks tells the host that was called. */
export const HOST_HEADER = 'x-mock-host';

/** Starts a server. */
export async function startMockServer(
  answer: (request: MockRequest) => MockReply | Promise<MockReply>,
): Promise<MockServer> {
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return;
    }
    const url = new URL(incoming.url ?? '/', 'http://mock');
    const text = Buffer.concat(parts).toString('utf8');
    const reply = await answer({
      host: String(incoming.headers[HOST_HEADER] ?? ''),
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      text,
      json: parsed(text),
    });
    switch (reply.kind) {
      case 'json':
        response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(reply.json));
        return;
      case 'raw':
        response.writeHead(reply.status, { ...reply.headers });
        response.end(reply.text);
        return;
      case 'drop':
        incoming.socket.destroy();
        return;
      case 'hang':
        return;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
