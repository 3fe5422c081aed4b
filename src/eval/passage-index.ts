import type { Chunk } from '../chunk/chunk.js';
import { embeddedTexts, searchedText } from '../chunk/chunk-texts.js';
import { sentenceWindows } from '../chunk/sentence-windows.js';
import type { Embedder, EmbedOptions } from '../embed/embedder.js';
import { createBigramIndex } from '../index/bigram-index.js';
import { type ChunkVectors, createExactIndex } from '../index/exact-index.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import { createSectionStore, type SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { PassageSet } from './passage-set.js';

/** What a retriever searches, and the vectors that calibration looks at. */
export interface PassageIndex {
  readonly store: SectionStore;
  readonly lexical: LexicalIndex;
  readonly vectors: VectorIndex;
  readonly passages: readonly Float32Array[];
}

/**
 * A passage set as documents of one paragraph each (title and text), so that it goes through the
 * very retriever that documents go through.
 */
export async function indexPassages(
  { passages }: PassageSet,
  {
    embedder,
    ...options
  }: EmbedOptions & { readonly embedder: Pick<Embedder, 'embedPassages' | 'dimensions'> },
): Promise<PassageIndex> {
  const documents = passages.map(documentOf);
  const chunks = documents.map(chunkOf);
  const textOf = (ordinal: number) => documents[ordinal]?.text ?? '';
  const texts = chunks.flatMap((chunk, ordinal) => embeddedTexts(chunk, textOf(ordinal)));
  const embedded = await embedder.embedPassages(texts, options);
  let next = 0;
  const none = new Float32Array(embedder.dimensions);
  const vectors = chunks.map(({ windows }): ChunkVectors => {
    const [passage = none, ...own] = embedded.slice(next, next + 1 + windows.length);
    next += 1 + windows.length;
    return { passage, windows: own };
  });
  return {
    store: createSectionStore(documents, chunks),
    lexical: createBigramIndex(
      chunks.map((chunk, ordinal) => searchedText(chunk, textOf(ordinal))),
    ),
    vectors: createExactIndex(vectors, embedder.dimensions),
    passages: vectors.map(({ passage }) => passage),
  };
}

function documentOf({
  id,
  title,
  text,
}: {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}): PolicyDocument {
  return {
    id,
    title,
    source: id,
    text,
    start: 0,
    end: text.length,
    sections: [
      {
        id: 'text',
        kind: 'paragraph',
        label: '',
        title: '',
        address: '',
        level: 1,
        start: 0,
        end: text.length,
        sections: [],
      },
    ],
    metadata: {
      issuer: null,
      department: null,
      year: null,
      documentNumber: null,
      issuedOn: null,
      effectiveOn: null,
    },
  };
}

function chunkOf({ id, title, text }: PolicyDocument): Chunk {
  const range = { start: 0, end: text.length };
  const windows = sentenceWindows(text, range);
  return {
    id: `${id}.0`,
    documentId: id,
    sectionId: 'text',
    part: 0,
    context: title,
    ...range,
    // One window over the whole is what the chunk's own vector says already.
    windows: windows.length < 2 ? [] : windows,
  };
}
