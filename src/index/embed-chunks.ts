import { createHash } from 'node:crypto';
import type { Chunk } from '../chunk/chunk.js';
import { embeddedTexts } from '../chunk/chunk-texts.js';
import type { Embedder, EmbedOptions } from '../embed/embedder.js';
import type { PolicyDocument } from '../outline/outline.js';
import { joinVectors } from './float-vectors.js';
import { type HashedChunk, type IndexContents, windowStarts } from './index-contents.js';
import { joinRows, quantisedRow } from './quantised-vectors.js';

/** Chunks whose texts are handed to the embedder at once; their window vectors are then packed. */
const CHUNKS_PER_BATCH = 64;

/** The documents of a new index with their chunks, in order. */
export interface DocumentChunks {
  readonly document: PolicyDocument;
  readonly chunks: readonly Chunk[];
}

/** What {@link embedChunks} works with. */
export interface EmbedChunksOptions extends EmbedOptions {
  readonly embedder: Embedder;
  /** An index built with the same model, whose vectors are used again where the text is the same. */
  readonly previous: IndexContents | undefined;
}

/** An index' contents with what was embedded anew (`embedded`) and taken over (`reused`), in chunks. */
export interface EmbeddedChunks {
  readonly contents: IndexContents<HashedChunk>;
  readonly embedded: number;
  readonly reused: number;
}

interface ChunkVectors {
  readonly passage: Float32Array;
  readonly windows: readonly Uint8Array[];
}

/** Vectors for every chunk and window: taken over from the previous index, else embedded. */
export async function embedChunks(
  items: readonly DocumentChunks[],
  options: EmbedChunksOptions,
): Promise<EmbeddedChunks> {
  const { embedder, previous } = options;
  const wanted = items.flatMap(({ document, chunks }) =>
    chunks.map((chunk) => {
      const texts = embeddedTexts(chunk, document.text);
      return { chunk, texts, hash: hashOf(texts) };
    }),
  );
  const known = knownVectors(previous);
  const missing = new Map<string, readonly string[]>();
  for (const { hash, texts } of wanted) {
    if (!known.has(hash)) {
      missing.set(hash, texts);
    }
  }
  const fresh = await embedMissing(missing, options);
  const chunks: HashedChunk[] = [];
  const passages: Float32Array[] = [];
  const windows: Uint8Array[] = [];
  for (const { chunk, hash } of wanted) {
    const vectors = fresh.get(hash) ?? known.get(hash)?.();
    if (vectors === undefined) {
      continue;
    }
    chunks.push({ ...chunk, hash });
    passages.push(vectors.passage);
    windows.push(...vectors.windows);
  }
  const embedded = wanted.filter(({ hash }) => fresh.has(hash)).length;
  return {
    contents: {
      documents: items.map(({ document }) => document),
      chunks,
      passages: joinVectors(passages, embedder.dimensions),
      windows: joinRows(windows, embedder.dimensions),
    },
    embedded,
    reused: wanted.length - embedded,
  };
}

function hashOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

/** The vectors of the previous index by hash, read only where they are used. */
function knownVectors(
  previous: IndexContents | undefined,
): ReadonlyMap<string, () => ChunkVectors> {
  const known = new Map<string, () => ChunkVectors>();
  if (previous === undefined) {
    return known;
  }
  const starts = windowStarts(previous.chunks);
  for (const [ordinal, { hash, windows }] of previous.chunks.entries()) {
    known.set(hash, () => ({
      passage: previous.passages.row(ordinal),
      windows: windows.map((_, position) =>
        previous.windows.row((starts[ordinal] ?? 0) + position),
      ),
    }));
  }
  return known;
}

/** Within a batch a text is embedded once, however many chunks and windows it is: a short chunk is its only window. */
async function embedMissing(
  missing: ReadonlyMap<string, readonly string[]>,
  { embedder, onProgress, signal }: EmbedChunksOptions,
): Promise<ReadonlyMap<string, ChunkVectors>> {
  const chunks = [...missing];
  const total = new Set(chunks.flatMap(([, texts]) => texts)).size;
  const fresh = new Map<string, ChunkVectors>();
  let done = 0;
  for (let start = 0; start < chunks.length; start += CHUNKS_PER_BATCH) {
    const some = chunks.slice(start, start + CHUNKS_PER_BATCH);
    const texts = [...new Set(some.flatMap(([, parts]) => parts))];
    const before = done;
    const vectors = await embedder.embedPassages(texts, {
      onProgress: (count) => onProgress?.(Math.min(before + count, total), total),
      signal,
    });
    done += texts.length;
    const vectorOf = new Map(texts.map((text, position) => [text, vectors[position]]));
    for (const [hash, parts] of some) {
      const [passage, ...windows] = parts.flatMap((text) => vectorOf.get(text) ?? []);
      if (passage !== undefined) {
        fresh.set(hash, { passage, windows: windows.map((vector) => quantisedRow(vector)) });
      }
    }
  }
  return fresh;
}
