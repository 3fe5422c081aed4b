import type { Chunk } from '../chunk/chunk.js';
import type { PolicyDocument, Section } from '../outline/outline.js';

/** A section with where it stands: its ancestors from the outside in, itself last. */
export interface LocatedSection {
  readonly document: PolicyDocument;
  readonly section: Section;
  readonly path: readonly Section[];
}

/** The documents, sections and chunks of an index, by id and by ordinal. Read-only once loaded. */
export interface SectionStore {
  readonly documents: readonly PolicyDocument[];
  /** Chunks by ordinal: `chunks[hit.ordinal]`. A removed chunk's ordinal is not used again within one index. */
  readonly chunks: readonly Chunk[];
  document(id: string): PolicyDocument | undefined;
  section(documentId: string, sectionId: string): LocatedSection | undefined;
  /** Ordinals of the chunks that hold a section's own text, in text order; not those of its children. */
  chunksOf(documentId: string, sectionId: string): readonly number[];
}
