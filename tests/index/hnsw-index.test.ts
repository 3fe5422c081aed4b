import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChunkVectors, createExactIndex } from '../../src/index/exact-index.js';
import { joinVectors } from '../../src/index/float-vectors.js';
import { buildGraph, readGraph, updateGraph, writeGraph } from '../../src/index/hnsw-graph.js';
import { createHnswIndex } from '../../src/index/hnsw-index.js';
import { joinRows, quantisedRow } from '../../src/index/quantised-vectors.js';
import { vectorIndexContract } from '../contracts/vector-index.js';
import { randomUnitVectors } from '../support/vectors.js';

/** What stands beside the graph for these chunks. */
function vectorsOf(dimensions: number, chunks: readonly ChunkVectors[], labels: readonly number[]) {
  const windowStarts = [0];
  for (const { windows } of chunks) {
    windowStarts.push((windowStarts.at(-1) ?? 0) + windows.length);
  }
  return {
    labels: Uint32Array.from(labels),
    passages: joinVectors(
      chunks.map(({ passage }) => passage),
      dimensions,
    ),
    windows: joinRows(
      chunks.flatMap(({ windows }) => windows.map(quantisedRow)),
      dimensions,
    ),
    windowStarts: Uint32Array.from(windowStarts),
  };
}

vectorIndexContract('hnswlib', async (dimensions, chunks) => {
  const points = chunks.map(({ passage }, label) => ({ label, vector: passage }));
  const labels = points.map(({ label }) => label);
  return createHnswIndex(
    await buildGraph(dimensions, points),
    vectorsOf(dimensions, chunks, labels),
  );
});

vectorIndexContract('comparing every vector', (dimensions, chunks) =>
  Promise.resolve(createExactIndex(chunks, dimensions)),
);

describe('a graph that is updated', () => {
  const passages = randomUnitVectors(60, { dimensions: 16, seed: 3 });
  const point = (label: number) => ({ label, vector: passages[label] ?? [] });

  it('finds what was added, no more what was removed, and is the same after reading it back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wence-graph-'));
    const graph = await buildGraph(
      16,
      Array.from({ length: 50 }, (_, label) => point(label)),
    );
    await updateGraph(graph, {
      removedLabels: [7, 8],
      added: Array.from({ length: 10 }, (_, position) => point(50 + position)),
    });
    await writeGraph(graph, join(folder, 'graph'));
    const alive = Array.from(passages.keys()).filter((label) => label !== 7 && label !== 8);
    const beside = vectorsOf(
      16,
      alive.map((label) => ({ passage: passages[label] ?? new Float32Array(16), windows: [] })),
      alive,
    );
    for (const each of [graph, await readGraph(join(folder, 'graph'), 16)]) {
      const index = createHnswIndex(each, beside);
      for (const [label, passage] of passages.entries()) {
        const hits = index.search(passage, { limit: 5 });
        expect(hits).toHaveLength(5);
        const isFound = alive[hits[0]?.ordinal ?? -1] === label;
        expect(isFound).toBe(label !== 7 && label !== 8);
      }
    }
    await rm(folder, { recursive: true });
  });
});
