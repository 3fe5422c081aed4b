import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import { type AnswerKind, asksForDescription } from '../retrieve/answer-kind.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask } from './answer-task.js';
import { slice } from './clause-text.js';
import { needsEvidence } from './evidence.js';
import { informativeTerms } from './informative-terms.js';
import { isBareHeading, type ScoredSentence, scoreSentences } from './select-sentences.js';

/**
 * What each sign of a run of statements adds to its fitness as an answer. Fitted as one softmax over the
 * runs of the first three sections found, so that the expected ROUGE-L and half of the expected share of
 * gold pairs of characters are greatest, on 554 real questions over whole notices; fitted on one half
 * and tried on the other the figures are the same (`docs/quality.md`). No sign is a cosine as such: they
 * are compared inside one section, so that another model needs no new numbers.
 */
const WEIGHTS = {
  /** Mean standing of its statements (`select-sentences.ts`). */
  standing: 5.02,
  /** Share of the question's words, beyond the document's title, that it holds. */
  holds: 4.55,
  /** Share that the first statement holds: texts name a matter first and then say what it is. */
  firstHolds: 10.17,
  /** Least share that any of its statements holds. */
  eachHolds: 1.67,
  /** Share that a lead-in or bare heading right before it holds. */
  leadHolds: 16.8,
  /** Share that the statement left out behind it holds. */
  leftOutHolds: -2.15,
  /** Distance of its windows from the section's nearest one, in shares of the section's spread. */
  farness: -3.15,
  /** The figure, date or name asked for. */
  evidence: 1.72,
  /** A body, place or reason, which have no form of their own. */
  weakEvidence: 0.53,
  /** A labelled paragraph, whole. */
  wholeParagraph: 3.02,
  /** It ends where a paragraph does. */
  endsParagraph: 1.08,
  /** Each beginning of a paragraph inside it. */
  crossesParagraph: -0.65,
  /**
   * The second, third and fourth statement. The fit gives 1.0, 0.87, 1.04; a fifth less evens the two
   * figures out: rougeL .419 → .427 (on either half of the questions), contained .777 → .769.
   */
  statements: [0, 0.8, 0.7, 0.85],
  /** Each statement where the question asks how something is done, or for rules and measures. */
  describes: 0.35,
  /** Hardly a statement. */
  short: -2.75,
  /** Each hundred characters beyond what is read at a glance. */
  long: -1.1,
  /** It ends with a question. */
  asks: -3.27,
} as const;

/** Most statements of a run. */
const MOST_STATEMENTS = 4;
const SHORT_CHARACTERS = 20;
const LONG_CHARACTERS = 250;
const HUNDRED = 100;
/** What kinds of evidence count for; statements without the kind asked for count nothing. */
const EVIDENCE = { none: 0, masked: 0.8, given: 1, exact: 1.3 } as const;

/**
 * The run of one to four statements of a section's own text that answers best, of those that are accepted.
 *
 * @returns undefined where the section says nothing itself, or no run is accepted
 */
export function bestSpan(
  task: AnswerTask,
  place: LocatedSection,
  accepts: (run: readonly ScoredSentence[]) => boolean = () => true,
): TextRange | undefined {
  const { statements, of, breaksOff } = fitnessIn(place, task);
  let best: TextRange | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const run of runsOf(statements)) {
    if (breaksOff(run) || !accepts(statements.slice(run.first, run.last + 1))) continue;
    const fitness = of(run);
    if (fitness > highest) {
      best = rangeOf(statements, run);
      highest = fitness;
    }
  }
  return best;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

function* runsOf(statements: readonly ScoredSentence[]): Iterable<Run> {
  for (let first = 0; first < statements.length; first += 1) {
    const end = Math.min(statements.length, first + MOST_STATEMENTS);
    for (let last = first; last < end; last += 1) yield { first, last };
  }
}

function rangeOf(statements: readonly ScoredSentence[], { first, last }: Run): TextRange {
  return { start: statements[first]?.range.start ?? 0, end: statements[last]?.range.end ?? 0 };
}

interface Fitness {
  readonly statements: readonly ScoredSentence[];
  readonly of: (run: Run) => number;
  /** Whether a run ends with a lead-in, which says nothing without what it leads to. */
  readonly breaksOff: (run: Run) => boolean;
}

