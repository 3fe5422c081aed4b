import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { type Answerer, type AskRequest, answerSchema } from '../../src/answer/answer.js';
import { createSectionStore } from '../../src/index/section-store.js';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import { answerer, asking, document, fakeApp, quote, readyState } from './fake-service.js';

type AppOptions = Parameters<typeof fakeApp>[0];

/** The official client, talking to an app without a port. */
async function connected(options: AppOptions = {}, headers: Readonly<Record<string, string>> = {}) {
  const { app, lines } = fakeApp(options);
  const statuses: string[] = [];
  const transport = new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
    requestInit: { headers },
    fetch: async (url, init) => {
      const response = await app.request(String(url), init);
      statuses.push(`${init?.method} ${response.status}`);
      return response;
    },
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return { client, transport, statuses, lines };
}

/** Calls a tool; its text and what it holds besides. */
async function called(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<{ readonly text: string; readonly isError: boolean; readonly content: unknown }> {
  const result = await client.callTool({ name, arguments: args });
  const [first] = result.content as readonly { readonly type: string; readonly text: string }[];
  expect(first?.type).toBe('text');
  return {
    text: first?.text ?? '',
    isError: result.isError === true,
    content: result.structuredContent,
  };
}

describe('the official MCP client', () => {
  it('connects without a session, finds no stream to listen to, and says goodbye', async () => {
    const { client, transport, statuses } = await connected();
    expect(client.getServerVersion()).toMatchObject({ name: 'wence', title: '问策 Wence' });
    expect(client.getServerVersion()?.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(client.getInstructions()).toContain('ask_policy');
    expect(transport.sessionId).toBeUndefined();
    await client.ping();
    await transport.terminateSession();
    await client.close();
    expect(statuses).toContain('GET 405');
    expect(statuses.filter((status) => status.startsWith('POST'))).toEqual([
      'POST 200',
      'POST 202',
      'POST 200',
    ]);
  });

  it('finds three tools, each described in Chinese and English, with schemas both ways', async () => {
    const { client } = await connected();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask_policy', 'search_policy', 'read_section']);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description).toMatch(/\p{Script=Han}.*\n.*[a-z]/u);
      expect(inputSchema.type).toBe('object');
      expect(outputSchema?.type).toBe('object');
      expect(annotations?.readOnlyHint).toBe(true);
    }
    const required = tools.map(({ inputSchema }) => inputSchema.required);
    expect(required).toEqual([['question'], ['query'], ['documentId', 'sectionId']]);
    expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toEqual([
      'question',
      'conversationId',
    ]);
  });

  it('asks, and gets text with its sources and the answer object', async () => {
    const { client } = await connected({
      environment: { WENCE_PUBLIC_URL: 'https://wence.example.cn' },
    });
    // The client checks the content against the output schema once it knows the tools.
    await client.listTools();
    const { text, isError, content } = await called(client, 'ask_policy', { question: '招商重点' });
    expect(isError).toBe(false);
    expect(text).toContain(`${quote}[1]`);
    expect(text).toContain('※ 按 2023 年文件回答');
    expect(text).toContain(`[1] 《2023年测试工作要点》一、（一）\n“${quote}”`);
    expect(text).toContain(
      'documentId: d1, sectionId: s1-1, https://wence.example.cn/documents/d1',
    );
    expect(text).toContain('conversationId: c_1');
    const answer = answerSchema.parse(content);
    expect(answer.citations[0]).toMatchObject({
      quote,
      url: expect.stringMatching(/^https:\/\/wence\.example\.cn\/documents\/d1\?quote=/),
    });
  });

  it('gets a refusal as a result with the nearest clauses, not as an error', async () => {
    const { client } = await connected();
    const { text, isError, content } = await called(client, 'ask_policy', { question: '拒答' });
    expect(isError).toBe(false);
    expect(content).toMatchObject({ kind: 'refused' });
    expect(text).toContain('最接近的条款：');
  });

  it('goes on with a conversation', async () => {
    const asked: AskRequest[] = [];
    const watched: Answerer = {
      ask: (request, options) => {
        asked.push(request);
        return answerer.ask(request, options);
      },
    };
    const { client } = await connected({ state: () => ({ ...readyState, answerer: watched }) });
    await called(client, 'ask_policy', { question: ' 招商重点 ' });
    await called(client, 'ask_policy', { question: '那日韩呢', conversationId: 'c_1' });
    expect(asked).toEqual([
      { question: '招商重点' },
      { question: '那日韩呢', conversationId: 'c_1' },
    ]);
  });

  it('searches', async () => {
    const { client } = await connected();
    await client.listTools();
    const { text, content } = await called(client, 'search_policy', { query: '招商', limit: 1 });
    expect(content).toMatchObject({ results: [{ sectionId: 's1-1', text: quote, score: 0.8 }] });
    expect(text).toContain(`1. 《2023年测试工作要点》一、（一）\n${quote}`);
    expect(text).toContain('sectionId: s1-1');
  });

  it('reads a section with what is above and below it', async () => {
    const { client } = await connected();
    await client.listTools();
    const { text, content } = await called(client, 'read_section', {
      documentId: 'd1',
      sectionId: 's1',
    });
    const [first] = document.sections;
    expect(content).toMatchObject({
      text: document.text.slice(first?.start, first?.end),
      isComplete: true,
      parent: null,
      sections: [{ sectionId: 's1-1', address: '一、（一）' }, { sectionId: 's1-2' }],
    });
    expect(text).toContain('（一）突出重点产业');
    const child = await called(client, 'read_section', { documentId: 'd1', sectionId: 's1-2' });
    expect(child.content).toMatchObject({ parent: { sectionId: 's1' }, sections: [] });
  });

  it('reads a long section up to the last part that fits, and a long part whole', async () => {
    const long = longDocument();
    const store = createSectionStore([long], []);
    const { client } = await connected({ state: () => ({ ...readyState, store }) });
    const whole = await called(client, 'read_section', { documentId: 'long', sectionId: 'p' });
    expect(whole.content).toMatchObject({ start: 0, end: 8_000, isComplete: false });
    expect(whole.text).toContain('(c3)');
    const part = await called(client, 'read_section', { documentId: 'long', sectionId: 'c3' });
    expect(part.content).toMatchObject({ start: 8_000, end: 24_000, isComplete: true });
  });
});

/** One section of 24,000 characters: 4,000, 4,000 and 16,000. */
function longDocument(): PolicyDocument {
  const part = (id: string, start: number, end: number): Section => ({
    id,
    kind: 'heading',
    label: '',
    title: id,
    address: id,
    level: 2,
    start,
    end,
    sections: [],
  });
  const sections = [part('c1', 0, 4_000), part('c2', 4_000, 8_000), part('c3', 8_000, 24_000)];
  return {
    ...document,
    id: 'long',
    text: '文'.repeat(24_000),
    end: 24_000,
    sections: [{ ...part('p', 0, 24_000), level: 1, sections }],
  };
}

describe('what goes wrong in a tool', () => {
  const cases: readonly (readonly [string, string, Record<string, unknown>, RegExp])[] = [
    ['an empty question', 'ask_policy', { question: ' ' }, /question/],
    ['a question over 1000 units', 'ask_policy', { question: '问'.repeat(1001) }, /question/],
    ['an unknown argument, by name', 'ask_policy', { question: '问', filter: {} }, /filter/],
    ['a limit over 50', 'search_policy', { query: '招商', limit: 51 }, /limit/],
    ['no query', 'search_policy', {}, /query/],
    [
      'an unknown document',
      'read_section',
      { documentId: 'x', sectionId: 's' },
      /没有文件 x。\n.*search_policy/,
    ],
    [
      'an unknown section',
      'read_section',
      { documentId: 'd1', sectionId: 's' },
      /章节 s。\n.*search_policy/,
    ],
    ['an unknown tool', 'write_policy', {}, /write_policy/],
  ];
  for (const [name, tool, args, words] of cases) {
    it(`is a result that says what to do: ${name}`, async () => {
      const { client } = await connected();
      const { text, isError, content } = await called(client, tool, args);
      expect(isError).toBe(true);
      expect(text).toMatch(words);
      expect(content).toBeUndefined();
    });
  }

  it('is told without its inner words, and whole in the log', async () => {
    const { client, lines } = await connected();
    const { text, isError } = await called(client, 'ask_policy', { question: '故障' });
    expect(isError).toBe(true);
    expect(text).toMatch(/请求号 r\d+.*\n.*Do not retry/);
    expect(text).not.toContain('secret');
    const broken = lines.find(({ logged }) => logged === 'reply broke off');
    expect(broken?.error).toEqual(new Error('secret inner words'));
  });

  it('is the index that is not loaded, while all else works', async () => {
    const progress = { message: '正在建立索引', done: 1, total: 2 };
    const { client } = await connected({ state: () => ({ kind: 'loading', progress }) });
    expect((await client.listTools()).tools).toHaveLength(3);
    const { text, isError } = await called(client, 'ask_policy', { question: '问' });
    expect(isError).toBe(true);
    expect(text).toMatch(/正在建立索引（1\/2）.*\n.*Call again/);
  });

  it('is asking too much; reading and connecting do not count', async () => {
    const { client } = await connected({ environment: { WENCE_RATE_LIMIT: '2' } });
    const place = { documentId: 'd1', sectionId: 's1' };
    for (let count = 0; count < 3; count += 1) {
      expect((await called(client, 'read_section', place)).isError).toBe(false);
    }
    expect((await called(client, 'ask_policy', { question: '问' })).isError).toBe(false);
    expect((await called(client, 'search_policy', { query: '问' })).isError).toBe(false);
    const refused = await called(client, 'ask_policy', { question: '问' });
    expect(refused.isError).toBe(true);
    expect(refused.text).toMatch(/60 秒后再试/);
  });

  it('is stopped where the client goes away', async () => {
    const gone = new AbortController();
    let heard: AbortSignal | undefined;
    const waiting: Answerer = {
      ask: (_request, { signal } = {}) => {
        heard = signal;
        const stopped = new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
        gone.abort();
        return stopped;
      },
    };
    const { app } = fakeApp({ state: () => ({ ...readyState, answerer: waiting }) });
    const init = { ...message('tools/call', ASK), signal: gone.signal };
    await app.request(new Request('http://localhost/mcp', init));
    expect(heard?.aborted).toBe(true);
  });
});

const BOTH = { Accept: 'application/json, text/event-stream' };
const ASK = { name: 'ask_policy', arguments: { question: '问' } };

function message(method: string, params: object = {}, headers = {}): RequestInit {
  return asking({ jsonrpc: '2.0', id: 1, method, params }, { ...BOTH, ...headers });
}

describe('a request to /mcp', () => {
  it('stands alone: a tool can be called without a handshake', async () => {
    const response = await fakeApp().app.request('/mcp', message('tools/call', ASK));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(response.headers.get('Mcp-Session-Id')).toBeNull();
    expect(await response.json()).toMatchObject({ id: 1, result: { content: [{}] } });
  });

  it('is a POST: what would need a session is not there', async () => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const response = await fakeApp().app.request('/mcp', { method, headers: BOTH });
      expect(response.status).toBe(405);
      expect(response.headers.get('Allow')).toBe('POST');
    }
  });

  it('needs a key where there are keys', async () => {
    const environment = { WENCE_API_KEYS: 'first-key' };
    await expect(connected({ environment })).rejects.toThrow(/401|unauthorized/i);
    const { client } = await connected({ environment }, { Authorization: 'Bearer first-key' });
    expect((await client.listTools()).tools).toHaveLength(3);
  });

  it('comes from a page only where the page is of a known name', async () => {
    const environment = {
      WENCE_PUBLIC_URL: 'https://wence.example.cn/app',
      WENCE_ALLOWED_ORIGINS: 'https://oa.example.cn',
      HOST: '192.0.2.7',
    };
    const { app } = fakeApp({ environment });
    const from = async (origin: string) =>
      (await app.request('/mcp', message('tools/list', {}, { Origin: origin }))).status;
    for (const known of [
      'https://wence.example.cn',
      'https://oa.example.cn',
      'http://192.0.2.7:8787',
      'http://localhost:6274',
      'http://127.0.0.1:8787',
      'http://[::1]:8787',
    ]) {
      expect(await from(known), known).toBe(200);
    }
    for (const stranger of [
      'http://evil.example',
      'http://evil.example:8787',
      'http://wence.example.cn',
      'https://wence.example.cn.evil.example',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://127.evil.example',
      'null',
      'nonsense',
    ]) {
      expect(await from(stranger), stranger).toBe(403);
    }
  });

  it('does not believe a name that Host repeats: that is how rebinding looks', async () => {
    const headers = { Origin: 'http://evil.example:8787', Host: 'evil.example:8787' };
    const response = await fakeApp().app.request('/mcp', message('tools/call', ASK, headers));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'forbidden' } });
  });

  it('is refused by size and type as everywhere', async () => {
    const { app } = fakeApp();
    const large = message('tools/list', { padding: 'x'.repeat(70_000) });
    expect((await app.request('/mcp', large)).status).toBe(413);
    const text = { ...message('ping'), headers: { ...BOTH, 'Content-Type': 'text/plain' } };
    expect((await app.request('/mcp', text)).status).toBe(415);
  });

  it('hears of what is no JSON-RPC in its own words', async () => {
    const { app } = fakeApp();
    const cases = [
      ['{', -32_700],
      ['{"hello":1}', -32_700],
      [JSON.stringify(Array(21).fill({ jsonrpc: '2.0', id: 1, method: 'ping' })), -32_600],
    ] as const;
    for (const [body, code] of cases) {
      const response = await app.request('/mcp', asking(body, BOTH));
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
    }
    const unknown = await app.request('/mcp', message('resources/list'));
    expect(await unknown.json()).toMatchObject({ id: 1, error: { code: -32_601 } });
  });

  it('is answered one by one, however many come at once', async () => {
    const { app } = fakeApp();
    const replies = await Promise.all(
      Array.from({ length: 30 }, async (_, id) => {
        const body = { jsonrpc: '2.0', id, method: 'tools/call', params: ASK };
        const response = await app.request('/mcp', asking(body, BOTH));
        return ((await response.json()) as { readonly id: number }).id;
      }),
    );
    expect(replies).toEqual(Array.from({ length: 30 }, (_, id) => id));
  });
});
