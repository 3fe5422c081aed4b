import type { Embedder } from '../../src/embed/embedder.js';
import { randomUnitVectors } from './vectors.js';

/** An embedder without a model, that remembers what it was given. */
export interface FakeEmbedder extends Embedder {
  readonly embedded: string[];
}

const DIMENSIONS = 32;

/** Vectors made of a text's characters, so that texts sharing words are near; a token a character. */
export function fakeEmbedder({ modelHash = 'model-a' } = {}): FakeEmbedder {
  const embedded: string[] = [];
  return {
    embedded,
    modelHash,
    dimensions: DIMENSIONS,
    maxTokens: 128,
    embedQuery: (question) => Promise.resolve(vectorOf(question)),
    async embedPassages(passages, { onProgress, signal } = {}) {
      const vectors: Float32Array[] = [];
      for (const passage of passages) {
        signal?.throwIfAborted();
        embedded.push(passage);
        vectors.push(await Promise.resolve(vectorOf(passage)));
        onProgress?.(vectors.length, passages.length);
      }
      return vectors;
    },
    countTokens: (passages) => Promise.resolve(passages.map((passage) => passage.length + 2)),
    close: () => Promise.resolve(),
  };
}

function vectorOf(text: string): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const character of text) {
    const seed = (character.codePointAt(0) ?? 1) + 1;
    const [direction] = randomUnitVectors(1, { dimensions: DIMENSIONS, seed });
    for (const [column, value] of (direction ?? sum).entries()) {
      sum[column] = (sum[column] ?? 0) + value;
    }
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return sum.map((value) => value / (length === 0 ? 1 : length));
}
