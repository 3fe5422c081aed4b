import { WenceError } from '../errors.js';
import type { SectionStore } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import { documentsInRange } from '../retrieve/documents-in-range.js';
import type { QuestionReader } from '../retrieve/interpret-question.js';
import type { AskRequest } from './answer.js';

/**
 * The documents that a request's filter leaves.
 *
 * @throws WenceError `not_found` naming the documents that there are not
 */
export function requestedDocuments(
  { filter: asked }: Pick<AskRequest, 'filter'>,
  { store, reader }: { readonly store: SectionStore; readonly reader: QuestionReader },
): readonly PolicyDocument[] {
  const { documentIds = [], departments = [], years = [] } = asked ?? {};
  const unknown = documentIds.filter((id) => store.document(id) === undefined);
  if (unknown.length > 0) {
    throw new WenceError('not_found', `没有这些文件：${unknown.join('、')}`, {
      details: unknown.map((id) => ({ field: 'filter.documentIds', message: `没有文件 ${id}` })),
    });
  }
  const filter = { documentIds, departments, years };
  return documentsInRange(store.documents, { filter, departments: reader.departments });
}
