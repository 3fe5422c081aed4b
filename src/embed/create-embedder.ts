import type { CrossEncoder } from './cross-encoder.js';
import type { Embedder } from './embedder.js';
import { createEmbeddingQueue, type EmbeddingEngine } from './embedding-queue.js';
import type { ModelFolder } from './model-settings.js';
import { createRecentlyUsed } from './recently-used.js';

/** What an {@link Embedder} needs of the model behind it. */
export interface TokenCountingEngine extends EmbeddingEngine {
  /** Tokens of texts that already carry their prefix. */
  countTokens(texts: readonly string[]): Promise<number[]>;
  /** Asked only where the folder has a cross-encoder. */
  score: CrossEncoder['score'];
  close(): Promise<void>;
}

/** Questions whose vectors are kept: 1.5 kB each, so under 1 MB. */
const QUERY_CACHE_SIZE = 500;

/** Texts counted in one message: about 10 ms of work, so that a question need not wait longer. */
const TEXTS_PER_COUNT = 32;

/** An embedder over an engine: adds the model's prefixes, orders the work, remembers questions. */
export function createEmbedder(folder: ModelFolder, engine: TokenCountingEngine): Embedder {
  const { queryPrefix, passagePrefix } = folder.settings;
  const queue = createEmbeddingQueue(engine);
  const recentQueries = createRecentlyUsed<Float32Array>(QUERY_CACHE_SIZE);
  const asPassage = (passage: string) => passagePrefix + passage;
  return {
    modelHash: folder.modelHash,
    dimensions: folder.dimensions,
    maxTokens: folder.maxTokens,
    async embedQuery(question) {
      const known = recentQueries.get(question);
      if (known !== undefined) {
        return known.slice();
      }
      const vector = await queue.urgent(queryPrefix + question);
      recentQueries.set(question, vector);
      return vector.slice();
    },
    embedPassages: (passages, options) => queue.batch(passages.map(asPassage), options),
    async countTokens(passages) {
      const counts: number[] = [];
      for (let start = 0; start < passages.length; start += TEXTS_PER_COUNT) {
        const some = passages.slice(start, start + TEXTS_PER_COUNT);
        counts.push(...(await engine.countTokens(some.map(asPassage))));
      }
      return counts;
    },
    ...(folder.hasCrossEncoder
      ? {
          crossEncoder: {
            score: (question, passages) => queue.urgentWork(() => engine.score(question, passages)),
          },
        }
      : {}),
    async close() {
      queue.close();
      await engine.close();
    },
  };
}
