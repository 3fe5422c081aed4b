import { createEmbedder } from './create-embedder.js';
import type { Embedder } from './embedder.js';
import { readModelFolder } from './fs-model-folder.js';
import { loadXenovaModel } from './xenova-model.js';

/**
 * An embedder in this very thread, for tests and short commands: each text blocks the event loop
 * for 5–80 ms. A server uses {@link openXenovaWorkerEmbedder}.
 *
 * @throws WenceError `invalid_model` where the folder is no usable model.
 */
export async function openXenovaEmbedder(modelDir: string): Promise<Embedder> {
  const folder = await readModelFolder(modelDir);
  const model = await loadXenovaModel(folder);
  return createEmbedder(folder, {
    embed: (text) => model.embed(text),
    countTokens: (texts) => Promise.resolve(texts.map((text) => model.countTokens(text))),
    score: (question, passages) => model.score(question, passages),
    close: () => model.dispose(),
  });
}
