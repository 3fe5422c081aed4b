import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { openaiError } from '../channels/openai/openai-error.js';
import { WenceError } from '../errors.js';
import { apiGuard, pageGuard, questionLimit } from './access.js';
import type { AppContext, AppDependencies, AppEnv } from './app-env.js';
import { askRoute } from './ask-route.js';
import { contractOf, registerContract } from './contract.js';
import { feedbackRoute, forgetRoute } from './conversation-routes.js';
import { crossOrigin } from './cross-origin.js';
import { documentRoute, documentsRoute } from './document-routes.js';
import { MethodError, replyTo } from './error-reply.js';
import { mountHooks } from './hooks/mount-hooks.js';
import { mcpRoute } from './mcp-route.js';
import { createMetrics } from './metrics.js';
import { chatCompletionsRoute, modelRoute, modelsRoute } from './openai-routes.js';
import { overviewRoute } from './overview-route.js';
import { askPageRoute, readerRoute } from './page-routes.js';
import { createPageSessions } from './page-session.js';
import { PLAIN_PARAMETER } from './pages/ask-page.js';
import { ErrorPage } from './pages/error-page.js';
import { showPage } from './pages/show-page.js';
import { createRateLimit } from './rate-limit.js';
import { requireReady } from './ready.js';
import { requestContext } from './request-context.js';
import { searchRoute } from './search-route.js';
import { secureHeaders } from './secure-headers.js';
import { createPasses, passSecret } from './signed-pass.js';
import { staticFiles, staticRoute } from './static-routes.js';
import { tokenRoute } from './token-route.js';
import { VISITOR_ROUTES } from './visitor-routes.js';
import type { WidgetAssets } from './widget-assets.js';
import { hashedFileRoute, widgetScriptRoute } from './widget-routes.js';

/** The whole HTTP stage as one app; it opens no port. */
export function createApp(given: AppDependencies): OpenAPIHono<AppEnv> {
  const { settings, now, widget } = given;
  const metrics = createMetrics(given.state);
  const state = () => metrics.watched(given.state());
  const dependencies = { ...given, state };
  const secret = passSecret(settings.apiKeyHashes);
  const tokens = createPasses('token', { secret, now });
  const sessions = createPageSessions({ chat: settings.chat, secret, now });
  const access = { settings, sessions, tokens };
  const rateLimit = createRateLimit(settings.rateLimit, now);
  const limit = questionLimit(rateLimit);
  const page = pageGuard(access);
  const app = new OpenAPIHono<AppEnv>();

  app.use(requestContext(dependencies));
  app.use(metrics.middleware);
  app.use(secureHeaders());
  // Before the guards: a preflight brings no key, and a refusal must be readable too.
  for (const [method, path] of VISITOR_ROUTES) app.use(path, crossOrigin(method, settings));
  for (const path of ['/api/*', '/v1/*', '/mcp', '/metrics']) app.use(path, apiGuard(access));
  for (const path of COMPRESSED) app.use(path, compress());
  for (const path of ['/api/documents/:id', '/widget.js', ...widget.hashed.keys()]) {
    app.use(path, etag({ retainedHeaders: HEADERS_OF_UNCHANGED }));
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
  route('GET', '/api/overview', overviewRoute(dependencies));
  route('POST', '/api/tokens', tokenRoute(tokens));
  route('GET', '/api/documents', documentsRoute(dependencies));
  route('GET', '/api/documents/:id', documentRoute(dependencies));
  route('POST', '/v1/chat/completions', limit, chatCompletionsRoute(dependencies));
  route('GET', '/v1/models', modelsRoute(dependencies));
  route('GET', '/v1/models/:id', modelRoute(dependencies));
  route('POST', '/mcp', mcpRoute({ ...dependencies, rateLimit }));
  route('GET', '/', page, onlyQuestions(limit), askPageRoute(dependencies));
  route('GET', '/documents/:id', page, readerRoute(dependencies));
  route('GET', '/metrics', metrics.route);
  route('GET', '/widget.js', widgetScriptRoute(widget.script));
  for (const [path, file] of widget.hashed) route('GET', path, hashedFileRoute(file));
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
  const reply = errorReplier(widget);
  app.notFound((context) => reply(new WenceError('not_found', '没有这个地址。'), context));
  app.onError(reply);
  return app;
}

/** What is long and whole: pages, documents, lists. Never what comes in pieces. */
const COMPRESSED = [
  '/',
  '/documents/:id',
  '/api/documents',
  '/api/documents/:id',
  '/api/overview',
  '/api/search',
  '/openapi.json',
  '/docs/*',
  '/assets/*',
];

/** What a 304 must bring besides what HTTP asks for: another site may only read it with these. */
const HEADERS_OF_UNCHANGED = [
  ...RETAINED_304_HEADERS,
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Cross-Origin-Resource-Policy',
];

type Step = MiddlewareHandler<AppEnv> | ((context: AppContext) => Response | Promise<Response>);

/** The start page is free; only a question that it answers itself counts. */
function onlyQuestions(limit: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  return (context, next) => {
    const isAsked = context.req.query(PLAIN_PARAMETER) !== undefined;
    const isEmpty = (context.req.query('q') ?? '').trim() === '';
    return isAsked && !isEmpty ? limit(context, next) : next();
  };
}

/** How soon a page that waits for the index looks again. */
const REFRESH_SECONDS = 3;

/** Addresses of programs: their errors are JSON, also where a browser looks at them. */
const PROGRAM_PATHS = /^\/(?:api|v1|mcp|metrics|hooks|healthz|readyz|openapi\.json)(?:\/|$)/;

/** Addresses that speak the OpenAI protocol, in their errors too. */
const OPENAI_PATHS = /^\/v1(?:\/|$)/;

/** Of a request that its client gave up (nginx's number): only the log sees it. */
const CLIENT_CLOSED_REQUEST = 499;

type ErrorReplier = (error: unknown, context: AppContext) => Response | Promise<Response>;

function errorReplier(assets: WidgetAssets): ErrorReplier {
  return (error, context) => {
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
    const page = ErrorPage({ status, message: body.error.message, assets });
    return showPage(context, { page, status });
  };
}
