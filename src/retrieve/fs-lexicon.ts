import { readFile } from 'node:fs/promises';
import { createLexicon, type Lexicon } from './lexicon.js';

/** The lexicon that comes with the program. */
export async function readLexicon(): Promise<Lexicon> {
  const read = (name: string) =>
    readFile(new URL(`../../src/retrieve/lexicon/${name}`, import.meta.url));
  const [english, officialEnglish, everyday, regional, synonyms, words] = await Promise.all([
    read('english-zh.tsv'),
    read('official-english.tsv'),
    read('colloquial-zh.tsv'),
    read('regional-zh.tsv'),
    read('synonyms-zh.tsv'),
    read('words-zh.txt'),
  ]);
  return createLexicon({
    english,
    officialEnglish: officialEnglish.toString('utf8'),
    everyday: `${everyday.toString('utf8')}\n${regional.toString('utf8')}`,
    synonyms,
    words,
  });
}
