import { readFile } from 'node:fs/promises';
import { createLexicon, type Lexicon } from './lexicon.js';

/** The lexicon that comes with the program. */
export async function readLexicon(): Promise<Lexicon> {
  const [english, officialEnglish, everyday, regional, words] = await Promise.all(
    [
      'english-zh.tsv',
      'official-english.tsv',
      'colloquial-zh.tsv',
      'regional-zh.tsv',
      'words-zh.txt',
    ].map((name) => readFile(new URL(`../../src/retrieve/lexicon/${name}`, import.meta.url))),
  );
  const none = Buffer.alloc(0);
  return createLexicon({
    english: english ?? none,
    officialEnglish: officialEnglish?.toString('utf8') ?? '',
    everyday: [everyday, regional].map((list) => list?.toString('utf8') ?? '').join('\n'),
    words: words ?? none,
  });
}