/** How runs of a section's statements are valued. */
function fitnessIn(place: LocatedSection, task: AnswerTask): Fitness {
  const { document } = place;
  const { answerKind, plain } = task.question;
  const statements = scoreSentences(place, task);
  const words = statements.map(({ range }) => slice(document, range));
  const held = heldBy(task, document, words);
  const far = farnessOf(statements);
  const evidence = evidenceWeight(answerKind);
  const describes = asksForDescription(plain) ? WEIGHTS.describes : 0;
  const begins = statements.map(
    ({ range }, index) =>
      index === 0 ||
      range.start > (statements[index - 1]?.range.end ?? 0) ||
      isLabelled(words[index]),
  );
  const isLead = words.map((text) => COLON.test(text) || isBareHeading(text));
  return {
    statements,
    breaksOff: ({ last }) => last + 1 < statements.length && COLON.test(words[last] ?? ''),
    of(run) {
      const { first, last } = run;
      const inside = statements.slice(first, last + 1);
      const count = inside.length;
      const { start, end } = rangeOf(statements, run);
      const crossed = begins.slice(first + 1, last + 1).filter(Boolean).length;
      const isLast = last + 1 >= statements.length;
      const endsLabelled = isLast || isLabelled(words[last + 1]);
      const mean = (of: (statement: ScoredSentence, index: number) => number) =>
        inside.reduce((sum, statement, index) => sum + of(statement, index), 0) / count;
      const isWhole = isLabelled(words[first]) && endsLabelled && crossed === 0;
      const endsParagraph =
        isLast || (statements[last + 1]?.range.start ?? 0) > (statements[last]?.range.end ?? 0);
      return (
        WEIGHTS.standing * mean(({ standing }) => standing) +
        WEIGHTS.holds * held(run) +
        WEIGHTS.firstHolds * (statements[first]?.overlap ?? 0) +
        WEIGHTS.eachHolds * Math.min(...inside.map(({ overlap }) => overlap)) +
        WEIGHTS.leadHolds *
          (isLead[first - 1] === true ? (statements[first - 1]?.overlap ?? 0) : 0) +
        WEIGHTS.leftOutHolds * (statements[last + 1]?.overlap ?? 0) +
        WEIGHTS.farness * mean((_, index) => far[first + index] ?? 0) +
        evidence * Math.max(...inside.map((statement) => EVIDENCE[statement.evidence])) +
        (isWhole ? WEIGHTS.wholeParagraph : 0) +
        (endsParagraph ? WEIGHTS.endsParagraph : 0) +
        WEIGHTS.crossesParagraph * crossed +
        WEIGHTS.statements.slice(0, count).reduce((sum: number, more) => sum + more, 0) +
        describes * count +
        (end - start < SHORT_CHARACTERS ? WEIGHTS.short : 0) +
        (WEIGHTS.long * Math.max(0, end - start - LONG_CHARACTERS)) / HUNDRED +
        (ASKS.test(words[last] ?? '') ? WEIGHTS.asks : 0)
      );
    },
  };
}

function evidenceWeight(kind: AnswerKind): number {
  if (needsEvidence(kind)) return WEIGHTS.evidence;
  const isAnything = ['any', 'list', 'yes-no', 'definition'].includes(kind.kind);
  return isAnything ? 0 : WEIGHTS.weakEvidence;
}

const COLON = /[：:]$/u;
const ASKS = /[？?]$/u;
/** What a labelled paragraph or a counted item begins with. */
const LABELLED =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,3}[条章，、])/u;

function isLabelled(words: string | undefined): boolean {
  return words !== undefined && LABELLED.test(words);
}

/** Share by weight of what the question asks about, beyond the document's subject, that a run holds. */
function heldBy(
  { weights, question }: AnswerTask,
  document: PolicyDocument,
  words: readonly string[],
): (run: Run) => number {
  const terms = [...informativeTerms({ weights, terms: question.terms }, document)]
    .filter((term) => weights.isKnown(term))
    .map((term) => ({ term, weight: weights.weight(term) }));
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const texts = words.map((text) => normaliseForMatching(text.replace(/《[^》]*》/gu, '《》')));
  const holding = terms.map(({ term, weight }) => ({
    weight,
    at: texts.map((text) => text.includes(term)),
  }));
  return ({ first, last }) =>
    total === 0
      ? 0
      : holding
          .filter(({ at }) => at.slice(first, last + 1).includes(true))
          .reduce((sum, { weight }) => sum + weight, 0) / total;
}

/** How far each statement's windows lie from the section's nearest, 0 where it has no windows to compare. */
function farnessOf(statements: readonly ScoredSentence[]): readonly number[] {
  const best = statements.flatMap(({ similarity }) => similarity?.best ?? []);
  const high = Math.max(...best);
  const spread = high - Math.min(...best);
  if (best.length < 2 || spread <= 0) return statements.map(() => 0);
  return statements.map(({ similarity }) =>
    similarity === undefined ? 0 : (high - similarity.mean) / spread,
  );
}
