import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Confusable, createConfusable } from './confusable.js';
import { createWordFrequencies, type WordFrequencies } from './word-frequencies.js';

/** What repair knows of the language, apart from the documents. */
export interface RepairData {
  readonly words: WordFrequencies;
  readonly confusable: Confusable;
}

/** Reads the tables of this folder: 2 MB, some 20 ms. Their origins and licences: README.md there. */
export async function readRepairData(): Promise<RepairData> {
  const [words, readings, shapes] = await Promise.all([
    readFile(placeOf('words.bin')),
    readFile(placeOf('readings.txt'), 'utf8'),
    readFile(placeOf('shapes.txt'), 'utf8'),
  ]);
  return { words: createWordFrequencies(words), confusable: createConfusable(readings, shapes) };
}

/** The tables stay in the sources; the build copies no data. */
function placeOf(name: string): string {
  return fileURLToPath(new URL(`../../../src/retrieve/repair/${name}`, import.meta.url));
}
