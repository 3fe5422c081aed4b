import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The stages that decide what is read from a file and how it is cut. */
const READING_STAGES = ['corpus', 'outline', 'chunk', 'text'];

/**
 * Hash of the program files that read documents and cut them into chunks. An index read by another
 * version is read again; a version number kept by hand would be forgotten, and leave old outlines
 * in place. Vectors are not lost by it: they go by the text that was embedded.
 */
export async function readerHash(): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  const hash = createHash('sha256');
  for (const stage of READING_STAGES) {
    const folder = join(here, '..', '..', stage);
    const names = (await readdir(folder)).filter(
      (name) => extname(name) === extname(here) && !name.endsWith('.d.ts'),
    );
    for (const name of names.toSorted()) {
      hash.update(`${stage}/${name}\0`).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest('hex');
}
