import { WenceError } from '../errors.js';
import { sectionCount } from '../index/chunk-files.js';
import type { SectionStore } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { DocumentEntry } from './api-schemas.js';
import type { AppContext, AppDependencies } from './app-env.js';
import { requireReady } from './ready.js';

/** `GET /api/documents` */
export function documentsRoute({ state }: Pick<AppDependencies, 'state'>) {
  return (context: AppContext) => {
    const { store } = requireReady(state());
    return context.json({ documents: store.documents.map(entryOf) });
  };
}

/** `GET /api/documents/{id}` */
export function documentRoute({ state }: Pick<AppDependencies, 'state'>) {
  return (context: AppContext) => {
    const document = requireDocument(requireReady(state()).store, context.req.param('id') ?? '');
    // Long and seldom changed: a reader who opens it again gets a 304.
    context.header('Cache-Control', 'private, no-cache');
    return context.json({
      ...entryOf(document),
      text: document.text,
      outline: document.sections,
    });
  };
}

/** @throws WenceError `not_found` */
export function requireDocument(store: SectionStore, id: string): PolicyDocument {
  const document = store.document(id);
  if (document === undefined) {
    throw new WenceError('not_found', '没有这份文件。', {
      details: [{ field: 'id', message: id.slice(0, 200) }],
    });
  }
  return document;
}

function entryOf(document: PolicyDocument): DocumentEntry {
  const { department, year, documentNumber, issuedOn } = document.metadata;
  return {
    id: document.id,
    title: document.title,
    department,
    year,
    documentNumber,
    issuedOn,
    source: document.source,
    sectionCount: sectionCount(document),
  };
}
