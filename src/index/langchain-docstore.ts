import type { IndexContents } from './index-contents.js';
import { createSectionStore } from './section-store.js';

/** A chunk as LangChain's document store writes it: its label, then what a retriever returns. */
export type DocstoreEntry = readonly [
  label: string,
  document: {
    readonly pageContent: string;
    readonly metadata: Readonly<Record<string, string | number | readonly string[]>>;
  },
];

/**
 * The chunks for `docstore.json`, which with `args.json` and `hnswlib.index` makes a folder that
 * the `HNSWLib.load` of @langchain/community 1.1 opens.
 */
export function docstoreEntries({ documents, chunks }: IndexContents): DocstoreEntry[] {
  const store = createSectionStore(documents, chunks);
  return chunks.map(({ label, documentId, sectionId, start, end }) => {
    const located = store.section(documentId, sectionId);
    const document = store.document(documentId);
    return [
      String(label),
      {
        pageContent: document?.text.slice(start, end) ?? '',
        metadata: {
          documentId,
          documentTitle: document?.title ?? '',
          source: document?.source ?? '',
          sectionId,
          address: located?.section.address ?? '',
          headingPath: located?.path.map(({ label: printed, title }) => printed + title) ?? [],
          start,
          end,
        },
      },
    ];
  });
}
