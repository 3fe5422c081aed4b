import { tokenRequest } from './api-schemas.js';
import type { AppContext } from './app-env.js';
import { readOptionalJson } from './read-json.js';
import type { Passes } from './signed-pass.js';
import { validate } from './validate.js';

/** `POST /api/tokens`: a short-lived token that a site hands to the widget in its pages. */
export function tokenRoute(tokens: Passes) {
  return async (context: AppContext) => {
    const language = context.get('language');
    const data = (await readOptionalJson(context.req.raw, language)) ?? {};
    const { expiresInSeconds } = validate(tokenRequest, { data, language });
    const { text, expiresAt } = tokens.issue(expiresInSeconds);
    return context.json({ token: text, expiresAt: expiresAt.toISOString() });
  };
}
