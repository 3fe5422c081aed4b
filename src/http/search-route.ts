import { searchResultOf } from '../channels/search-result.js';
import { WenceError } from '../errors.js';
import { type SearchBody, searchQuery } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { requireReady } from './ready.js';
import { validate } from './validate.js';

/** `GET /api/search`: retrieval alone. */
export function searchRoute({ state }: Pick<AppDependencies, 'state'>) {
  return async (context: AppContext) => {
    const query = validate(searchQuery, {
      data: context.req.queries(),
      language: context.get('language'),
    });
    const { search, store } = requireReady(state());
    const unknown = (query.documentId ?? []).filter((id) => store.document(id) === undefined);
    if (unknown.length > 0) {
      throw new WenceError('not_found', `没有这些文件：${unknown.join('、')}。`, {
        details: unknown.map((id) => ({ field: 'documentId', message: id })),
      });
    }
    const { sections } = await search.retrieve(query.q, {
      limit: query.limit,
      filter: {
        documentIds: query.documentId ?? [],
        departments: query.department ?? [],
        years: query.year ?? [],
      },
    });
    const body: SearchBody = { results: sections.slice(0, query.limit).map(searchResultOf) };
    return context.json(body);
  };
}
