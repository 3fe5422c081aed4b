import {
  type ChatRequest,
  chatRequestSchema,
  type ReadChat,
  readChat,
} from '../channels/openai/chat-request.js';
import { chatCompletion, completionFrames } from '../channels/openai/format-completion.js';
import { openaiError } from '../channels/openai/openai-error.js';
import { MODEL_ID, modelEntry } from '../channels/openai/openai-model.js';
import { eventFrame } from '../channels/sse/event-frame.js';
import { WenceError } from '../errors.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { failureReply } from './error-reply.js';
import type { Language } from './language.js';
import { piecewiseReply } from './piecewise-reply.js';
import { readJson } from './read-json.js';
import { type ReadyState, requireReady } from './ready.js';
import { validate } from './validate.js';

/** `POST /v1/chat/completions`: the last message of the user is the question. */
export function chatCompletionsRoute(
  dependencies: Pick<AppDependencies, 'state' | 'logger' | 'now' | 'settings'>,
) {
  return async (context: AppContext) => {
    const language = context.get('language');
    const data = await readJson(context.req.raw, language);
    const request = validate(chatRequestSchema, { data, language });
    requireModel(request.model, { language, field: 'model' });
    const chat = readChat(request, language);
    const { answerer } = requireReady(dependencies.state());
    const { now, settings } = dependencies;
    const { promptText } = chat;
    const options = { promptText, createdAt: now(), publicUrl: settings.publicUrl };
    if (chat.isStreamed) {
      return streamCompletion(context, { ...dependencies, answerer, chat, options });
    }
    const { signal } = context.req.raw;
    return context.json(chatCompletion(await answerer.ask(chat.ask, { signal }), options));
  };
}

/** `GET /v1/models` */
export function modelsRoute({ now }: Pick<AppDependencies, 'now'>) {
  const entry = modelEntry(now());
  return (context: AppContext) => context.json({ object: 'list', data: [entry] });
}

/** `GET /v1/models/{id}` */
export function modelRoute({ now }: Pick<AppDependencies, 'now'>) {
  const entry = modelEntry(now());
  return (context: AppContext) => {
    requireModel(context.req.param('id') ?? '', {
      language: context.get('language'),
      field: 'model',
    });
    return context.json(entry);
  };
}

function streamCompletion(
  context: AppContext,
  asked: Pick<ReadyState, 'answerer'> &
    Pick<AppDependencies, 'logger'> & {
      readonly chat: ReadChat;
      readonly options: Parameters<typeof chatCompletion>[1];
    },
): Promise<Response> {
  const { answerer, logger, chat, options } = asked;
  const frames = completionFrames({ ...options, includesUsage: chat.includesUsage });
  return piecewiseReply(context, {
    produce: async (send, signal) => {
      const answer = await answerer.ask(chat.ask, {
        signal,
        onEvent: (event) => {
          if (event.kind === 'meta') send(frames.open(event.id));
          if (event.kind === 'delta') send(frames.delta(event.text));
        },
      });
      for (const frame of frames.close(answer)) send(frame);
    },
    failureFrame: (error) => {
      const { status, body } = failureReply(error, { context, logger });
      return eventFrame(openaiError(status, body.error));
    },
  });
}

/**
 * Another model's name is a mistake in the caller's settings; an answer would hide it.
 * @throws WenceError `not_found`
 */
function requireModel(
  model: ChatRequest['model'],
  { language, field }: { readonly language: Language; readonly field: string },
): void {
  if (model === MODEL_ID) return;
  const shown = model.slice(0, 100);
  const message =
    language === 'zh'
      ? `没有模型 ${shown}；这里的模型是 ${MODEL_ID}`
      : `There is no model ${shown}; the model here is ${MODEL_ID}`;
  throw new WenceError('not_found', `${message}。`, { details: [{ field, message }] });
}
