import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createStreamClient,
  IDLE_LIMIT_MS,
  type StreamSocketEvents,
} from '../../../src/channels/dingtalk/stream-client.js';

/** A client whose gateway and sockets are played by the test; time is fake. */
function played() {
  const sockets: {
    readonly events: StreamSocketEvents;
    readonly sent: unknown[];
    pings: number;
    state: 'open' | 'closing' | 'cut';
  }[] = [];
  const lines: string[] = [];
  const received: unknown[] = [];
  let gateway: () => Promise<string> = () => Promise.resolve('wss://g.dingtalk.com/?ticket=SECRET');
  let take: (body: unknown) => Promise<void> = () => Promise.resolve();
  let asked = 0;
  const keep = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const client = createStreamClient({
    open: () => {
      asked += 1;
      return gateway();
    },
    connect: (_url, events) => {
      const socket = {
        events,
        sent: [] as unknown[],
        pings: 0,
        state: 'open' as 'open' | 'closing' | 'cut',
      };
      sockets.push(socket);
      return {
        send: (text) => {
          if (socket.state === 'open') socket.sent.push(JSON.parse(text));
        },
        ping: () => {
          socket.pings += 1;
        },
        close: () => {
          socket.state = 'closing';
        },
        terminate: () => {
          if (socket.state === 'cut') return;
          socket.state = 'cut';
          queueMicrotask(() => events.onClose('cut'));
        },
      };
    },
    receive: (body) => {
      received.push(body);
      return take(body);
    },
    nowMs: () => Date.now(),
    random: () => 0,
    logger: { info: keep, warn: keep, error: keep },
  });
  const socket = (position: number) => {
    const found = sockets.at(position);
    if (found === undefined) throw new Error('no such socket');
    return found;
  };
  return {
    client,
    sockets,
    socket,
    lines,
    received,
    asked: () => asked,
    gateway: (next: () => Promise<string>) => {
      gateway = next;
    },
    take: (next: (body: unknown) => Promise<void>) => {
      take = next;
    },
    /** Starts the client and opens its first connection. */
    connect: async () => {
      client.start();
      await vi.advanceTimersByTimeAsync(0);
      socket(-1).events.onOpen();
    },
  };
}

const frame = (type: string, topic: string, data: unknown = '{}') =>
  JSON.stringify({ specVersion: '1.0', type, headers: { topic, messageId: 'm1' }, data });
