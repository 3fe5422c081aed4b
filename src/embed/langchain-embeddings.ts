import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from './embedder.js';

/** The embedder as LangChain's `Embeddings`, so that its programs search with the same vectors. */
export class WenceEmbeddings extends Embeddings<number[]> {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.#embedder = embedder;
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    const vectors = await this.#embedder.embedPassages(documents);
    return vectors.map((vector) => Array.from(vector));
  }

  override async embedQuery(query: string): Promise<number[]> {
    return Array.from(await this.#embedder.embedQuery(query));
  }
}
