import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { MockReply } from './mock-server.js';

const openSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  ua: z.string().min(1),
  subscriptions: z.array(z.strictObject({ type: z.literal('CALLBACK'), topic: z.string() })).min(1),
});
const ackSchema = z.strictObject({
  code: z.literal(200),
  headers: z.strictObject({ contentType: z.literal('application/json'), messageId: z.string() }),
  message: z.literal('OK'),
  data: z.string(),
});

/** The gateway of DingTalk's Stream mode. */
export interface MockGateway {
  /** Where its `wss://` address really leads. */
  readonly port: number;
  /** `connections/open`: a ticket, good once and for 90 seconds. */
  open(json: unknown, robot: { readonly appKey: string; readonly appSecret: string }): MockReply;
  /** How often a connection was asked for. */
  readonly opened: () => number;
  readonly connections: () => number;
  /** Resolves once so many connections were made in all. */
  connected(count: number): Promise<void>;
  /** Pushes a message; resolves with the acknowledgement's data, `null` where the connection ends first. */
  push(body: unknown): Promise<string | null>;
  /** Pushes a system frame; resolves with what came back. */
  system(topic: string, data?: string): Promise<string | null>;
  /** Sends text as it is. */
  sendRaw(text: string): void;
  /** Cuts every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** Starts the gateway. */
export async function startMockGateway(nowMs: () => number): Promise<MockGateway> {
  const tickets = new Map<string, number>();
  const acknowledged = new Map<string, (data: string | null) => void>();
  const sockets: WebSocket[] = [];
  const arrivals: { readonly count: number; readonly resolve: () => void }[] = [];
  let opened = 0;
  let connected = 0;
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { readonly req: { readonly url?: string | undefined } }) => {
      const ticket = new URL(req.url ?? '/', 'ws://mock').searchParams.get('ticket') ?? '';
      const untilMs = tickets.get(ticket);
      tickets.delete(ticket);
      return untilMs !== undefined && nowMs() < untilMs;
    },
  });
  await new Promise<void>((resolve) => {
    server.once('listening', () => resolve());
  });
  server.on('connection', (socket) => {
    sockets.push(socket);
    connected += 1;
    for (const { count, resolve } of arrivals) if (connected >= count) resolve();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1);
      if (sockets.length > 0) return;
      for (const resolve of acknowledged.values()) resolve(null);
      acknowledged.clear();
    });
    socket.on('message', (data) => {
      const ack = ackSchema.parse(JSON.parse(String(data)));
      acknowledged.get(ack.headers.messageId)?.(ack.data);
      acknowledged.delete(ack.headers.messageId);
    });
  });

  const push = (
    type: string,
    { topic, data }: { readonly topic: string; readonly data: string },
  ) => {
    const messageId = randomUUID();
    const frame = {
      specVersion: '1.0',
      type,
      headers: { topic, messageId, contentType: 'application/json', time: String(nowMs()) },
      data,
    };
    const socket = sockets.at(-1);
    if (socket === undefined) return Promise.resolve(null);
    socket.send(JSON.stringify(frame));
    return new Promise<string | null>((resolve) => {
      acknowledged.set(messageId, resolve);
    });
  };

  return {
    port: (server.address() as AddressInfo).port,
    open: (json, robot) => {
      opened += 1;
      const body = openSchema.safeParse(json);
      const isRight =
        body.success &&
        body.data.clientId === robot.appKey &&
        body.data.clientSecret === robot.appSecret &&
        body.data.subscriptions.some(({ topic }) => topic === '/v1.0/im/bot/messages/get');
      if (!isRight) {
        return { kind: 'json', status: 401, json: { code: 'authFailed', message: 'mock' } };
      }
      const ticket = randomUUID();
      tickets.set(ticket, nowMs() + 90_000);
      const endpoint = 'wss://wss-open-connection.dingtalk.com:443/connect';
      return { kind: 'json', json: { endpoint, ticket } };
    },
    opened: () => opened,
    connections: () => sockets.length,
    connected: (count) =>
      connected >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            arrivals.push({ count, resolve });
          }),
    push: (body) =>
      push('CALLBACK', { topic: '/v1.0/im/bot/messages/get', data: JSON.stringify(body) }),
    system: (topic, data = '{}') => push('SYSTEM', { topic, data }),
    sendRaw: (text) => sockets.at(-1)?.send(text),
    drop: () => {
      for (const socket of [...sockets]) socket.terminate();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of [...sockets]) socket.terminate();
        server.close(() => resolve());
      }),
  };
}
