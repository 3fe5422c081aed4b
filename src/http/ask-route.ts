import type { AskRequest } from '../answer/answer.js';
import { answerFrame, doneFrame, errorFrame } from '../channels/sse/answer-frames.js';
import { prefers } from './accepts.js';
import { askBody } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { failureReply } from './error-reply.js';
import { piecewiseReply } from './piecewise-reply.js';
import { readJson } from './read-json.js';
import { type ReadyState, requireReady } from './ready.js';
import { validate } from './validate.js';

/** `POST /api/ask`: the answer object as it stands, or piece by piece where `Accept` asks for an event stream. */
export function askRoute({ state, logger }: Pick<AppDependencies, 'state' | 'logger'>) {
  return async (context: AppContext) => {
    context.header('Vary', 'Accept');
    const language = context.get('language');
    const data = await readJson(context.req.raw, language);
    const request = validate(askBody, { data, language });
    const { answerer } = requireReady(state());
    if (prefers(context.req.header('Accept'), STREAMED)) {
      return streamAnswer(context, { answerer, request, logger });
    }
    const { signal } = context.req.raw;
    return context.json(await answerer.ask(request, { signal }));
  };
}

const STREAMED = { wanted: 'text/event-stream', usual: 'application/json' };

function streamAnswer(
  context: AppContext,
  asked: Pick<ReadyState, 'answerer'> &
    Pick<AppDependencies, 'logger'> & { readonly request: AskRequest },
): Promise<Response> {
  const { answerer, request, logger } = asked;
  return piecewiseReply(context, {
    produce: async (send, signal) => {
      const answer = await answerer.ask(request, {
        signal,
        onEvent: (event) => send(answerFrame(event)),
      });
      send(doneFrame(answer));
    },
    failureFrame: (error) => errorFrame(failureReply(error, { context, logger }).body),
  });
}
