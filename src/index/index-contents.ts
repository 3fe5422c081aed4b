import type { Chunk } from '../chunk/chunk.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { FloatVectors } from './float-vectors.js';
import type { QuantisedVectors } from './quantised-vectors.js';

/** A chunk with a hash of all texts that were embedded for it: equal hash, equal vectors. */
export interface HashedChunk extends Chunk {
  readonly hash: string;
}

/** A chunk as an index keeps it. */
export interface IndexedChunk extends HashedChunk {
  /** Its label in the graph: kept while the chunk stays the same, never given to another. */
  readonly label: number;
}

/** Everything of an index but the graph; what is listed by chunk is in the order of the chunks. */
export interface IndexContents<StoredChunk extends Chunk = IndexedChunk> {
  readonly documents: readonly PolicyDocument[];
  readonly chunks: readonly StoredChunk[];
  readonly passages: FloatVectors;
  /** The windows of all chunks, one chunk after the other. */
  readonly windows: QuantisedVectors;
}

/** Row of each chunk's first window, and the number of rows at the end. */
export function windowStarts(chunks: readonly Chunk[]): Uint32Array {
  const starts = new Uint32Array(chunks.length + 1);
  for (const [ordinal, { windows }] of chunks.entries()) {
    starts[ordinal + 1] = (starts[ordinal] ?? 0) + windows.length;
  }
  return starts;
}
