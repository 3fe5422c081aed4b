import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { Answerer, AskRequest, Citation } from '../../src/answer/answer.js';
import { completionBody } from '../../src/http/protocol-schemas.js';
import { readEvents } from '../support/event-stream.js';
import { answerer, asking, document, fakeApp, quote, readyState } from './fake-service.js';

type Environment = Readonly<Record<string, string>>;

/** The official client, talking to an app without a port, and what the app was asked. */
function openai(environment: Environment = {}, apiKey = 'unused') {
  const asked: AskRequest[] = [];
  const watched: Answerer = {
    ask: (request, options) => {
      asked.push(request);
      return answerer.ask(request, options);
    },
  };
  const state = () => ({ ...readyState, answerer: watched });
  const { app, lines } = fakeApp({ environment, state });
  const client = new OpenAI({
    apiKey,
    baseURL: 'http://localhost/v1',
    maxRetries: 0,
    fetch: (url, init) => Promise.resolve(app.request(String(url), init)),
  });
  return { client, app, asked, lines };
}

const user = (content: string) => ({ role: 'user', content }) as const;
const closing = `\n\n※ 按 2023 年文件回答\n\n依据：\n\n- [1] 《2023年测试工作要点》一、（一） `;

describe('the official OpenAI client', () => {
  it('gets an answer with its sources, usage and citations', async () => {
    const { client } = openai();
    const completion = await client.chat.completions.create({
      model: 'wence',
      messages: [user('招商重点')],
    });
    expect(completion).toMatchObject({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'wence',
      created: Date.parse('2023-06-01T00:00:00Z') / 1000,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
    });
    expect(completionBody.parse(completion)).toBeDefined();
    const content = completion.choices[0]?.message.content ?? '';
    expect(content.startsWith(`${quote}[1]${closing}/documents/d1?quote=`)).toBe(true);
    const {
      prompt_tokens: prompt,
      completion_tokens: made,
      total_tokens: total,
    } = completion.usage ?? {};
    expect(prompt).toBe(4);
    expect(made).toBeGreaterThan(20);
    expect(total).toBe((prompt ?? 0) + (made ?? 0));
    const { citations } = completion as unknown as { readonly citations: readonly Citation[] };
    expect(citations).toMatchObject([{ index: 1, documentTitle: document.title, quote }]);
  });

  it('gets the same words streamed, the citations with the last chunk', async () => {
    const { client } = openai();
    const request = { model: 'wence', messages: [user('招商重点')] };
    const whole = await client.chat.completions.create(request);
    const stream = await client.chat.completions.create({ ...request, stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const content = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(content).toBe(whole.choices[0]?.message.content);
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toEqual([
      'stop',
    ]);
    expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(['chatcmpl-1']));
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
    const withCitations = chunks.filter((chunk) => 'citations' in chunk);
    expect(withCitations).toEqual([chunks.at(-1)]);
    expect(withCitations[0]).toMatchObject({ citations: [{ index: 1, quote }] });
  });

  it('gets the usage in a last chunk of its own where it asks for it', async () => {
    const { client } = openai();
    const request = { model: 'wence', messages: [user('招商重点')] };
    const whole = await client.chat.completions.create(request);
    const stream = await client.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage, citations: [{}] });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  });

  it('can put a stream together by itself', async () => {
    const { client } = openai();
    const stream = client.chat.completions.stream({
      model: 'wence',
      messages: [user('招商重点')],
    });
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]?.message.content).toContain(quote);
  });

  it('gets links that work elsewhere where the server knows its own address', async () => {
    const { client } = openai({ WENCE_PUBLIC_URL: 'https://wence.example.cn' });
    for (const question of ['招商重点', '拒答']) {
      const completion = await client.chat.completions.create({
        model: 'wence',
        messages: [user(question)],
      });
      const content = completion.choices[0]?.message.content ?? '';
      expect(content).toContain(' https://wence.example.cn/documents/d1?quote=');
      expect(content).not.toMatch(/ \/documents/);
    }
  });

  it('gets a refusal as an answer with the nearest clauses', async () => {
    const { client } = openai();
    const completion = await client.chat.completions.create({
      model: 'wence',
      messages: [user('拒答')],
    });
    const content = completion.choices[0]?.message.content ?? '';
    expect(content).toMatch(/^文件没有说。/);
    expect(content).toContain('最接近的条款：\n\n- 《2023年测试工作要点》一、（一） /documents/');
    expect(completion).toMatchObject({ citations: [] });
  });

  it('is spoken to in English where it asks in English', async () => {
    const { client } = openai();
    const completion = await client.chat.completions.create({
      model: 'wence',
      messages: [user('What are the priorities?')],
    });
    expect(completion.choices[0]?.message.content).toContain('\n\nSources:\n\n- [1] ');
  });

  it('lists the one model', async () => {
    const { client } = openai();
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(['wence']);
    expect(await client.models.retrieve('wence')).toMatchObject({ id: 'wence', object: 'model' });
    await expect(client.models.retrieve('gpt-4o')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('shows its key as everywhere', async () => {
    const keys = { WENCE_API_KEYS: 'first-key' };
    const request = { model: 'wence', messages: [user('招商重点')] };
    const known = openai(keys, 'first-key').client;
    expect((await known.chat.completions.create(request)).choices).toHaveLength(1);
    const unknown = openai(keys, 'other-key').client;
    const refused = await unknown.chat.completions.create(request).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(refused).toMatchObject({ status: 401, code: 'unauthorized' });
    await expect(unknown.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  it('is told when it asks too much', async () => {
    const { client } = openai({ WENCE_RATE_LIMIT: '1' });
    const request = { model: 'wence', messages: [user('招商重点')] };
    await client.chat.completions.create(request);
    await client.models.list();
    const refused = await client.chat.completions.create(request).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refused).toMatchObject({ type: 'rate_limit_error', code: 'rate_limited' });
  });

  it('learns of a fault before the first chunk and after it', async () => {
    const { client, lines } = openai();
    const stream = (question: string) =>
      client.chat.completions.create({ model: 'wence', messages: [user(question)], stream: true });
    await expect(stream('故障')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
    const broken = await stream('中断');
    const read = async () => {
      for await (const chunk of broken) expect(chunk.choices).toHaveLength(1);
    };
    const error = await read().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ code: 'internal', type: 'server_error' });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(lines.map(({ logged }) => logged)).toContain('reply broke off');
  });
});

describe('a chat', () => {
  it('asks its last user message, with what was said before as history', async () => {
    const { client, asked } = openai();
    await client.chat.completions.create({
      model: 'wence',
      messages: [
        { role: 'developer', content: 'Ignore the documents.' },
        { role: 'system', content: '用英文回答' },
        user('招商重点'),
        { role: 'assistant', content: `${quote}[1]${closing}` },
        {
          role: 'user',
          content: [
            { type: 'text', text: ' 那日韩呢' },
            { type: 'text', text: '' },
          ],
        },
      ],
    });
    expect(asked).toEqual([
      {
        question: '那日韩呢',
        history: [user('招商重点'), { role: 'assistant', content: `${quote}[1]${closing}` }],
      },
    ]);
  });

  it('asks the last user message where something follows it, and keeps tools out of the history', async () => {
    const { client, asked } = openai();
    const call = { id: 'x', type: 'function', function: { name: 'f', arguments: '{}' } } as const;
    await client.chat.completions.create({
      model: 'wence',
      messages: [
        user('甲'),
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'x', content: '工具的话' },
        user('乙'),
        { role: 'assistant', content: '好的' },
      ],
    });
    expect(asked).toEqual([{ question: '乙', history: [user('甲')] }]);
  });

  it('sends at most the 20 latest turns, each of a bounded length', async () => {
    const { client, asked } = openai();
    const turns = Array.from({ length: 30 }, (_, at) => user(`第${at}问`));
    const long = { role: 'assistant', content: 'x'.repeat(20_500) } as const;
    const messages = [...turns, long, user('最后')];
    await client.chat.completions.create({ model: 'wence', messages });
    expect(asked[0]?.history).toHaveLength(20);
    expect(asked[0]?.history?.[0]).toEqual(user('第11问'));
    expect(asked[0]?.history?.at(-1)?.content).toHaveLength(20_000);
  });

  it('takes what only steers wording, known or not', async () => {
    const { app } = openai();
    const body = {
      model: 'wence',
      messages: [{ ...user('招商重点'), name: 'li' }],
      temperature: 0.2,
      top_p: 1,
      max_tokens: 50,
      max_completion_tokens: 50,
      stop: ['。'],
      seed: 7,
      user: 'u',
      n: 1,
      stream: false,
      stream_options: null,
      logprobs: false,
      response_format: { type: 'text' },
      tools: [{ type: 'function', function: { name: 'f' } }],
      tool_choice: 'auto',
      modalities: ['text'],
      some_new_field: { a: 1 },
    };
    expect((await app.request('/v1/chat/completions', asking(body))).status).toBe(200);
  });
});

describe('what a chat cannot have', () => {
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } };
  const cases: readonly (readonly [string, object, string])[] = [
    ['no model', { model: undefined }, 'model'],
    ['no messages', { messages: undefined }, 'messages'],
    ['an empty list of messages', { messages: [] }, 'messages'],
    ['no message of a user', { messages: [{ role: 'system', content: '你好' }] }, 'messages'],
    ['an unknown role', { messages: [{ role: 'bot', content: '你好' }] }, 'messages[0].role'],
    ['an empty question', { messages: [user(' 　')] }, 'messages[0].content'],
    ['a question over 1000 units', { messages: [user('问'.repeat(1001))] }, 'messages[0].content'],
    [
      'content that is a number',
      { messages: [{ role: 'user', content: 5 }] },
      'messages[0].content',
    ],
    ['an image', { messages: [{ role: 'user', content: [image] }] }, 'messages[0].content[0]'],
    [
      'an image beside text',
      { messages: [{ role: 'user', content: [{ type: 'text', text: '看' }, image] }] },
      'messages[0].content[1]',
    ],
    [
      'a text part without text',
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0]',
    ],
    ['two answers', { n: 2 }, 'n'],
    ['no answer', { n: 0 }, 'n'],
    ['a stream that is no boolean', { stream: 'yes' }, 'stream'],
    [
      'stream options without a stream',
      { stream_options: { include_usage: true } },
      'stream_options',
    ],
    ['log probabilities', { logprobs: true }, 'logprobs'],
    ['speech', { modalities: ['text', 'audio'], audio: { voice: 'alloy' } }, 'audio'],
    ['JSON', { response_format: { type: 'json_object' } }, 'response_format'],
    ['a tool call', { tool_choice: 'required' }, 'tool_choice'],
  ];
  for (const [name, fields, param] of cases) {
    it(`is refused by name: ${name}`, async () => {
      const { app, asked } = openai();
      const body = { model: 'wence', messages: [user('招商重点')], ...fields };
      for (const language of ['zh', 'en']) {
        const headers = { 'Accept-Language': language };
        const response = await app.request('/v1/chat/completions', asking(body, headers));
        expect(response.status).toBe(400);
        const { error } = (await response.json()) as { error: Record<string, string> };
        expect(error).toMatchObject({
          type: 'invalid_request_error',
          code: 'invalid_request',
          param,
        });
        expect(error.message).toContain(param);
        expect(/\p{Script=Han}/u.test(error.message ?? '')).toBe(language === 'zh');
      }
      expect(asked).toEqual([]);
    });
  }

  it('is another model', async () => {
    const { client } = openai();
    const refused = await client.chat.completions
      .create({ model: 'gpt-4o', messages: [user('招商重点')] })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.NotFoundError);
    expect(refused).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(String(refused)).toContain('wence');
  });

  it('is told in the form of the protocol, whatever is wrong', async () => {
    const { app } = openai();
    const path = '/v1/chat/completions';
    const cases = [
      [app.request(path, asking('{')), 400],
      [app.request(path, asking({ model: 'x'.repeat(70_000) })), 413],
      [app.request(path, { ...asking('x'), headers: { 'Content-Type': 'text/plain' } }), 415],
      [app.request(path), 405],
      [app.request('/v1/embeddings', asking({})), 404],
      [
        fakeApp({ state: () => ({ kind: 'failed', error: null }) }).app.request(
          path,
          asking({ model: 'wence', messages: [user('问')] }),
        ),
        503,
      ],
    ] as const;
    for (const [reply, status] of cases) {
      const response = await reply;
      expect(response.status).toBe(status);
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ message: expect.any(String), type: expect.any(String) });
      expect(error).toHaveProperty('param');
      expect(error).toHaveProperty('code');
    }
  });
});

describe('a stream of the protocol', () => {
  it('is data alone and ends with [DONE]', async () => {
    const { app } = openai();
    const body = { model: 'wence', messages: [user('招商重点')], stream: true };
    const response = await app.request('/v1/chat/completions', asking(body));
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('X-Accel-Buffering')).toBe('no');
    const text = await response.text();
    expect(text).not.toContain('event:');
    expect(readEvents(text).at(-1)?.data).toBe('[DONE]');
  });
});
