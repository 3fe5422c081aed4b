import type { HashedChunk, IndexedChunk } from './index-contents.js';

/** Chunks with their labels, and what that means for the graph. */
export interface LabelledChunks {
  readonly chunks: readonly IndexedChunk[];
  /** Ordinals of the chunks that the graph lacks. */
  readonly addedOrdinals: readonly number[];
  /** Labels of the graph that no chunk has any more. */
  readonly removedLabels: readonly number[];
}

/**
 * Gives each chunk the label that a chunk with the same hash had, once, and else one that the graph
 * never knew: a graph does not take a deleted label again.
 */
export function labelChunks(
  chunks: readonly HashedChunk[],
  graph: { readonly chunks: readonly IndexedChunk[]; readonly nextLabel: number },
): LabelledChunks {
  const free = new Map<string, number[]>();
  for (const { hash, label } of graph.chunks) {
    const labels = free.get(hash);
    if (labels === undefined) {
      free.set(hash, [label]);
    } else {
      labels.push(label);
    }
  }
  let nextLabel = graph.nextLabel;
  const addedOrdinals: number[] = [];
  const labelled = chunks.map((chunk, ordinal) => {
    const kept = free.get(chunk.hash)?.shift();
    if (kept !== undefined) {
      return { ...chunk, label: kept };
    }
    addedOrdinals.push(ordinal);
    nextLabel += 1;
    return { ...chunk, label: nextLabel - 1 };
  });
  return { chunks: labelled, addedOrdinals, removedLabels: [...free.values()].flat() };
}
