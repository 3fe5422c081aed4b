import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A clause as the stub reads it out of the prompt. */
export interface ShownClause {
  readonly handle: string;
  readonly place: string;
  readonly words: string;
}

/** What the stub was asked. */
export interface StubRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly prompt: string;
  readonly clauses: readonly ShownClause[];
  /** The handle of the clause that holds the words; fails the test where none does. */
  handleOf(words: string): string;
}

/** What the stub does with a request: the words it says, or the raw reply. */
export type StubReply =
  | string
  | readonly string[]
  | ((response: ServerResponse, request: StubRequest) => void | Promise<void>);

/** An OpenAI-compatible server on 127.0.0.1 that says what a test tells it to. */
export interface StubModelServer {
  readonly baseUrl: string;
  readonly requests: readonly StubRequest[];
  close(): Promise<void>;
}

/** Starts a stub; `answer` is asked once a request. */
export async function startStubModel(
  answer: (request: StubRequest, count: number) => StubReply,
): Promise<StubModelServer> {
  const requests: StubRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const reply = answer(request, requests.length);
    if (typeof reply === 'function') {
      await reply(response, request);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const words of typeof reply === 'string' ? pieces(reply) : reply) {
      response.write(event(words));
    }
    response.end('data: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** One chunk of a streamed completion. */
export function event(content: string): string {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  const chunk = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'stub', choices };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** Words in pieces of three characters, so that marks and sentences are cut anywhere. */
function pieces(words: string): readonly string[] {
  return words.match(/[\s\S]{1,3}/gu) ?? [];
}

async function readRequest(incoming: IncomingMessage): Promise<StubRequest> {
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  const messages = messagesOf(body);
  const prompt = messages.join('\n');
  const clauses = [
    ...prompt.matchAll(/<条款 编号="(\w+)" 出处="([^"]*)">\n([\s\S]*?)\n<\/条款>/gu),
  ].map(([, handle = '', place = '', words = '']) => ({ handle, place, words }));
  return {
    path: incoming.url ?? '',
    headers: incoming.headers,
    body,
    prompt,
    clauses,
    handleOf(words) {
      const found = clauses.find((clause) => clause.words.includes(words));
      if (found === undefined) throw new Error(`no clause shown holds ${words}`);
      return found.handle;
    },
  };
}

function messagesOf(body: string): readonly string[] {
  if (body === '') return [];
  const { messages } = JSON.parse(body) as { readonly messages?: readonly { content: string }[] };
  return (messages ?? []).map(({ content }) => content);
}
