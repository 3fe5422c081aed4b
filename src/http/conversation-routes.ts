import { WenceError } from '../errors.js';
import { feedbackBody } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { readJson } from './read-json.js';
import { requireReady } from './ready.js';
import { validate } from './validate.js';

/** `DELETE /api/conversations/{id}`: 204 also where there is none. */
export function forgetRoute({ state }: Pick<AppDependencies, 'state'>) {
  return async (context: AppContext) => {
    await requireReady(state()).conversations.forget(context.req.param('id') ?? '');
    return context.body(null, 204);
  };
}

/** `POST /api/answers/{id}/feedback`: 404 for an answer that is not or no longer known. */
export function feedbackRoute({ state }: Pick<AppDependencies, 'state'>) {
  return async (context: AppContext) => {
    const { conversations } = requireReady(state());
    const language = context.get('language');
    const data = await readJson(context.req.raw, language);
    const feedback = validate(feedbackBody, { data, language });
    const id = context.req.param('id') ?? '';
    if (!(await conversations.rate(id, feedback))) {
      throw new WenceError('not_found', '没有这个回答，或它已经过期。', {
        details: [{ field: 'id', message: id.slice(0, 200) }],
      });
    }
    return context.body(null, 204);
  };
}
