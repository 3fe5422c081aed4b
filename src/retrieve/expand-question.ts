import type { LexicalIndex, LexicalQuery, WordGroup } from '../index/lexical-index.js';
import { normaliseForMatching } from '../text/normalise.js';
import { searchTerms } from '../text/terms.js';
import { type EnglishWord, englishWords, isFunctionWord } from './english-terms.js';
import type { Lexicon } from './lexicon.js';

/** What an official word counts where an everyday one was asked. */
const EVERYDAY_SHARE = 0.7;
/** What a Chinese word counts where an English one was asked: nothing nearer can stand in the text. */
const ENGLISH_SHARE = 1;
/** Most words of an English phrase that the lexicon has as one. */
const LONGEST_PHRASE = 4;
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
  { lexicon, corpus }: Known,
): { readonly groups: readonly WordGroup[]; readonly edges: ReadonlySet<string> } {
  const groups: WordGroup[] = [];
  const edges = new Set<string>();
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (let at = 0; at < run.length; ) {
      const asked = everydayAt(run, at, lexicon);
      const words = lexicon.fromEveryday(asked).filter((word) => isHeld(word, corpus));
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

function everydayAt(run: string, at: number, lexicon: Lexicon): string {
  for (let length = Math.min(lexicon.longestEveryday, run.length - at); length >= 2; length -= 1) {
    const word = run.slice(at, at + length);
    if (lexicon.fromEveryday(word).length > 0) return word;
  }
  return '';
}

function englishGroups(words: readonly EnglishWord[], { lexicon, corpus }: Known): WordGroup[] {
  const groups: WordGroup[] = [];
  for (let at = 0; at < words.length; ) {
    let taken = 1;
    for (let count = Math.min(LONGEST_PHRASE, words.length - at); count >= 1; count -= 1) {
      const part = words.slice(at, at + count);
      const known = lexicon
        .fromEnglish(part.map(({ stem }) => stem))
        .filter((word) => isHeld(word, corpus));
      if (known.length === 0) continue;
      groups.push({
        asked: part.map(({ text }) => text).join(' '),
        span: count,
        words: known.map((word) => ({ word, share: ENGLISH_SHARE })),
      });
      taken = count;
      break;
    }
    at += taken;
  }
  return groups;
}

function isHeld(word: string, corpus: KnownWords): boolean {
  return corpus.holding(word, 1).length > 0;
}
