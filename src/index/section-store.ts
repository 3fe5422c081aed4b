import type { Chunk } from '../chunk/chunk.js';
import type { PolicyDocument, Section } from '../outline/outline.js';

/** A section with where it stands: its ancestors from the outside in, itself last. */
export interface LocatedSection {
  readonly document: PolicyDocument;
  readonly section: Section;
  readonly path: readonly Section[];
}

/** The documents, sections and chunks of an index, by id and by ordinal. Read-only once loaded. Every implementation passes tests/contracts/section-store. */
export interface SectionStore {
  readonly documents: readonly PolicyDocument[];
  /** Chunks by ordinal: `chunks[hit.ordinal]`. A removed chunk's ordinal is not used again within one index. */
  readonly chunks: readonly Chunk[];
  document(id: string): PolicyDocument | undefined;
  section(documentId: string, sectionId: string): LocatedSection | undefined;
  /** Ordinals of the chunks that hold a section's own text, in text order; not those of its children. */
  chunksOf(documentId: string, sectionId: string): readonly number[];
}

/**
 * A store over documents and the chunks of all of them, by ordinal.
 *
 * @param chunks each document's chunks together and in text order
 */
export function createSectionStore(
  documents: readonly PolicyDocument[],
  chunks: readonly Chunk[],
): SectionStore {
  const documentsById = new Map(documents.map((document) => [document.id, document]));
  const sectionsById = new Map(
    documents.map((document) => [document.id, locatedSections(document)]),
  );
  const ordinals = new Map<string, number[]>();
  for (const [ordinal, { documentId, sectionId }] of chunks.entries()) {
    const key = keyOf(documentId, sectionId);
    const known = ordinals.get(key);
    if (known === undefined) {
      ordinals.set(key, [ordinal]);
    } else {
      known.push(ordinal);
    }
  }
  return {
    documents,
    chunks,
    document: (id) => documentsById.get(id),
    section: (documentId, sectionId) => sectionsById.get(documentId)?.get(sectionId),
    chunksOf: (documentId, sectionId) => ordinals.get(keyOf(documentId, sectionId)) ?? [],
  };
}

function locatedSections(document: PolicyDocument): ReadonlyMap<string, LocatedSection> {
  const located = new Map<string, LocatedSection>();
  const visit = (sections: readonly Section[], outer: readonly Section[]): void => {
    for (const section of sections) {
      const path = [...outer, section];
      located.set(section.id, { document, section, path });
      visit(section.sections, path);
    }
  };
  visit(document.sections, []);
  return located;
}

function keyOf(documentId: string, sectionId: string): string {
  return `${documentId}\0${sectionId}`;
}
