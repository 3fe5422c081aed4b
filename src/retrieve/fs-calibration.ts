import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../embed/embedder.js';
import { CALIBRATION_FILE, type Calibration, readCalibration } from './calibration.js';

/**
 * The calibration that lies beside a model.
 *
 * @throws WenceError `invalid_model`, with what to do, where there is none or it does not fit
 */
export async function readModelCalibration(
  modelDir: string,
  { modelHash, dimensions }: Pick<Embedder, 'modelHash' | 'dimensions'>,
): Promise<Calibration> {
  const path = join(modelDir, CALIBRATION_FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return readCalibration({ text, path, modelHash, dimensions });
}
