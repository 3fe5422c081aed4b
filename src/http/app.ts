import { randomBytes } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { openaiError } from '../channels/openai/openai-error.js';
import { WenceError } from '../errors.js';
import { apiGuard, pageGuard, questionLimit } from './access.js';
import type { AppContext, AppDependencies, AppEnv } from './app-env.js';
import { askRoute } from './ask-route.js';
import { contractOf, registerContract } from './contract.js';
import { feedbackRoute, forgetRoute } from './conversation-routes.js';
import { documentRoute, documentsRoute } from './document-routes.js';
import { MethodError, replyTo } from './error-reply.js';
import { mountHooks } from './hooks/mount-hooks.js';
import { mcpRoute } from './mcp-route.js';
import { chatCompletionsRoute, modelRoute, modelsRoute } from './openai-routes.js';
import { askPageRoute, readerRoute } from './page-routes.js';
import { createPageSessions } from './page-session.js';
import { ErrorPage } from './pages/error-page.js';
import { showPage } from './pages/show-page.js';
import { createRateLimit } from './rate-limit.js';
import { requireReady } from './ready.js';
import { requestContext } from './request-context.js';
import { searchRoute } from './search-route.js';
import { secureHeaders } from './secure-headers.js';
import { staticFiles, staticRoute } from './static-routes.js';

/** The whole HTTP stage as one app; it opens no port. */
export function createApp(dependencies: AppDependencies): OpenAPIHono<AppEnv> {
  const { settings, state, now } = dependencies;
  const sessions = createPageSessions({ secret: randomBytes(32), now });
  const rateLimit = createRateLimit(settings.rateLimit, now);
  const limit = questionLimit(rateLimit);
  const page = pageGuard(settings, sessions);
  const app = new OpenAPIHono<AppEnv>();

  app.use(requestContext(dependencies));
  app.use(secureHeaders());
  for (const path of ['/api/*', '/v1/*', '/mcp', '/metrics']) {
    app.use(path, apiGuard(settings, sessions));
  }

  const route = (method: 'GET' | 'POST' | 'DELETE', path: string, ...handlers: readonly Step[]) => {
    for (const handler of handlers) app.on(method, path, handler);
    app.all(path, () => {
      throw new MethodError(method === 'GET' ? ['GET', 'HEAD'] : [method]);
    });
  };
  route('POST', '/api/ask', limit, askRoute(dependencies));
  route('POST', '/api/answers/:id/feedback', feedbackRoute(dependencies));
  route('DELETE', '/api/conversations/:id', forgetRoute(dependencies));
  route('GET', '/api/search', limit, searchRoute(dependencies));
  route('GET', '/api/documents', documentsRoute(dependencies));
  route('GET', '/api/documents/:id', documentRoute(dependencies));
  route('POST', '/v1/chat/completions', limit, chatCompletionsRoute(dependencies));
  route('GET', '/v1/models', modelsRoute(dependencies));
  route('GET', '/v1/models/:id', modelRoute(dependencies));
  route('POST', '/mcp', mcpRoute({ ...dependencies, rateLimit }));
  route('GET', '/', page, onlyQuestions(limit), askPageRoute(dependencies));
  route('GET', '/documents/:id', page, readerRoute(dependencies));
  route('GET', '/healthz', (context: AppContext) => context.json({ status: 'ok' }));
  route('GET', '/readyz', (context: AppContext) => {
    requireReady(state());
    return context.json({ status: 'ready' });
  });
  mountHooks(app, dependencies);
  registerContract(app);
  route('GET', '/openapi.json', (context: AppContext) => context.json(contractOf(app)));
  for (const [path, file] of staticFiles()) route('GET', path, staticRoute(file));

  // An error thrown here would pass by the middleware above.
  app.notFound((context) => replyWith(new WenceError('not_found', '没有这个地址。'), context));
  app.onError((error, context) => replyWith(error, context));
  return app;
}

type Step = MiddlewareHandler<AppEnv> | ((context: AppContext) => Response | Promise<Response>);

/** The start page is free; only a question on it counts. */
function onlyQuestions(limit: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  return (context, next) =>
    (context.req.query('q') ?? '').trim() === '' ? next() : limit(context, next);
}

/** How soon a page that waits for the index looks again. */
const REFRESH_SECONDS = 3;

/** Addresses of programs: their errors are JSON, also where a browser looks at them. */
const PROGRAM_PATHS = /^\/(?:api|v1|mcp|metrics|hooks|healthz|readyz|openapi\.json)(?:\/|$)/;

/** Addresses that speak the OpenAI protocol, in their errors too. */
const OPENAI_PATHS = /^\/v1(?:\/|$)/;

/** Of a request that its client gave up (nginx's number): only the log sees it. */
const CLIENT_CLOSED_REQUEST = 499;

function replyWith(error: unknown, context: AppContext): Response | Promise<Response> {
  if (context.req.raw.signal.aborted) {
    return new Response(null, { status: CLIENT_CLOSED_REQUEST });
  }
  const isForPerson =
    (context.req.header('Accept') ?? '').includes('text/html') &&
    !PROGRAM_PATHS.test(context.req.path);
  const { status, headers, body } = replyTo(error, {
    requestId: context.get('requestId'),
    language: isForPerson ? 'zh' : context.get('language'),
  });
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  if (OPENAI_PATHS.test(context.req.path)) {
    return context.json(openaiError(status, body.error), status);
  }
  if (!isForPerson) return context.json(body, status);
  if (status === 503) context.header('Refresh', String(REFRESH_SECONDS));
  return showPage(context, { page: ErrorPage({ status, message: body.error.message }), status });
}
