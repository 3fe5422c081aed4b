import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { chatRequestSchema } from '../channels/openai/chat-request.js';
import {
  answerBody,
  askBody,
  documentBody,
  documentsBody,
  errorBody,
  feedbackBody,
  overviewBody,
  overviewParameters,
  searchBody,
  searchParameters,
  tokenBody,
  tokenRequest,
} from './api-schemas.js';
import type { AppEnv } from './app-env.js';
import {
  completionBody,
  modelBody,
  modelsBody,
  openaiErrorBody,
  rpcBody,
} from './protocol-schemas.js';

/** A reply that comes in pieces. */
const EVENT_STREAM = { 'text/event-stream': { schema: z.string() } };

type App = OpenAPIHono<AppEnv>;
type Schema = z.ZodType;

/** Writes the routes of the ask API into the app's OpenAPI registry; the handlers stand elsewhere. */
export function registerContract(app: App): void {
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'POST /api/tokens 给出的令牌 · A token from POST /api/tokens',
  });
  // Without API keys nothing is asked for.
  const keyed = [{ apiKey: [] }, {}];
  const security = [{ apiKey: [] }, { token: [] }, {}];

  registry.registerPath({
    method: 'post',
    path: '/api/ask',
    summary: '提问，得到逐句注明出处的回答 · Ask; every statement of the answer cites its clause',
    description:
      'Accept: text/event-stream 时逐段返回：meta、citation、delta、notice，最后是 done（整个回答）或 error；delta 连起来就是 text。' +
      ' · With Accept: text/event-stream the answer comes in pieces: meta, citation, delta, notice, then done (the whole answer) or error; the deltas joined are its text.',
    security,
    request: { body: { required: true, content: json(askBody) } },
    responses: {
      200: {
        description: '回答；拒答也是回答 · The answer; a refusal is one too',
        content: { ...json(answerBody), ...EVENT_STREAM },
      },
      ...errors(400, 401, 403, 404, 413, 415, 429, 500, 503),
    },
  });
  registry.registerPath({
    method: 'post',
    path: '/api/answers/{id}/feedback',
    summary: '评价一个回答；再评就改 · What a reader thinks of an answer; the last word counts',
    security,
    request: {
      params: z.object({ id: z.string() }),
      body: { required: true, content: json(feedbackBody) },
    },
    responses: {
      204: { description: '记下了 · Kept' },
      ...errors(400, 401, 403, 404, 413, 415, 500, 503),
    },
  });
  registry.registerPath({
    method: 'delete',
    path: '/api/conversations/{id}',
    summary:
      '忘记一次对话，连同反馈；没有这个对话也是 204 · Forget a conversation and its feedback',
    security,
    request: { params: z.object({ id: z.string() }) },
    responses: { 204: { description: '没有了 · Gone' }, ...errors(401, 403, 500, 503) },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/search',
    summary: '只检索，最相关的在前 · Retrieval alone, best first',
    security,
    request: { query: searchParameters },
    responses: {
      200: reply('每个章节至多一条 · One result a section', searchBody),
      ...errors(400, 401, 404, 429, 500, 503),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/documents',
    summary: '全部文件 · All documents',
    security,
    responses: { 200: reply('文件清单 · The documents', documentsBody), ...errors(401, 500, 503) },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/documents/{id}',
    summary: '一份文件的正文和结构 · One document with its text and outline',
    security,
    request: { params: z.object({ id: z.string() }) },
    responses: { 200: reply('文件 · The document', documentBody), ...errors(401, 404, 500, 503) },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/overview',
    summary: '有哪些文件、可以怎样问 · What the documents are, and what may be asked',
    description:
      'department 可以给几个，各种叫法都认得。 · Several departments may be named, by any of their names.',
    security,
    request: { query: overviewParameters },
    responses: {
      200: reply(
        '文件至多列出 100 份，新的在前 · At most 100 documents, newest first',
        overviewBody,
      ),
      ...errors(400, 401, 500, 503),
    },
  });
  registry.registerPath({
    method: 'post',
    path: '/api/tokens',
    summary: '给网站的短期令牌 · A short-lived token for a site that embeds the widget',
    description:
      '只有 API 密钥能换令牌。令牌只能用于提问、检索、阅读、评价和忘记对话；换了密钥就失效，重启不影响。' +
      '没有设 API 密钥时不需要令牌，但照样给，网站不必分两种情况。' +
      ' · Only an API key gets a token. It is good for asking, searching, reading, feedback and forgetting; it ends when the keys change, not with a restart. Where no API keys are set none is needed, and one is given all the same.',
    security: keyed,
    request: { body: { required: false, content: json(tokenRequest) } },
    responses: {
      200: reply('令牌和到期时间 · The token and when it ends', tokenBody),
      ...errors(400, 401, 403, 413, 415, 500),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/metrics',
    summary: '运行指标 · What the server did, for Prometheus',
    security: keyed,
    responses: {
      200: {
        description: 'Prometheus text',
        content: { 'text/plain': { schema: z.string() } },
      },
      ...errors(401, 500),
    },
  });
  registry.registerPath({
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'OpenAI 协议的对话，可流式 · Chat of the OpenAI protocol, streaming too',
    description:
      '最后一条 user 消息是问题，之前的是上文。出错时按 OpenAI 的格式返回。 · The last user message is the question, those before it the history. Errors come in OpenAI’s form.',
    security: keyed,
    request: { body: { required: true, content: json(chatRequestSchema) } },
    responses: {
      200: {
        description: '回答，末尾列出依据 · The answer with its sources at the end',
        content: { ...json(completionBody), ...EVENT_STREAM },
      },
      ...openaiErrors(400, 401, 404, 413, 415, 429, 500, 503),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/v1/models',
    summary: '模型清单：只有 wence · The models: wence alone',
    security: keyed,
    responses: { 200: reply('清单 · The list', modelsBody), ...openaiErrors(401, 500) },
  });
  registry.registerPath({
    method: 'get',
    path: '/v1/models/{id}',
    summary: '一个模型 · One model',
    security: keyed,
    request: { params: z.object({ id: z.string() }) },
    responses: { 200: reply('模型 · The model', modelBody), ...openaiErrors(401, 404, 500) },
  });
  registry.registerPath({
    method: 'post',
    path: '/mcp',
    summary:
      'MCP（streamable HTTP）：ask_policy、search_policy、read_section · Model Context Protocol',
    security: keyed,
    request: { body: { required: true, content: json(rpcBody) } },
    responses: {
      200: reply('JSON-RPC 的结果 · A JSON-RPC result', rpcBody),
      202: { description: '收到，没有结果 · Taken; there is no result' },
      ...errors(400, 401, 403, 413, 415, 500),
    },
  });
  for (const [path, summary] of [
    ['/healthz', '进程在运行 · The process is alive'],
    ['/readyz', '可以回答问题 · Questions can be answered'],
  ] as const) {
    registry.registerPath({
      method: 'get',
      path,
      summary,
      responses: {
        200: reply('是 · Yes', z.object({ status: z.string() })),
        ...(path === '/readyz' ? errors(503) : {}),
      },
    });
  }
}

/** The OpenAPI document of what {@link registerContract} wrote. */
export function contractOf(app: App): object {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Wence 问策',
      version: '1',
      description: '会引用条款的政策问答 · Policy question answering that cites the clause',
    },
    servers: [{ url: '/' }],
  });
}

const errorMeanings = {
  400: '请求有误 · Invalid request',
  401: '缺少或错误的 API 密钥、令牌 · Missing or wrong API key or token',
  403: '来自不认识的网站 · From a site that is not known',
  404: '没有找到 · Not found',
  413: '请求内容超过 64 KiB · Body over 64 KiB',
  415: '不是 application/json · Not application/json',
  429: '提问太频繁，见 Retry-After · Too many questions, see Retry-After',
  500: '服务内部出错 · Internal error',
  503: '索引还没有准备好，见 Retry-After · Index not loaded, see Retry-After',
} as const;

function errors(...statuses: readonly (keyof typeof errorMeanings)[]) {
  return Object.fromEntries(
    statuses.map((status) => [String(status), reply(errorMeanings[status], errorBody)]),
  );
}

function openaiErrors(...statuses: readonly (keyof typeof errorMeanings)[]) {
  return Object.fromEntries(
    statuses.map((status) => [String(status), reply(errorMeanings[status], openaiErrorBody)]),
  );
}

function reply(description: string, schema: Schema) {
  return { description, content: json(schema) };
}

function json(schema: Schema) {
  return { 'application/json': { schema } };
}
