import { createHash } from 'node:crypto';
import { normaliseForMatching } from '../text/normalise.js';
import type { DocumentSet } from './document-set.js';

/** A question as it is put to one half of a set's documents. */
export interface HalfQuestion {
  readonly text: string;
  /** Whether the half has a document that answers it. */
  readonly isAnswerable: boolean;
  /**
   * Of a question whose documents the half lacks: documents that say what the answer says all the
   * same, as notices that many offices repeat do. With them it is no question to refuse.
   */
  readonly sayTheSame: readonly string[];
}

/** One half of the documents with all questions of the set. */
export interface DocumentHalf {
  readonly documents: DocumentSet['documents'];
  readonly questions: readonly HalfQuestion[];
}

/** Characters of a passage that an answer is looked for in, at least, and as a multiple of the answer's. */
const SHORTEST_PASSAGE = 60;
const PASSAGE_FACTOR = 1.5;
/** Share of an answer's pairs of characters that a passage must hold to say the same. */
const SAME_SHARE = 0.6;
/** Answers of fewer pairs stand in any text by chance. */
const FEWEST_PAIRS = 8;

/**
 * Both halves of a set's documents, cut by a hash of their ids so that everybody gets the same.
 * Every question is put to both: one half has its documents, the other should refuse it.
 */
export function documentHalves({ documents, questions }: DocumentSet): readonly DocumentHalf[] {
  const texts = new Map(documents.map(({ id, text }) => [id, squeezed(text)]));
  return [0, 1].map((half) => {
    const own = documents.filter(({ id }) => halfOf(id) === half);
    return {
      documents: own,
      questions: questions.map(({ text, goldDocuments, answer }) => {
        const isAnswerable = goldDocuments.some((gold) => halfOf(gold) === half);
        const pairs = pairsOf(squeezed(answer));
        const sayTheSame =
          isAnswerable || pairs.size < FEWEST_PAIRS
            ? []
            : own.filter((one) => says(texts.get(one.id) ?? '', pairs)).map((one) => one.id);
        return { text, isAnswerable, sayTheSame };
      }),
    };
  });
}

function halfOf(id: string): 0 | 1 {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0 ? 0 : 1;
}

function squeezed(text: string): string {
  return normaliseForMatching(text).replace(/[^\p{L}\p{N}%]/gu, '');
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)),
  );
}

/** Whether some passage of a text holds most of an answer. */
function says(text: string, pairs: ReadonlySet<string>): boolean {
  const wanted = SAME_SHARE * pairs.size;
  const length = Math.max(SHORTEST_PASSAGE, Math.round(PASSAGE_FACTOR * pairs.size));
  const inside = new Map<string, number>();
  for (let end = 0; end + 2 <= text.length; end += 1) {
    const enters = text.slice(end, end + 2);
    if (pairs.has(enters)) inside.set(enters, (inside.get(enters) ?? 0) + 1);
    const leaves = text.slice(end - length, end - length + 2);
    const count = end >= length ? inside.get(leaves) : undefined;
    if (count === 1) inside.delete(leaves);
    else if (count !== undefined) inside.set(leaves, count - 1);
    if (inside.size >= wanted) return true;
  }
  return false;
}
