import { z } from 'zod';

/**
 * What `wence.json` in a model's folder may say about how the model wants to be used. Without the
 * file the E5 convention holds, which the bundled model follows (arXiv:2402.05672, section 3:
 * `query: ` and `passage: ` prefixes, mean pooling).
 */
export const modelSettingsSchema = z.strictObject({
  queryPrefix: z.string().max(1000).default('query: '),
  passagePrefix: z.string().max(1000).default('passage: '),
  /** `mean` of all token vectors, or the first (`[CLS]`) token's vector. */
  pooling: z.enum(['mean', 'cls']).default('mean'),
});

/** Prefixes and pooling of one embedding model. */
export type ModelSettings = Readonly<z.infer<typeof modelSettingsSchema>>;

/** Where a model folder holds a cross-encoder. */
export const CROSS_ENCODER_FILE = 'onnx/cross_encoder_quantized.onnx';

/** A model folder that was found complete, with what can be known without loading the model. */
export interface ModelFolder {
  /** Absolute path. */
  readonly path: string;
  readonly settings: ModelSettings;
  /** Whether `onnx/model_quantized.onnx` is there; else `onnx/model.onnx` is loaded. */
  readonly quantized: boolean;
  /** Whether `onnx/cross_encoder_quantized.onnx` lies beside it. */
  readonly hasCrossEncoder: boolean;
  readonly dimensions: number;
  /** Longest input in tokens, special tokens included. */
  readonly maxTokens: number;
  /** Hex SHA-256 over the names and bytes of the files that decide a vector. */
  readonly modelHash: string;
}
