import { embeddedTexts, searchedText } from '../chunk/chunk-texts.js';
import { splitSections } from '../chunk/split-sections.js';
import type { Embedder, EmbedOptions } from '../embed/embedder.js';
import { createBigramIndex } from '../index/bigram-index.js';
import { type ChunkVectors, createExactIndex } from '../index/exact-index.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import { createSectionStore, type SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import type { PolicyDocument } from '../outline/outline.js';

/** An index in memory, as the answerer wants it. */
export interface DocumentIndex {
  readonly store: SectionStore;
  readonly lexical: LexicalIndex;
  readonly vectors: VectorIndex;
}

/** Indexes documents in memory, every vector compared: for sets that are measured once. */
export async function indexDocuments(
  documents: readonly PolicyDocument[],
  {
    embedder,
    ...options
  }: EmbedOptions & {
    readonly embedder: Pick<Embedder, 'embedPassages' | 'countTokens' | 'dimensions' | 'maxTokens'>;
  },
): Promise<DocumentIndex> {
  const split = {
    maxTokens: embedder.maxTokens,
    countTokens: (texts: readonly string[]) => embedder.countTokens(texts),
  };
  const items = [];
  for (const document of documents) {
    options.signal?.throwIfAborted();
    const chunks = await splitSections(document, split);
    items.push(...chunks.map((chunk) => ({ chunk, text: document.text })));
  }
  const texts = items.map(({ chunk, text }) => embeddedTexts(chunk, text));
  const embedded = await embedder.embedPassages(texts.flat(), options);
  const none = new Float32Array(embedder.dimensions);
  let next = 0;
  const vectors = texts.map(({ length }): ChunkVectors => {
    const [passage = none, ...windows] = embedded.slice(next, next + length);
    next += length;
    return { passage, windows };
  });
  return {
    store: createSectionStore(
      documents,
      items.map(({ chunk }) => chunk),
    ),
    lexical: createBigramIndex(items.map(({ chunk, text }) => searchedText(chunk, text))),
    vectors: createExactIndex(vectors, embedder.dimensions),
  };
}
