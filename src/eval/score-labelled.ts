import type { Answer, Citation } from '../answer/answer.js';
import type { SectionStore } from '../index/section-store.js';
import {
  type GoldClause,
  goldCharacters,
  isOfGold,
  mergedRanges,
  type ShownPlace,
} from './gold.js';
import type { LabelledQuestion } from './labelled-questions.js';
import type { QuestionScores } from './labelled-scores.js';
import { hitAt, type JudgedRanking, ndcgAt, recallAt, reciprocalRank } from './metrics.js';

/** What one question is judged by. */
export interface Judged {
  readonly question: LabelledQuestion;
  /** The question's gold clauses, in its order. */
  readonly gold: readonly GoldClause[];
  readonly answer: Answer;
  /** What search found for the interpreted question, best first. */
  readonly found: readonly ShownPlace[];
}

/**
 * Kinds of question that are looked up and not searched: a clause by its number, documents by their
 * names, headings off the outline. How their words rank says nothing. So with follow-ups, which are
 * mostly about clauses already found.
 */
const LOOKED_UP_TYPES: ReadonlySet<string> = new Set(['address', 'document', 'overview']);

/**
 * Scores one answer by its labels.
 *
 * Two families say whether the right clause was found. `hit@k`, `nDCG@10` and `MRR` judge the ranked
 * list that an answer is made from: the search for the interpreted question or, for what is looked
 * up (see {@link LOOKED_UP_TYPES}) and for lists that must be complete (`all`), the answer's
 * citations in their printed order. A refusal has no part in a search, so here it costs nothing; it
 * costs in `refused-when-should-not` and in the second family: `cited@1` and `cited` judge for every
 * question alike what the reader is shown, the first citation and any, and there a refusal is a
 * miss. A topic's citations stand in the document's order, not by score, so `cited@1` asks more of
 * it than `hit@1`. Neither family alone would be honest: good search can be answered badly, and an
 * answer of many citations cannot miss.
 */
export function scoreAnswer(judged: Judged, store: SectionStore): QuestionScores {
  const { question, answer } = judged;
  const exact = { exact: isExact(answer, store) ? 1 : 0 };
  switch (question.expect) {
    case 'greeting':
      return { ...exact, greeting: answer.kind === 'greeting' ? 1 : 0 };
    case 'refused':
      return { ...exact, 'refused-when-should': answer.kind === 'refused' ? 1 : 0 };
    case 'answered':
      return {
        ...exact,
        ...rankingScores(judged),
        ...contentScores(judged, store),
        'refused-when-should-not': answer.kind === 'refused' ? 1 : 0,
      };
  }
}

function rankingScores({ question, gold, answer, found }: Judged): QuestionScores {
  if (gold.length === 0) return {};
  const cited = judgedRanking(answer.citations, gold);
  const isLookedUp =
    LOOKED_UP_TYPES.has(question.type) || question.all || question.turns.length > 0;
  const ranked = isLookedUp ? cited : judgedRanking(found, gold);
  return {
    'hit@1': hitAt(1, ranked),
    'hit@5': hitAt(5, ranked),
    'nDCG@10': ndcgAt(10, ranked),
    MRR: reciprocalRank(ranked),
    'cited@1': hitAt(1, cited),
    cited: hitAt(Number.POSITIVE_INFINITY, cited),
    ...(question.all ? { all: recallAt(Number.POSITIVE_INFINITY, cited) } : {}),
  };
}

/**
 * Places as the gold clauses that they are of, by number, and -1 for those of none. A place that
 * is of several stands for the first that has not had its place.
 */
function judgedRanking(
  places: readonly ShownPlace[],
  gold: readonly GoldClause[],
): JudgedRanking<number> {
  const seen = new Set<number>();
  const ranking = places.map((place) => {
    const matches = gold.flatMap((clause, index) => (isOfGold(place, clause) ? [index] : []));
    const match = matches.find((index) => !seen.has(index)) ?? matches[0] ?? -1;
    seen.add(match);
    return match;
  });
  return { ranking, gold: new Set(gold.keys()) };
}

/**
 * `words`: 1 where every gold word stands in what is quoted, quotes that touch read as one.
 * `precision`: characters of gold clauses ÷ characters quoted, so that length does not win.
 */
function contentScores({ question, gold, answer }: Judged, store: SectionStore): QuestionScores {
  const quoted = quotedRanges(answer.citations);
  const texts = quoted.map(
    ({ documentId, start, end }) => store.document(documentId)?.text.slice(start, end) ?? '',
  );
  const holds = (word: string) => texts.some((text) => text.includes(word));
  const quotedLength = quoted.reduce((sum, { start, end }) => sum + end - start, 0);
  const goldLength = quoted.reduce((sum, range) => sum + goldCharacters(range, gold), 0);
  return {
    ...(question.words.length > 0 ? { words: question.words.every(holds) ? 1 : 0 } : {}),
    ...(quotedLength > 0 ? { precision: goldLength / quotedLength } : {}),
  };
}

function quotedRanges(citations: readonly Citation[]) {
  const documentIds = [...new Set(citations.map(({ documentId }) => documentId))];
  return documentIds.flatMap((documentId) =>
    mergedRanges(citations.filter((citation) => citation.documentId === documentId)).map(
      (range) => ({ ...range, documentId }),
    ),
  );
}

/**
 * Whether every quote, of citations and nearest sections, is the document's own slice, every mark
 * `[n]` has its citation, every citation its mark, and what is answered cites something.
 */
function isExact({ kind, text, citations, nearest }: Answer, store: SectionStore): boolean {
  const areSlices = [...citations, ...nearest].every(
    ({ documentId, quote, start, end }) =>
      quote !== '' && store.document(documentId)?.text.slice(start, end) === quote,
  );
  const marks = new Set(marksIn(text, citations));
  const numbers = new Set(citations.map(({ index }) => index));
  return (
    areSlices &&
    numbers.size === citations.length &&
    marks.size === numbers.size &&
    [...numbers].every((number) => marks.has(number)) &&
    (kind !== 'answered' || citations.length > 0)
  );
}

/** Numbers of the marks `[n]`; a document number such as 财税[2019]13号 in the quoted words is none. */
function marksIn(text: string, citations: readonly Citation[]): readonly number[] {
  return [...text.matchAll(/\[(\d+)\]/gu)].flatMap(([mark, digits]) => {
    const number = Number(digits);
    const isCitation = citations.some(({ index }) => index === number);
    const isQuoted = citations.some(
      ({ quote, documentTitle }) => quote.includes(mark) || documentTitle.includes(mark),
    );
    return !isCitation && isQuoted ? [] : [number];
  });
}
