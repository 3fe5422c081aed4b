import type { PolicyDocument } from '../outline/outline.js';
import type { Departments } from './departments.js';
import type { SearchFilter } from './retrieval.js';

/** The documents that a filter lets through; departments in any of their names, by title or issuer. */
export function documentsInRange(
  documents: readonly PolicyDocument[],
  {
    filter,
    departments: known,
  }: { readonly filter: SearchFilter; readonly departments: Departments },
): readonly PolicyDocument[] {
  const { documentIds = [], departments = [], years = [] } = filter;
  const ofDepartments = new Set(
    departments.flatMap((name) => known.documentsOf(known.canonical(name))),
  );
  return documents.filter(
    (document) =>
      (documentIds.length === 0 || documentIds.includes(document.id)) &&
      (years.length === 0 || years.includes(document.metadata.year ?? -1)) &&
      (departments.length === 0 ||
        ofDepartments.has(document) ||
        departments.includes(document.metadata.department ?? '')),
  );
}
