import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import { walkSections } from '../outline/walk-sections.js';
import { escapePattern } from '../text/escape-pattern.js';

/** Occurrences of a word that are looked at. */
const MOST_OCCURRENCES = 200;
/** Characters around an occurrence in which its list stands. */
const LIST_REACH = 60;
const SEPARATOR = /[、，,；;。：:（）()《》\s]|以及|和|与|及|或/u;
const CLAUSE_END = /[。；：，（）《》\s]/u;
// The word itself may be the beginning of its item: 水果产业、….
const LIST_BEFORE = /(?:[、和与及]|以及)$/u;
const LIST_AFTER = /^[^。；：，、（《\s]{0,6}、|^(?:[和与及]|以及)/u;
const LEAST_SHARED = 2;
const LONGEST_SHARED = 12;

/**
 * The word of a question that is of the same kind as another: the documents list both side by side
 * (蔬菜、水果、中药材), or head neighbouring sections with them (振兴食用菌产业, 提升蚕桑综合效益). Null where
 * the documents do not say so.
 */
export function kindredWord(
  word: string,
  context: {
    readonly question: string;
    /** The clauses cited last: their neighbours come first. */
    readonly places: readonly LocatedSection[];
    readonly documents: readonly PolicyDocument[];
  },
): string | null {
  const { question, places, documents } = context;
  const near = [...new Set(places.map(({ document }) => document))];
  const ordered = [...near, ...documents.filter((document) => !near.includes(document))];
  return (
    listedBeside(word, { question, documents: ordered }) ??
    headedBeside(word, { question, documents: ordered }) ??
    spelledAlike(word, question)
  );
}

interface Where {
  readonly question: string;
  readonly documents: readonly PolicyDocument[];
}

function listedBeside(word: string, { question, documents }: Where): string | null {
  let seen = 0;
  for (const { text } of documents) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      seen += 1;
      if (seen > MOST_OCCURRENCES) return null;
      const before = text.slice(Math.max(0, at - LIST_REACH), at);
      const after = text.slice(at + word.length, at + word.length + LIST_REACH);
      const found = besideIn(before, { question, word, side: 'before' });
      const other = besideIn(after, { question, word, side: 'after' });
      if (found !== null || other !== null) return found ?? other;
    }
  }
  return null;
}

/**
 * A word of the question among the items of a list that ends or begins right beside the word. Of the
 * outermost item only the nearer end is sure to belong to the list: 加快推进蔬菜、水果.
 */
function besideIn(
  context: string,
  options: {
    readonly question: string;
    readonly word: string;
    readonly side: 'before' | 'after';
  },
): string | null {
  const { question, word, side } = options;
  const isBefore = side === 'before';
  const isBeside = isBefore ? LIST_BEFORE.test(context) : LIST_AFTER.test(context);
  if (!isBeside) return null;
  const clause = isBefore ? context.split(CLAUSE_END).at(-1) : context.split(CLAUSE_END)[0];
  const items = (clause ?? '').split(SEPARATOR).filter((item) => item !== '');
  const nearest = isBefore ? items.reverse() : items;
  for (const [index, item] of nearest.entries()) {
    const isOutermost = index === nearest.length - 1;
    const pieces = isOutermost
      ? Array.from({ length: item.length }, (_, cut) =>
          isBefore ? item.slice(cut) : item.slice(0, item.length - cut),
        )
      : [item];
    const found = pieces.find((piece) => isNoun(piece, { question, word }));
    if (found !== undefined) return found;
  }
  return null;
}

function headedBeside(word: string, { question, documents }: Where): string | null {
  for (const document of documents) {
    const groups = [
      document.sections,
      ...[...walkSections(document.sections)].map(({ sections }) => sections),
    ];
    for (const siblings of groups) {
      const own = siblings.find(({ title }) => title.includes(word));
      if (own === undefined) continue;
      const found = longestShared(titlesBeside(own, siblings), { question, word });
      if (found !== null) return found;
    }
  }
  return null;
}

function titlesBeside(own: Section, siblings: readonly Section[]): readonly string[] {
  return siblings.filter((sibling) => sibling !== own).map(({ title }) => title);
}

/** Words that head any section: what they share says nothing of kind. */
const COMMON =
  /^(?:工作|建设|发展|加强|推进|推动|管理|服务|深化|强化|产业|提升|优化|完善|怎么|什么|哪些|如何)+$/u;

/** The longest stretch that one of the texts shares with the question. */
function longestShared(
  texts: readonly string[],
  { question, word }: { readonly question: string; readonly word: string },
): string | null {
  let best: string | null = null;
  for (const text of texts) {
    for (let length = Math.min(LONGEST_SHARED, text.length); length >= LEAST_SHARED; length -= 1) {
      if (best !== null && length <= best.length) break;
      for (let at = 0; at + length <= text.length; at += 1) {
        const piece = text.slice(at, at + length);
        if (isNoun(piece, { question, word })) {
          best = piece;
          break;
        }
      }
    }
  }
  return best;
}

/** Whether a piece is a thing that the question speaks of, not what it asks to be done: 怎么整治. */
function isNoun(
  piece: string,
  { question, word }: { readonly question: string; readonly word: string },
): boolean {
  return (
    piece.length >= LEAST_SHARED &&
    question.includes(piece) &&
    !SEPARATOR.test(piece) &&
    !COMMON.test(piece) &&
    !piece.includes(word) &&
    !word.includes(piece) &&
    !new RegExp(`(?:怎么|如何|怎样)(?:才能)?${escapePattern(piece)}[？?。]?$`, 'u').test(question)
  );
}

/** 高考 and 中考, 荣成市 and 环翠区: as long, with the same character at the end. */
function spelledAlike(word: string, question: string): string | null {
  const last = word.at(-1) ?? '';
  for (let at = 0; at + word.length <= question.length; at += 1) {
    const piece = question.slice(at, at + word.length);
    if (piece.endsWith(last) && piece !== word && /^\p{Script=Han}+$/u.test(piece)) {
      // Both of 荣成市和环翠区 give way.
      const isListed = /[、和与及]/u.test(question[at - 1] ?? '') && at > word.length;
      return isListed ? question.slice(at - 1 - word.length, at + word.length) : piece;
    }
  }
  return null;
}
