import type { LanguageModel, ModelMessage } from './generate-model.js';

/** Where a language model is served. */
export interface ChatModelSettings {
  /** Of an OpenAI-compatible service, without a closing slash: `https://host/v1`. */
  readonly baseUrl: string;
  /** A secret: goes to `baseUrl` alone, into no message and no log. */
  readonly apiKey: string | null;
  readonly model: string;
  readonly timeoutMs: number;
}

/** Tokens of an answer: twice what the longest answer that is listened to needs. */
const MOST_TOKENS = 2000;
/** Models that reason by themselves take no temperature. */
const REASONS = /^(?:o\d|gpt-5)/u;
/** By these LangChain would send every prompt to its maker's service. */
const TRACING = [
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING_V2',
  'LANGSMITH_TRACING',
  'LANGCHAIN_TRACING',
];

/**
 * A language model through LangChain's ChatOpenAI. LangChain is loaded with the first question, so
 * that a program without a model pays nothing for it.
 */
export function createLangchainChatModel(settings: ChatModelSettings): LanguageModel {
  let opening: ReturnType<typeof open> | undefined;
  return {
    async *write(messages, { signal }) {
      opening ??= open(settings);
      const { chat, messagesOf } = await opening;
      const chunks = await chat.stream(messagesOf(messages), { signal });
      for await (const { content } of chunks) {
        if (typeof content === 'string') yield content;
      }
    },
  };
}

async function open({ baseUrl, apiKey, model, timeoutMs }: ChatModelSettings) {
  // Nothing leaves the machine but to the address that was set.
  for (const name of TRACING) process.env[name] = 'false';
  const [{ ChatOpenAI }, { HumanMessage, SystemMessage }] = await Promise.all([
    import('@langchain/openai'),
    import('@langchain/core/messages'),
  ]);
  const chat = new ChatOpenAI({
    model,
    // A key of the environment is for another service.
    apiKey: apiKey ?? 'none',
    timeout: timeoutMs,
    // One retry is made by the generator, which knows whether anything was said.
    maxRetries: 0,
    streaming: true,
    streamUsage: false,
    useResponsesApi: false,
    maxTokens: MOST_TOKENS,
    ...(REASONS.test(model) ? {} : { temperature: 0 }),
    configuration: {
      baseURL: baseUrl,
      organization: null,
      project: null,
      adminAPIKey: null,
      logLevel: 'off',
      maxRetries: 0,
      // A redirect would take the key to where it was not sent.
      fetchOptions: { redirect: 'error' },
      fetch: fetchEvents,
    },
  });
  const messagesOf = (messages: readonly ModelMessage[]) =>
    messages.map(({ role, content }) =>
      role === 'system' ? new SystemMessage(content) : new HumanMessage(content),
    );
  return { chat, messagesOf };
}

/** A service that does not stream answers in one piece: then that piece is the stream. */
const fetchEvents: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const isStream = typeof init?.body === 'string' && /"stream"\s*:\s*true/u.test(init.body);
  const isJson = /^application\/json/iu.test(response.headers.get('content-type') ?? '');
  if (!response.ok || !isStream || !isJson) return response;
  const completion: unknown = JSON.parse((await response.text()).slice(0, MOST_BYTES));
  const content = contentOf(completion);
  const chunk = { id: 'one', object: 'chat.completion.chunk', created: 0, model: '' };
  const choices = [{ index: 0, delta: { role: 'assistant', content }, finish_reason: 'stop' }];
  return new Response(`data: ${JSON.stringify({ ...chunk, choices })}\n\ndata: [DONE]\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
};

/** An answer in one piece that is longer is not worth reading. */
const MOST_BYTES = 200_000;

function contentOf(completion: unknown): string {
  if (typeof completion !== 'object' || completion === null) return '';
  const { choices } = completion as { readonly choices?: unknown };
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  if (typeof first !== 'object' || first === null) return '';
  const { message } = first as { readonly message?: unknown };
  if (typeof message !== 'object' || message === null) return '';
  const { content } = message as { readonly content?: unknown };
  return typeof content === 'string' ? content : '';
}

/** What keeps a model from answering, in words for those who run the server; holds no secret. */
export function modelProblem(error: unknown): string {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : NaN;
  if (status === 401 || status === 403) return `服务拒绝了密钥（${status}）`;
  if (status === 404) return '服务没有这个地址或模型（404）';
  if (status === 429) return '服务说请求太多或额度已用完（429）';
  if (Number.isInteger(status)) return `服务返回 ${status}`;
  if (error instanceof Error && /abort|timeout/iu.test(`${error.name} ${error.message}`)) {
    return '在时限内没有回答';
  }
  return '连不上服务，或它的回答读不懂';
}
