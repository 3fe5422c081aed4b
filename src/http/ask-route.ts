import type { Answer } from '../answer/answer.js';
import { askBody } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { readJson } from './read-json.js';
import { requireReady } from './ready.js';
import { validate } from './validate.js';

/** `POST /api/ask`: the answer object as it stands. */
export function askRoute({ state }: Pick<AppDependencies, 'state'>) {
  return async (context: AppContext) => {
    const language = context.get('language');
    const data = await readJson(context.req.raw, language);
    const request = validate(askBody, { data, language });
    const answer: Answer = await requireReady(state()).answerer.ask(request);
    return context.json(answer);
  };
}
