import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { z } from 'zod';
import type { CrossEncoder, PassageToRead } from './cross-encoder.js';
import { CROSS_ENCODER_FILE, type ModelFolder } from './model-settings.js';

/** Longest question and passage in tokens: what the model was trained on. */
const QUESTION_TOKENS = 64;
const PASSAGE_TOKENS = 280;

const logitsSchema = z.object({ logits: z.object({ data: z.instanceof(Float32Array) }) });

/**
 * Loads the cross-encoder of a model folder. It shares the embedder's vocabulary and its prefixes; the
 * question's tokens are of type 0, the passage's of type 1. Scoring blocks the thread while it computes; the
 * memory goes with the last reference to it.
 *
 * @param encode - the ids of a text's tokens between the special ones
 */
export async function loadOnnxCrossEncoder(
  { path, settings }: ModelFolder,
  encode: (text: string) => readonly number[],
): Promise<CrossEncoder> {
  // From the file, not from its bytes, and without an arena: 50 MB less, at the same speed.
  const session = await ort.InferenceSession.create(join(path, CROSS_ENCODER_FILE), {
    enableCpuMemArena: false,
    enableMemPattern: false,
  });
  const [first = 0, last = 2] = encode('');
  const tokensOf = (text: string) => encode(text).slice(1, -1);
  async function scoreOne(question: string, { heading, text }: PassageToRead): Promise<number> {
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
    const output: unknown = await session.run({
      input_ids: tensorOf(ids),
      attention_mask: tensorOf(ids.map(() => 1)),
      token_type_ids: tensorOf(types),
    });
    return logitsSchema.parse(output).logits.data[0] ?? 0;
  }
  return {
    async score(question, passages) {
      const scores: number[] = [];
      for (const passage of passages) scores.push(await scoreOne(question, passage));
      return scores;
    },
  };
}

function tensorOf(values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values.map(BigInt)), [1, values.length]);
}
