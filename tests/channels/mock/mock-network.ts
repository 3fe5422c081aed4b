import { HOST_HEADER } from './mock-server.js';

/** The only network that a tested program has: the platforms' hosts lead to their mocks, nothing leads elsewhere. */
export interface MockNetwork {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Calls that went astray or were made carelessly; a test expects none. */
  readonly complaints: readonly string[];
}

/** Maps hosts to servers: `{ 'oapi.dingtalk.com': 'http://127.0.0.1:4711' }`. */
export function createMockNetwork(hosts: Readonly<Record<string, string>>): MockNetwork {
  const complaints: string[] = [];
  return {
    complaints,
    fetch: async (address, init) => {
      const url = new URL(address);
      const baseUrl = hosts[url.host];
      if (url.protocol !== 'https:' || baseUrl === undefined) {
        complaints.push(`called ${url.protocol}//${url.host}`);
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }),
        });
      }
      if (init.redirect !== 'error') complaints.push(`${url.pathname}: would follow a redirect`);
      if (init.signal === undefined) complaints.push(`${url.pathname}: would wait for ever`);
      const headers = new Headers(init.headers);
      headers.set(HOST_HEADER, url.host);
      return await fetch(`${baseUrl}${url.pathname}${url.search}`, { ...init, headers });
    },
  };
}
