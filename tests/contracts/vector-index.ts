import { describe, expect, it } from 'vitest';
import type { ChunkVectors } from '../../src/index/exact-index.js';
import type { VectorIndex } from '../../src/index/vector-index.js';
import { exactVectorIndex } from '../support/exact-vector-index.js';
import { randomUnitVectors } from '../support/vectors.js';

/** Builds the index under test over these chunks, by their place in the list. */
export type BuildVectorIndex = (
  dimensions: number,
  chunks: readonly ChunkVectors[],
) => Promise<VectorIndex>;

const DIMENSIONS = 24;

/** What every {@link VectorIndex} promises, tried on one implementation. */
export function vectorIndexContract(name: string, build: BuildVectorIndex): void {
  const vectors = randomUnitVectors(400 * 3, { dimensions: DIMENSIONS, seed: 7 });
  const chunks: ChunkVectors[] = Array.from({ length: 400 }, (_, ordinal) => ({
    passage: vectors[ordinal * 3] ?? new Float32Array(DIMENSIONS),
    windows: vectors.slice(ordinal * 3 + 1, ordinal * 3 + 1 + (ordinal % 3)),
  }));
  const questions = randomUnitVectors(40, { dimensions: DIMENSIONS, seed: 11 });
  const exact = exactVectorIndex(DIMENSIONS, chunks);

  describe(`${name} as a vector index`, () => {
    it('knows how many vectors it holds and how long they are', async () => {
      const index = await build(DIMENSIONS, chunks);
      expect(index).toMatchObject({ size: 400, dimensions: DIMENSIONS });
    });

    it('finds at least 99 of the 100 nearest, most similar first', async () => {
      const index = await build(DIMENSIONS, chunks);
      let found = 0;
      for (const question of questions) {
        const hits = index.search(question, { limit: 10 });
        const similarities = hits.map(({ similarity }) => similarity);
        expect(similarities).toEqual(similarities.toSorted((left, right) => right - left));
        const right = new Set(exact.search(question, { limit: 10 }).map(({ ordinal }) => ordinal));
        found += hits.filter(({ ordinal }) => right.has(ordinal)).length;
      }
      expect(found / (questions.length * 10)).toBeGreaterThanOrEqual(0.99);
    });

    it('finds a vector by itself with similarity 1', async () => {
      const index = await build(DIMENSIONS, chunks);
      const [hit] = index.search(chunks[123]?.passage ?? new Float32Array(DIMENSIONS), {
        limit: 1,
      });
      expect(hit?.ordinal).toBe(123);
      expect(hit?.similarity).toBeCloseTo(1, 4);
    });

    it.each([
      { accepted: 'three', accept: (ordinal: number) => [5, 77, 301].includes(ordinal) },
      { accepted: 'every second', accept: (ordinal: number) => ordinal % 2 === 0 },
      { accepted: 'none', accept: () => false },
    ])('leaves out what is not accepted: $accepted', async ({ accept }) => {
      const index = await build(DIMENSIONS, chunks);
      for (const question of questions.slice(0, 10)) {
        const ordinals = index.search(question, { limit: 10, accept }).map((hit) => hit.ordinal);
        const right = exact.search(question, { limit: 10, accept }).map((hit) => hit.ordinal);
        expect(ordinals).toEqual(right);
      }
    });

    it('gives what there is when asked for more, and nothing when asked for nothing', async () => {
      const index = await build(DIMENSIONS, chunks.slice(0, 3));
      const question = questions[0] ?? new Float32Array(DIMENSIONS);
      expect(index.search(question, { limit: 10 })).toHaveLength(3);
      expect(index.search(question, { limit: 0 })).toEqual([]);
    });

    it('finds nothing where there is nothing', async () => {
      const index = await build(DIMENSIONS, []);
      expect(index.size).toBe(0);
      expect(index.search(questions[0] ?? new Float32Array(DIMENSIONS), { limit: 5 })).toEqual([]);
    });

    it('gives the exact cosine with a chunk and, to 0.005, with its windows', async () => {
      const index = await build(DIMENSIONS, chunks);
      for (const question of questions.slice(0, 5)) {
        for (const ordinal of [0, 1, 2, 200, 399]) {
          const right = exact.similarity(question, ordinal);
          expect(index.similarity(question, ordinal)).toBeCloseTo(right, 4);
          const windows = index.windowSimilarities(question, ordinal);
          const rightWindows = exact.windowSimilarities(question, ordinal);
          expect(windows).toHaveLength(rightWindows.length);
          for (const [position, similarity] of windows.entries()) {
            expect(Math.abs(similarity - (rightWindows[position] ?? 0))).toBeLessThan(0.005);
          }
        }
      }
    });
  });
}
