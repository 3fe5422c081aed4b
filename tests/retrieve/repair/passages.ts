import type { SectionStore } from '../../../src/index/section-store.js';
import type { PolicyDocument } from '../../../src/outline/outline.js';
import { readOutline } from '../../../src/outline/read-outline.js';

/** As much of a section store as finds each passage again: one chunk a passage, in documents of their own. */
export function storeOfPassages(
  passages: readonly string[],
): Pick<SectionStore, 'chunks' | 'document'> {
  const documents = new Map<string, PolicyDocument>(
    passages.flatMap((text, index) => {
      const [document] = readOutline({
        source: 'x',
        text: `题\n${text}`,
        markup: 'plain',
        sha256: '',
      });
      return document === undefined ? [] : [[String(index), { ...document, text }] as const];
    }),
  );
  return {
    chunks: passages.map((text, index) => ({
      id: String(index),
      documentId: String(index),
      sectionId: '',
      part: 0,
      start: 0,
      end: text.length,
      context: '',
      windows: [],
    })),
    document: (id) => documents.get(id),
  };
}
