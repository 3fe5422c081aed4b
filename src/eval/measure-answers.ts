import type { Answer, Citation } from '../answer/answer.js';
import type { DocumentQuestion, DocumentSet } from './document-set.js';
import { mergedRanges } from './gold.js';
import { mean, percentile } from './metrics.js';

/** One question's answer against the answer that people wrote. */
export interface MeasuredAnswer {
  readonly question: DocumentQuestion;
  readonly answer: Answer;
  /** What is compared: see {@link quotedWords}. */
  readonly quoted: string;
  readonly rougeL: number;
  readonly contained: number;
}

/** How answers do on a set of whole documents. */
export interface AnswerMeasurement {
  readonly name: string;
  readonly questions: number;
  readonly documents: number;
  /** `rougeL`, `contained`, `document@1`, `refused`, `quotedLength`, `answer-p50-Ms`, `answer-p95-Ms`. */
  readonly figures: Readonly<Record<string, number>>;
  readonly answers: readonly MeasuredAnswer[];
}

/** Every figure that answers over whole documents give. */
export const ANSWER_FIGURES: readonly string[] = [
  'rougeL',
  'contained',
  'document@1',
  'refused',
  'quotedLength',
  'answer-p50-Ms',
  'answer-p95-Ms',
];

/** Asks every question of a set that has an answer, one after the other. */
export async function measureAnswers(
  set: DocumentSet,
  {
    ask,
    documentOf,
    onProgress,
    signal,
  }: {
    readonly ask: (question: string) => Promise<Answer>;
    /** The set's id of a document by its id in the index. */
    readonly documentOf: (documentId: string) => string | undefined;
    readonly onProgress?: (done: number, total: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<AnswerMeasurement> {
  const answers: MeasuredAnswer[] = [];
  const asked = set.questions.filter(({ answer }) => answer !== '');
  for (const question of asked) {
    signal?.throwIfAborted();
    const answer = await ask(question.text);
    const quoted = quotedWords(answer);
    answers.push({
      question,
      answer,
      quoted,
      rougeL: rougeL(quoted, question.answer),
      contained: containedBigrams(question.answer, quoted),
    });
    onProgress?.(answers.length, asked.length);
  }
  const isRight = ({ question, answer }: MeasuredAnswer): boolean => {
    const [first] = answer.citations;
    return (
      first !== undefined && question.goldDocuments.includes(documentOf(first.documentId) ?? '')
    );
  };
  const times = answers.map(({ answer }) => answer.timing.totalMs);
  const average = (of: (answer: MeasuredAnswer) => number) => mean(answers.map(of)) ?? 0;
  return {
    name: set.name,
    questions: asked.length,
    documents: set.documents.length,
    figures: {
      rougeL: average((measured) => measured.rougeL),
      contained: average((measured) => measured.contained),
      'document@1': average((measured) => (isRight(measured) ? 1 : 0)),
      refused: average(({ answer }) => (answer.kind === 'refused' ? 1 : 0)),
      quotedLength: average(({ quoted }) => quoted.length),
      'answer-p50-Ms': percentile(times, 50) ?? 0,
      'answer-p95-Ms': percentile(times, 95) ?? 0,
    },
    answers,
  };
}

/**
 * The words of an answer: its cited quotations in the order of their numbers, those of one document that
 * touch or overlap as one, without the frame around them. A refusal has none.
 */
export function quotedWords({ citations }: Pick<Answer, 'citations'>): string {
  return quotedPieces(citations).join('');
}

function quotedPieces(citations: readonly Citation[]): readonly string[] {
  const seen = new Set<string>();
  return citations.flatMap(({ documentId }) => {
    if (seen.has(documentId)) return [];
    seen.add(documentId);
    const own = citations.filter((citation) => citation.documentId === documentId);
    return mergedRanges(own)
      .map((range) => ({
        order: own.findIndex(({ start, end }) => start >= range.start && end <= range.end),
        words: wordsOf(own, range),
      }))
      .sort((a, b) => a.order - b.order)
      .map(({ words }) => words);
  });
}

/** The words of a range that citations tile or overlap in. */
function wordsOf(
  citations: readonly Citation[],
  range: { readonly start: number; readonly end: number },
): string {
  let words = '';
  let at = range.start;
  const inside = citations.filter(({ start, end }) => start >= range.start && end <= range.end);
  for (const { start, end, quote } of [...inside].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    words += quote.slice(Math.max(0, at - start));
    at = end;
  }
  return words;
}

/**
 * ROUGE-L (Lin 2004): F1 of the longest common subsequence, over characters, blanks left out;
 * precision and recall weigh the same.
 */
export function rougeL(answer: string, gold: string): number {
  const [a, b] = [charactersOf(answer), charactersOf(gold)];
  if (a.length === 0 || b.length === 0) return 0;
  let row = new Uint16Array(b.length + 1);
  for (const character of a) {
    const next = new Uint16Array(b.length + 1);
    for (let at = 1; at <= b.length; at += 1) {
      next[at] =
        b[at - 1] === character
          ? (row[at - 1] ?? 0) + 1
          : Math.max(row[at] ?? 0, next[at - 1] ?? 0);
    }
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}

/** Share of a gold answer's pairs of characters that stand in the quoted words; blanks left out. */
export function containedBigrams(gold: string, quoted: string): number {
  const text = charactersOf(quoted).join('');
  const characters = charactersOf(gold);
  if (characters.length < 2) return text.includes(characters.join('')) && text !== '' ? 1 : 0;
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return pairs.filter((pair) => text.includes(pair)).length / pairs.length;
}

function charactersOf(text: string): readonly string[] {
  return [...text.replace(/\s+/gu, '')];
}
