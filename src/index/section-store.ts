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
    documents.map((document) => [
      document.id,
      new Map(sectionsBelow({ document, path: [] }).map((place) => [place.section.id, place])),
    ]),
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

/** The sections below a place, or of a whole document where `path` is empty: parents before children, in the order of the text. */
export function sectionsBelow({
  document,
  path,
}: Pick<LocatedSection, 'document' | 'path'>): readonly LocatedSection[] {
  const sections = path.at(-1)?.sections ?? document.sections;
  return sections.flatMap((section) => {
    const place = { document, section, path: [...path, section] };
    return [place, ...sectionsBelow(place)];
  });
}

function keyOf(documentId: string, sectionId: string): string {
  return `${documentId}\0${sectionId}`;
}