const message = frame('CALLBACK', '/v1.0/im/bot/messages/get', '{"msgId":"1"}');
const refused = () => Promise.reject(new Error('dingtalk connections/open: not reached'));
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the stream of a DingTalk robot', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('acknowledges a message once it is taken, with its id', async () => {
    const { connect, socket, received, take } = played();
    await connect();
    let taken = () => {};
    take(
      () =>
        new Promise((resolve) => {
          taken = resolve;
        }),
    );
    socket(0).events.onText(message);
    await settle();
    expect(received).toEqual([{ msgId: '1' }]);
    expect(socket(0).sent).toEqual([]);
    taken();
    await settle();
    expect(socket(0).sent).toEqual([
      {
        code: 200,
        headers: { contentType: 'application/json', messageId: 'm1' },
        message: 'OK',
        data: '{"response":null}',
      },
    ]);
  });

  it('does not acknowledge what could not be taken, so that it comes again', async () => {
    const { connect, socket, take, lines } = played();
    await connect();
    take(() => Promise.reject(new Error('ledger')));
    socket(0).events.onText(message);
    await settle();
    expect(socket(0).sent).toEqual([]);
    expect(lines.at(-1)).toContain('message not taken');
  });

  it('answers a ping with its data, and acknowledges what it never asked for', async () => {
    const { connect, socket, received } = played();
    await connect();
    socket(0).events.onText(frame('SYSTEM', 'ping', '{"opaque":"abc"}'));
    socket(0).events.onText(frame('EVENT', 'chat_update'));
    socket(0).events.onText(frame('SYSTEM', 'CONNECTED'));
    expect(socket(0).sent).toMatchObject([{ data: '{"opaque":"abc"}' }, { code: 200 }]);
    expect(received).toEqual([]);
  });

  it('drops malformed frames with a log line each and stays connected', async () => {
    const { connect, socket, sockets, lines, received } = played();
    await connect();
    const broken = [
      '',
      '{',
      'null',
      '[]',
      '{"type":"CALLBACK"}',
      '{"type":"NEW","headers":{}}',
      '{"type":"CALLBACK","headers":{"topic":"/v1.0/im/bot/messages/get"},"data":"{}"}',
      frame('CALLBACK', '/v1.0/im/bot/messages/get', '{"msgId":'),
      frame('CALLBACK', '/v1.0/im/bot/messages/get', null),
    ];
    for (const text of broken) socket(0).events.onText(text);
    await settle();
    expect(lines.filter((line) => line.includes('dropped'))).toHaveLength(broken.length);
    expect(received).toEqual([]);
    expect(sockets).toHaveLength(1);
    expect(socket(0).state).toBe('open');
  });

  it('comes back with pauses of 1 to 60 seconds, one try at a time', async () => {
    const { client, gateway, asked } = played();
    gateway(refused);
    client.start();
    client.start();
    const tries: number[] = [];
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
      const before = asked();
      await vi.advanceTimersByTimeAsync(1);
      tries.push(asked() - before);
    }
    expect(asked()).toBe(9);
    expect(tries).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    await client.close();
  });

  it('does not storm a gateway that takes connections and cuts them at once', async () => {
    const { client, asked, sockets, connect } = played();
    await connect();
    const cutAll = setInterval(() => {
      for (const { events, state } of sockets.splice(0)) {
        if (state !== 'cut') {
          events.onOpen();
          events.onClose('code 1006');
        }
      }
    }, 10);
    await vi.advanceTimersByTimeAsync(60_000);
    clearInterval(cutAll);
    expect(asked()).toBeLessThanOrEqual(7);
    await client.close();
  });

  it('starts from one second again after a connection that lasted', async () => {
    const { client, gateway, asked, socket } = played();
    gateway(refused);
    client.start();
    await vi.advanceTimersByTimeAsync(31_000);
    gateway(() => Promise.resolve('wss://g.dingtalk.com/?ticket=t'));
    await vi.advanceTimersByTimeAsync(32_000);
    socket(-1).events.onOpen();
    await vi.advanceTimersByTimeAsync(11_000);
    socket(-1).events.onClose('code 1006');
    const before = asked();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(before + 1);
    socket(-1).events.onClose('over');
    await client.close();
  });

  it('on a disconnect opens the next at once, and still takes what the old one brings', async () => {
    const { connect, socket, sockets, received, asked } = played();
    await connect();
    await vi.advanceTimersByTimeAsync(15_000);
    socket(0).events.onText(frame('SYSTEM', 'disconnect'));
    await settle();
    expect(asked()).toBe(2);
    expect(sockets).toHaveLength(2);
    socket(1).events.onOpen();
    socket(0).events.onText(message);
    await settle();
    expect(received).toHaveLength(1);
    expect(socket(0).sent).toMatchObject([{ headers: { messageId: 'm1' } }]);
    socket(0).events.onClose('code 1000');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toBe(2);
  });

  it('on a disconnect straight after connecting waits first', async () => {
    const { connect, socket, asked } = played();
    await connect();
    socket(0).events.onText(frame('SYSTEM', 'disconnect'));
    await settle();
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
  });

  it('gives up a gateway that is silent for a minute, not one that answers pings', async () => {
    const { connect, socket, sockets } = played();
    await connect();
    for (let count = 0; count < 10; count += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      socket(0).events.onSignOfLife();
    }
    expect(socket(0).pings).toBe(10);
    expect(socket(0).state).toBe('open');
    await vi.advanceTimersByTimeAsync(IDLE_LIMIT_MS);
    expect(socket(0).state).toBe('cut');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  it('gives up a connection that never opens', async () => {
    const { client, socket, sockets } = played();
    client.start();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(socket(0).state).toBe('cut');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  it('closes: says goodbye, cuts who does not answer, and never comes back', async () => {
    const { client, connect, socket, asked } = played();
    await connect();
    const closed = client.close();
    expect(socket(0).state).toBe('closing');
    await vi.advanceTimersByTimeAsync(2_000);
    await closed;
    expect(socket(0).state).toBe('cut');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('closes while it waits for the gateway, and holds no connection after', async () => {
    const { client, gateway, sockets } = played();
    let give = (_url: string) => {};
    gateway(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    client.start();
    await client.close();
    give('wss://g.dingtalk.com/?ticket=t');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toEqual([]);
  });

  it('never logs the address with its ticket', async () => {
    const { connect, socket, lines, client } = played();
    await connect();
    socket(0).events.onText('{');
    socket(0).events.onClose('code 1006');
    await vi.advanceTimersByTimeAsync(5_000);
    socket(-1).events.onClose('over');
    await client.close();
    expect(lines.join('\n')).not.toContain('SECRET');
  });
});
