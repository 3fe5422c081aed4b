import type { LexicalIndex, LexicalQuery, WordGroup } from '../index/lexical-index.js';
import { normaliseForMatching } from '../text/normalise.js';
import { searchTerms } from '../text/terms.js';
import {
  type EnglishWord,
  englishWords,
  firstHalfOf,
  isFunctionWord,
  rootsOf,
} from './english-terms.js';
import type { Lexicon } from './lexicon.js';

/** What an official word counts where an everyday one was asked. */
const EVERYDAY_SHARE = 0.7;
/** What a Chinese word counts where an English one was asked: nothing nearer can stand in the text. */
const ENGLISH_SHARE = 1;
/** Most words of an English phrase that the lexicon has as one. */
const LONGEST_PHRASE = 4;
/** Passages counted to tell a usual word from a rare one. */
const MOST_COUNTED = 1000;
/** Most characters of a dictionary's word. */
const LONGEST_WORD = 6;
const HAN_RUN = /\p{Script=Han}+/gu;

/** What a corpus is asked before a question is searched for in it. */
export type KnownWords = Pick<LexicalIndex, 'holding'>;

/**
 * A question with the words that the corpus may have instead of its own: Chinese words for English
 * ones, official words for everyday ones. The longest match counts; an English phrase that the
 * corpus has no word for is taken word by word.
 */
export function expandQuestion(
  question: string,
  { lexicon, corpus }: { readonly lexicon: Lexicon; readonly corpus: KnownWords },
): LexicalQuery {
  const text = normaliseForMatching(question);
  const everyday = everydayGroups(text, { lexicon, corpus });
  const english = englishGroups(englishWords(text), { lexicon, corpus });
  const inGroups = new Set(
    [...everyday.groups, ...english].flatMap(({ asked }) => searchTerms(asked)),
  );
  const isLeftOver = (term: string) => everyday.edges.has(term) && !isHeld(term, corpus);
  return {
    terms: [...new Set(searchTerms(text))].filter(
      (term) => !inGroups.has(term) && !isLeftOver(term) && !isFunctionWord(term),
    ),
    groups: [...everyday.groups, ...english],
  };
}

interface Known {
  readonly lexicon: Lexicon;
  readonly corpus: KnownWords;
}

/** Everyday words from left to right, the longest first; `edges` are the pairs over their ends, which no other wording has. */
function everydayGroups(
  text: string,
  known: Known,
): { readonly groups: readonly WordGroup[]; readonly edges: ReadonlySet<string> } {
  const groups: WordGroup[] = [];
  const edges = new Set<string>();
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (let at = 0; at < run.length; ) {
      const { asked, words } = everydayAt(run, { at, known });
      if (words.length === 0) {
        at += Math.max(1, asked.length);
        continue;
      }
      const span = Math.max(1, asked.length - 1);
      groups.push({ asked, span, words: words.map((word) => ({ word, share: EVERYDAY_SHARE })) });
      edges.add(run.slice(Math.max(0, at - 1), at + 1));
      at += asked.length;
      edges.add(run.slice(at - 1, at + 1));
    }
  }
  return { groups, edges };
}

/**
 * The longest word from here on that another may stand for: an everyday one, or one of a dictionary
 * that the corpus lacks. A word none of whose others the corpus has is passed over whole.
 */
function everydayAt(
  run: string,
  { at, known }: { readonly at: number; readonly known: Known },
): { readonly asked: string; readonly words: readonly string[] } {
  const { lexicon, corpus } = known;
  const longest = Math.max(lexicon.longestEveryday, LONGEST_WORD);
  for (let length = Math.min(longest, run.length - at); length >= 2; length -= 1) {
    const asked = run.slice(at, at + length);
    const everyday = lexicon.fromEveryday(asked);
    const isEveryday = everyday.length > 0;
    const others = isEveryday ? everyday : lexicon.synonyms(asked);
    if (isEveryday || (others.length > 0 && !isHeld(asked, corpus))) {
      return { asked, words: others.filter((word) => isHeld(word, corpus)) };
    }
  }
  return { asked: '', words: [] };
}

function englishGroups(words: readonly EnglishWord[], known: Known): WordGroup[] {
  const groups = new Map<string, WordGroup>();
  for (let at = 0; at < words.length; ) {
    const count = phraseAt(words, at, known);
    const part = words.slice(at, at + Math.max(1, count));
    const [first] = part;
    const found =
      count > 0 || first === undefined
        ? chineseFor(part, known)
        : (rootsOf(first.stem)
            .map((stem) => chineseFor([{ ...first, stem }], known))
            .find(({ length }) => length > 0) ?? []);
    const asked = [...new Set(part.map(({ written }) => written))].join(' ');
    if (found.length > 0 && !groups.has(asked)) {
      const others = commonestFirst(found, known).map((word) => ({ word, share: ENGLISH_SHARE }));
      groups.set(asked, { asked, span: part.length, words: others });
    }
    at += part.length;
  }
  return [...groups.values()];
}

/** How many words from here on are one phrase that the corpus has a word for; 0 where not even the first is. */
function phraseAt(words: readonly EnglishWord[], at: number, known: Known): number {
  for (let count = Math.min(LONGEST_PHRASE, words.length - at); count >= 1; count -= 1) {
    if (chineseFor(words.slice(at, at + count), known).length > 0) return count;
  }
  return 0;
}

/** A phrase's last word may stand for its first half: overcrowded classrooms are overcrowded classes. */
function chineseFor(words: readonly EnglishWord[], { lexicon, corpus }: Known): readonly string[] {
  const heldFor = (stems: readonly string[]) =>
    lexicon.fromEnglish(stems).filter((word) => isHeld(word, corpus));
  const stems = words.map(({ stem }) => stem);
  const found = heldFor(stems);
  const half = stems.length > 1 ? firstHalfOf(stems.at(-1) ?? '') : undefined;
  return found.length > 0 || half === undefined ? found : heldFor([...stems.slice(0, -1), half]);
}

/** Words by how many passages have them: the usual one of an office stands first. */
function commonestFirst(words: readonly string[], { corpus }: Known): readonly string[] {
  const counted = words.map((word) => ({
    word,
    count: corpus.holding(word, MOST_COUNTED).length,
  }));
  return counted.sort((a, b) => b.count - a.count).map(({ word }) => word);
}

function isHeld(word: string, corpus: KnownWords): boolean {
  return corpus.holding(word, 1).length > 0;
}
