import { basename, dirname } from 'node:path';
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers';
import { z } from 'zod';
import type { CrossEncoder } from './cross-encoder.js';
import { invalidModel } from './fs-model-folder.js';
import type { ModelFolder } from './model-settings.js';
import { loadOnnxCrossEncoder } from './onnxruntime-cross-encoder.js';

/** A loaded model: one text at a time, because a batch is padded to its longest text. */
export interface XenovaModel {
  /** Unit vector of a text that already carries its prefix. Blocks the thread while it computes. */
  embed(text: string): Promise<Float32Array>;
  /** Tokens of a text that already carries its prefix, special tokens included, not cut. */
  countTokens(text: string): number;
  /** Rejects where the folder has no cross-encoder. Blocks the thread while it computes. */
  score: CrossEncoder['score'];
  dispose(): Promise<void>;
}

const tensorSchema = z.object({
  dims: z.array(z.int().nonnegative()),
  data: z.instanceof(Float32Array),
});
const outputSchema = z.object({ last_hidden_state: tensorSchema });
const encodedSchema = z.object({ input_ids: z.object({ dims: z.array(z.int().nonnegative()) }) });

/**
 * Loads the model into this thread from local files alone.
 *
 * @throws WenceError `invalid_model` where the files are no model that onnxruntime can run.
 */
export async function loadXenovaModel(folder: ModelFolder): Promise<XenovaModel> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = dirname(folder.path);
  const name = basename(folder.path);
  const reading = AutoTokenizer.from_pretrained(name);
  const [tokenizer, model, crossEncoder] = await Promise.all([
    reading,
    AutoModel.from_pretrained(name, { quantized: folder.quantized }),
    folder.hasCrossEncoder
      ? reading.then((tokens) => loadOnnxCrossEncoder(folder, (text) => tokens.encode(text)))
      : undefined,
  ]).catch((cause: unknown) => {
    throw invalidModel(folder.path, `加载失败（${reasonOf(cause)}）`, cause);
  });
  return {
    async embed(text) {
      const inputs: unknown = tokenizer(text, { truncation: true, max_length: folder.maxTokens });
      const output: unknown = await model(inputs);
      const { last_hidden_state: hidden } = outputSchema.parse(output);
      return pooled(hidden.data, folder);
    },
    countTokens(text) {
      const encoded: unknown = tokenizer(text);
      return encodedSchema.parse(encoded).input_ids.dims[1] ?? 0;
    },
    score: (question, passages) =>
      crossEncoder?.score(question, passages) ??
      Promise.reject(invalidModel(folder.path, '没有 onnx/cross_encoder_quantized.onnx')),
    async dispose() {
      await model.dispose();
    },
  };
}

/** Mean (or first) token vector, scaled to length 1. A single text has no padding to mask. */
function pooled(tokens: Float32Array, { dimensions, settings }: ModelFolder): Float32Array {
  const rows = settings.pooling === 'cls' ? 1 : tokens.length / dimensions;
  const vector = new Float32Array(dimensions);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < dimensions; column += 1) {
      vector[column] = (vector[column] ?? 0) + (tokens[row * dimensions + column] ?? 0);
    }
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / (length === 0 ? 1 : length));
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
