import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { WenceError } from '../errors.js';
import {
  CROSS_ENCODER_FILE,
  type ModelFolder,
  type ModelSettings,
  modelSettingsSchema,
} from './model-settings.js';

const configSchema = z.object({
  hidden_size: z.int().positive(),
  max_position_embeddings: z.int().positive().optional(),
});

const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().optional() });

const READ_BYTES = 1_048_576;

/** Positions of BERT-like models whose configuration names none. */
const DEFAULT_MAX_TOKENS = 512;

/**
 * Reads what a model folder says about itself and hashes it whole. The bytes are hashed at every
 * start: 37 MB take about 50 ms beside the loading of the model, and size and time of a file are
 * no proof that two machines hold the same model.
 *
 * @throws WenceError `invalid_model` naming the file that is missing or broken and what to do.
 */
export async function readModelFolder(modelDir: string): Promise<ModelFolder> {
  const path = resolve(modelDir);
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw invalidModel(path, '没有这个文件夹');
  }
  const config = await readJson(path, { file: 'config.json', schema: configSchema });
  const tokenizer = await readJson(path, {
    file: 'tokenizer_config.json',
    schema: tokenizerConfigSchema,
  });
  const settings = await readSettings(path);
  const quantized = await isReadable(join(path, 'onnx/model_quantized.onnx'));
  const hashed = [
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    quantized ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx',
  ];
  const hash = createHash('sha256');
  for (const file of hashed) {
    await hashFile(hash, { path, file });
  }
  // The prefixes and the pooling decide the vectors as much as the weights do.
  hash.update(JSON.stringify(settings));
  return {
    path,
    settings,
    quantized,
    hasCrossEncoder: await isReadable(join(path, CROSS_ENCODER_FILE)),
    dimensions: config.hidden_size,
    maxTokens: longestInput(config.max_position_embeddings, tokenizer.model_max_length),
    modelHash: hash.digest('hex'),
  };
}

/** A model folder that cannot be used, with what a model folder holds. */
export function invalidModel(path: string, problem: string, cause?: unknown): WenceError {
  return new WenceError(
    'invalid_model',
    `嵌入模型无法使用（${path}）：${problem}。模型文件夹应含 config.json、tokenizer.json、tokenizer_config.json 和 onnx/model_quantized.onnx（或 onnx/model.onnx）；请检查 WENCE_MODEL，或从发行包中恢复 models/ 文件夹。`,
    { cause },
  );
}

async function readSettings(path: string): Promise<ModelSettings> {
  return (await isReadable(join(path, 'wence.json')))
    ? readJson(path, { file: 'wence.json', schema: modelSettingsSchema })
    : modelSettingsSchema.parse({});
}

async function readJson<T>(
  path: string,
  { file, schema }: { readonly file: string; readonly schema: z.ZodType<T> },
): Promise<T> {
  const bytes = await readModelFile(path, file);
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError ? z.prettifyError(cause) : '不是有效的 JSON，文件可能不完整';
    throw invalidModel(path, `${file} 读不懂：${reason}`, cause);
  }
}

/** Piece by piece: the weights need not be in memory twice. */
async function hashFile(
  hash: Hash,
  { path, file }: { readonly path: string; readonly file: string },
): Promise<void> {
  try {
    const { size } = await stat(join(path, file));
    hash.update(`${file}\0${size}\0`);
    for await (const part of createReadStream(join(path, file), { highWaterMark: READ_BYTES })) {
      hash.update(part);
    }
  } catch (cause) {
    throw invalidModel(path, `缺少 ${file} 或无法读取`, cause);
  }
}

async function readModelFile(path: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(path, file));
  } catch (cause) {
    throw invalidModel(path, `缺少 ${file} 或无法读取`, cause);
  }
}

function isReadable(file: string): Promise<boolean> {
  return stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Tokenizers print an absurd number (1e30) where they know no limit. */
function longestInput(positions: number | undefined, tokens: number | undefined): number {
  return Math.floor(Math.min(positions ?? DEFAULT_MAX_TOKENS, tokens ?? DEFAULT_MAX_TOKENS));
}
