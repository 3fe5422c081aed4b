import { fileURLToPath } from 'node:url';

/** The model that the product ships. */
export const bundledModelDir = fileURLToPath(
  new URL('../../models/multilingual-e5-small-cjk-en', import.meta.url),
);
