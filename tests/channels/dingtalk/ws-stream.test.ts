import { afterEach, describe, expect, it } from 'vitest';
import { createPlatformCall } from '../../../src/channels/bots/platform-call.js';
import { createStreamClient } from '../../../src/channels/dingtalk/stream-client.js';
import { openStreamGateway } from '../../../src/channels/dingtalk/stream-gateway.js';
import { connectStream } from '../../../src/channels/dingtalk/ws-stream-connect.js';
import { dingtalkRobot, startMockDingtalk } from '../mock/mock-dingtalk.js';
import { createMockNetwork } from '../mock/mock-network.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A client connected to the mock's gateway by a real WebSocket. */
async function connectedClient(robot: { appKey: string; appSecret: string } = dingtalkRobot) {
  const mock = await startMockDingtalk({ nowMs: () => Date.now() });
  const network = createMockNetwork({ 'api.dingtalk.com': mock.baseUrl });
  const call = createPlatformCall({
    fetch: network.fetch,
    wait: () => Promise.resolve(),
    random: () => 0,
  });
  const received: unknown[] = [];
  const addresses: string[] = [];
  const lines: string[] = [];
  const keep = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const client = createStreamClient({
    open: () => openStreamGateway(robot, call),
    connect: (url, events) => {
      addresses.push(url);
      const { search } = new URL(url);
      return connectStream(`ws://127.0.0.1:${mock.gateway.port}/connect${search}`, events);
    },
    receive: (body) => {
      received.push(body);
      return Promise.resolve();
    },
    nowMs: () => Date.now(),
    random: () => 0,
    logger: { info: keep, warn: keep, error: keep },
  });
  closers.push(mock.close, client.close);
  client.start();
  return { mock, client, received, addresses, lines };
}

describe('the stream over a WebSocket', () => {
  it('takes and acknowledges messages, answers pings, and closes cleanly', async () => {
    const { mock, client, received, addresses, lines } = await connectedClient();
    await mock.gateway.connected(1);
    expect(addresses[0]).toMatch(/^wss:\/\/wss-open-connection\.dingtalk\.com\/connect\?ticket=/);
    expect(await mock.gateway.push({ msgId: '1' })).toBe('{"response":null}');
    expect(received).toEqual([{ msgId: '1' }]);
    expect(await mock.gateway.system('ping', '{"opaque":"x"}')).toBe('{"opaque":"x"}');
    mock.gateway.sendRaw('{ broken');
    mock.gateway.sendRaw('\u0000');
    expect(await mock.gateway.push({ msgId: '2' })).toBe('{"response":null}');
    await client.close();
    expect(mock.gateway.connections()).toBe(0);
    const ticket = new URL(addresses[0] ?? '').searchParams.get('ticket') ?? 'none';
    expect(lines.join('\n')).not.toContain(ticket);
    expect(lines.join('\n')).not.toContain(dingtalkRobot.appSecret);
  });

  it('comes back once after the connection was cut', async () => {
    const { mock } = await connectedClient();
    await mock.gateway.connected(1);
    mock.gateway.drop();
    await mock.gateway.connected(2);
    expect(mock.gateway.opened()).toBe(2);
    expect(await mock.gateway.push({ msgId: '3' })).toBe('{"response":null}');
  });

  it('with wrong credentials says so, without the secret, and does not storm', async () => {
    const { mock, client, lines } = await connectedClient({
      appKey: 'x',
      appSecret: 'wrong-secret',
    });
    while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await client.close();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('authFailed');
    expect(lines[0]).not.toContain('wrong-secret');
    expect(mock.gateway.opened()).toBe(1);
  });

  it('goes to no other host than DingTalk’s', async () => {
    for (const endpoint of [
      'wss://evil.cn/connect',
      'ws://x.dingtalk.com/',
      'wss://dingtalk.com.evil.cn',
      7,
    ]) {
      const call = () => Promise.resolve({ status: 200, json: { endpoint, ticket: 't' } });
      await expect(openStreamGateway(dingtalkRobot, call)).rejects.toMatchObject({
        name: 'DeliveryError',
      });
    }
  });
});
