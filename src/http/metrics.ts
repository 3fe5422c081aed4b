import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answerer } from '../answer/answer.js';
import { sectionCount } from '../index/chunk-files.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { AppContext, AppEnv, ServiceState } from './app-env.js';

/** Counts what the server does, for Prometheus. No label holds words of a caller. */
export interface Metrics {
  /** Counts requests. */
  readonly middleware: MiddlewareHandler<AppEnv>;
  /** The same service, counting answers and feedback; one and the same for one and the same state. */
  watched(state: ServiceState): ServiceState;
  /** `GET /metrics` */
  readonly route: (context: AppContext) => Promise<Response>;
}

/** Metrics of one app over the state that it serves. */
export function createMetrics(state: () => ServiceState): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'wence_http_requests_total',
    help: 'HTTP requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const answers = new Counter({
    name: 'wence_answers_total',
    help: 'Answers by kind and engine',
    labelNames: ['kind', 'engine'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'wence_answer_duration_seconds',
    help: 'Time from a question to its whole answer',
    labelNames: ['engine'],
    buckets: ANSWER_SECONDS,
    registers,
  });
  const failedAnswers = new Counter({
    name: 'wence_answer_failures_total',
    help: 'Questions that ended without an answer, given up by their askers included',
    registers,
  });
  const feedback = new Counter({
    name: 'wence_feedback_total',
    help: 'Feedback on answers',
    labelNames: ['value'],
    registers,
  });
  gaugeIndex(state, registers);

  const watchedAnswerer = (answerer: Answerer): Answerer => ({
    ask: async (request, options) => {
      const startedAtMs = performance.now();
      try {
        const answer = await answerer.ask(request, options);
        answers.inc({ kind: answer.kind, engine: answer.engine });
        answerSeconds.observe({ engine: answer.engine }, (performance.now() - startedAtMs) / 1000);
        return answer;
      } catch (error) {
        failedAnswers.inc();
        throw error;
      }
    },
  });
  const known = new WeakMap<ServiceState, ServiceState>();
  let hasDefaults = false;
  return {
    middleware: async (context, next) => {
      await next();
      requests.inc({
        route: routeOf(context),
        method: METHODS.has(context.req.method) ? context.req.method : 'other',
        status: context.res.status,
      });
    },
    watched: (current) => {
      if (current.kind !== 'ready') return current;
      const kept = known.get(current);
      if (kept !== undefined) return kept;
      const { conversations } = current;
      const watched: ServiceState = {
        ...current,
        answerer: watchedAnswerer(current.answerer),
        conversations: {
          open: (id) => conversations.open(id),
          record: (id, turn) => conversations.record(id, turn),
          forget: (id) => conversations.forget(id),
          feedbackOn: (answerId) => conversations.feedbackOn(answerId),
          rate: async (answerId, given) => {
            const isKept = await conversations.rate(answerId, given);
            if (isKept) feedback.inc({ value: given.value });
            return isKept;
          },
        },
      };
      known.set(current, watched);
      return watched;
    },
    route: async (context) => {
      // Watching the process costs a little: who never asks for it does not pay.
      if (!hasDefaults) collectDefaultMetrics({ register: registry });
      hasDefaults = true;
      return context.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
    },
  };
}

/** From what the extractive answers take (milliseconds) to the time limit of a language model. */
const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40];

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The pattern of the route that a request met, never its own path. */
function routeOf(context: AppContext): string {
  const pattern = routePath(context, -1);
  return pattern.endsWith('*') ? 'none' : pattern;
}

/** How far the index has come and how much is in it, counted when somebody looks. */
function gaugeIndex(state: () => ServiceState, registers: Registry[]): void {
  const gauge = (about: { readonly name: string; readonly help: string }, read: Reading) =>
    new Gauge({
      ...about,
      registers,
      collect() {
        this.set(read(state()));
      },
    });
  gauge({ name: 'wence_ready', help: '1 once questions can be answered' }, ({ kind }) =>
    kind === 'ready' ? 1 : 0,
  );
  gauge(
    { name: 'wence_index_documents', help: 'Documents in the index' },
    (current) => documentsOf(current).length,
  );
  gauge({ name: 'wence_index_sections', help: 'Sections in the index' }, (current) =>
    documentsOf(current).reduce((sum, document) => sum + sectionCount(document), 0),
  );
}

type Reading = (state: ServiceState) => number;

function documentsOf(state: ServiceState): readonly PolicyDocument[] {
  return state.kind === 'ready' ? state.store.documents : [];
}
