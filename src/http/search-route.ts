import { citationOf } from '../answer/citation-book.js';
import { WenceError } from '../errors.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';
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
    const body: SearchBody = { results: sections.slice(0, query.limit).map(resultOf) };
    return context.json(body);
  };
}

function resultOf(found: RetrievedSection): SearchBody['results'][number] {
  const { start, end } = found;
  const { quote, index: _index, ...result } = citationOf({ ...found, range: { start, end } }, 1);
  return { ...result, text: quote };
}
