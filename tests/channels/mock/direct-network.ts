import type { MockNetwork } from './mock-network.js';
import type { MockReply, MockRequest } from './mock-server.js';

/**
 * A network without sockets, for tests by fake time: each host is a function. `cut` ends it as a crash of the
 * program would: calls under way and those to come are never answered.
 */
export function createDirectNetwork(
  hosts: Readonly<Record<string, (request: MockRequest) => MockReply>>,
): MockNetwork & {
  cut(): void;
  /** Bodies of calls under way, or that were when it was cut. */
  readonly underWay: readonly string[];
} {
  const complaints: string[] = [];
  const underWay = new Map<symbol, string>();
  let isCut = false;
  const never = () => new Promise<never>(() => {});
  return {
    complaints,
    get underWay() {
      return [...underWay.values()];
    },
    cut: () => {
      isCut = true;
    },
    fetch: async (address, init) => {
      if (isCut) return await never();
      const url = new URL(address);
      const answer = hosts[url.host];
      if (url.protocol !== 'https:' || answer === undefined) {
        complaints.push(`called ${url.protocol}//${url.host}`);
        throw broken('ENOTFOUND');
      }
      if (init.redirect !== 'error') complaints.push(`${url.pathname}: would follow a redirect`);
      const text = typeof init.body === 'string' ? init.body : '';
      const call = Symbol('call');
      underWay.set(call, text);
      // The way there and the way back take a moment, in which the program may end.
      await pause();
      const reply = isCut ? await never() : answer(requestOf({ url, init, text }));
      await pause();
      if (isCut) await never();
      underWay.delete(call);
      switch (reply.kind) {
        case 'json':
          return Response.json(reply.json, { status: reply.status ?? 200 });
        case 'raw':
          return new Response(reply.text, { status: reply.status, headers: { ...reply.headers } });
        case 'drop':
          throw broken('ECONNRESET');
        case 'hang':
          return await new Promise<never>((_resolve, reject) => {
            init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
          });
      }
    },
  };
}

function requestOf({
  url,
  init,
  text,
}: {
  readonly url: URL;
  readonly init: RequestInit;
  readonly text: string;
}): MockRequest {
  return {
    host: url.host,
    method: init.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(new Headers(init.headers)),
    text,
    json: text === '' ? null : JSON.parse(text),
  };
}

function broken(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/** By the timers of the test, which may be fake. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}
