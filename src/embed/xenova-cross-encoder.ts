import { basename } from 'node:path';
import { AutoModel, type PreTrainedTokenizer, Tensor } from '@xenova/transformers';
import { z } from 'zod';
import type { PassageToRead } from './cross-encoder.js';
import type { ModelFolder } from './model-settings.js';

/** Name of the file in a model folder's `onnx/`, before `_quantized.onnx`. */
const MODEL_FILE = 'cross_encoder';

/** Longest question and passage in tokens: what the model was trained on. */
const QUESTION_TOKENS = 64;
const PASSAGE_TOKENS = 280;

const logitsSchema = z.object({ logits: z.object({ data: z.instanceof(Float32Array) }) });

/** A cross-encoder in this thread. */
export interface XenovaCrossEncoder {
  /** Log-odds that a passage answers a question. Blocks the thread while it computes. */
  score(question: string, passage: PassageToRead): Promise<number>;
  dispose(): Promise<void>;
}

/**
 * Loads the cross-encoder of a model folder. It shares the embedder's vocabulary and its prefixes; the
 * question's tokens are of type 0, the passage's of type 1.
 */
export async function loadXenovaCrossEncoder(
  { path, settings }: ModelFolder,
  tokenizer: PreTrainedTokenizer,
): Promise<XenovaCrossEncoder> {
  const model = await AutoModel.from_pretrained(basename(path), {
    quantized: true,
    model_file_name: MODEL_FILE,
  });
  const tokensOf = (text: string): readonly number[] =>
    tokenizer.encode(text, null, { add_special_tokens: false });
  const wrapped: readonly number[] = tokenizer.encode('');
  const [first = 0, last = 2] = wrapped;
  return {
    async score(question, { heading, text }) {
      const asked = [
        first,
        ...tokensOf(settings.queryPrefix + question).slice(0, QUESTION_TOKENS - 2),
        last,
      ];
      const read = [
        ...[...tokensOf(`${settings.passagePrefix}${heading}\n`), ...tokensOf(text)].slice(
          0,
          PASSAGE_TOKENS,
        ),
        last,
      ];
      const ids = [...asked, ...read];
      const types = ids.map((_, position) => (position < asked.length ? 0 : 1));
      const output: unknown = await model({
        input_ids: tensorOf(ids),
        attention_mask: tensorOf(ids.map(() => 1)),
        token_type_ids: tensorOf(types),
      });
      return logitsSchema.parse(output).logits.data[0] ?? 0;
    },
    async dispose() {
      await model.dispose();
    },
  };
}

function tensorOf(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values.map(BigInt)), [1, values.length]);
}
