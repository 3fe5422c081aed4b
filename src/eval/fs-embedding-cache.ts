import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Embedder } from '../embed/embedder.js';
import { systemErrorCode } from '../errors.js';

/** Passages embedded between two writes: what an interrupted run loses at most. */
const PASSAGES_PER_WRITE = 512;
/** Hex characters of a text's key. */
const KEY_LENGTH = 32;

/**
 * An embedder that keeps every passage vector in a folder, so that measuring a set again embeds
 * nothing. Two files a model: keys, one a line, and the vectors as 32-bit floats in their order.
 * Vectors of an interrupted write are dropped. One process at a time may use a folder.
 */
export async function cachedEmbedder(embedder: Embedder, dir: string): Promise<Embedder> {
  await mkdir(dir, { recursive: true });
  const base = path.join(dir, embedder.modelHash.slice(0, 16));
  const files = { keys: `${base}.keys`, vectors: `${base}.f32` };
  const known = await readCache(files, embedder.dimensions);
  return {
    ...embedder,
    async embedPassages(passages, options = {}) {
      const keys = passages.map(keyOf);
      const missing = [...new Map(keys.map((key, index) => [key, passages[index] ?? ''])).entries()]
        // A text that stands several times is embedded once.
        .filter(([key]) => !known.has(key));
      for (let start = 0; start < missing.length; start += PASSAGES_PER_WRITE) {
        const some = missing.slice(start, start + PASSAGES_PER_WRITE);
        const vectors = await embedder.embedPassages(
          some.map(([, text]) => text),
          {
            signal: options.signal,
            onProgress: (done) => options.onProgress?.(start + done, missing.length),
          },
        );
        await appendFile(files.vectors, Buffer.concat(vectors.map(bytesOf)));
        await appendFile(files.keys, some.map(([key]) => `${key}\n`).join(''));
        for (const [index, [key]] of some.entries()) {
          const vector = vectors[index];
          if (vector !== undefined) known.set(key, vector);
        }
      }
      return keys.map((key) => known.get(key) ?? new Float32Array(embedder.dimensions));
    },
  };
}

async function readCache(
  files: { readonly keys: string; readonly vectors: string },
  dimensions: number,
): Promise<Map<string, Float32Array>> {
  const [keyText, bytes] = await Promise.all([
    readFile(files.keys, 'utf8').catch(ifMissing('')),
    readFile(files.vectors).catch(ifMissing(Buffer.alloc(0))),
  ]);
  const length = dimensions * Float32Array.BYTES_PER_ELEMENT;
  const keys = keyText.split('\n').filter((key) => key.length === KEY_LENGTH);
  const count = Math.min(keys.length, Math.floor(bytes.length / length));
  if (bytes.length > 0) {
    await truncate(files.vectors, count * length);
    await truncate(files.keys, count * (KEY_LENGTH + 1));
  }
  // Copied, so that the view begins at a multiple of four bytes.
  const values = new Float32Array(new Uint8Array(bytes.subarray(0, count * length)).buffer);
  return new Map(
    keys
      .slice(0, count)
      .map((key, row) => [key, values.subarray(row * dimensions, (row + 1) * dimensions)]),
  );
}

function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (systemErrorCode(error) === 'ENOENT') return value;
    throw error;
  };
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, KEY_LENGTH);
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.slice().buffer);
}
