import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { AnswerKind } from '../retrieve/answer-kind.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask, WindowSimilarity } from './answer-task.js';
import { bodyRange, slice, statementsIn } from './clause-text.js';
import { type Evidence, evidenceFor, needsEvidence } from './evidence.js';
import { graspedWords } from './grasped-words.js';
import { informativeTerms } from './informative-terms.js';
import { overlapOf } from './term-weights.js';

/** A sentence and how well it answers. */
export interface ScoredSentence {
  readonly range: TextRange;
  /** Overlap, evidence and similarity together; comparable across the sections found for one question. */
  readonly score: number;
  /** The same with more weight on meaning: sentences of one section are compared by it. */
  readonly standing: number;
  /** Share of what is asked about that the sentence itself holds, 0–1 by weight. */
  readonly overlap: number;
  /** Share of all that is asked about, words that no passage has included, that it and its headings hold. */
  readonly grasp: number;
  readonly evidence: Evidence;
  /** Cosine of the question with the windows over the sentence, in the mean and the best; undefined where there are none. */
  readonly similarity: { readonly mean: number; readonly best: number } | undefined;
}

/**
 * What each sign adds to the share of the question's words that a sentence holds (0–1). Set by
 * reading answers to questions of all kinds over the sample corpus and real laws and notices.
 */
const EVIDENCE_SHARE = 0.35;
const MASKED_SHARE = 0.4;
const EXACT_SHARE = 0.5;
/** Bodies, places and reasons have no form of their own: a sign of them says less. */
const WEAK_EVIDENCE = 0.4;
/**
 * How far a sentence lies from the question's meaning, by the best of the windows over it and by all of
 * them, as shares of the distance between the section's best and worst; taken off, so that a section too
 * short for windows loses nothing. With the next four set by answers to real questions over whole notices
 * of one paragraph (`docs/quality.md`).
 */
const BEST_WINDOW_SHARE = 0.4;
const ALL_WINDOWS_SHARE = 0.2;
/** What is said behind a sentence that has the question's words goes on about it; behind a lead-in it is the matter itself. */
const AFTER_SHARE = 0.12;
const AFTER_LEAD_SHARE = 0.15;
/** What meaning counts for between sections; windows of one clause differ little, and 0.3 loses gold words on real laws. */
const SIMILARITY_SHARE = 0.15;
/** A question in the text is answered behind it. */
const QUESTION_LOWERS = 0.2;
const DEFINITION_SHARE = 0.3;

const DEFINES = /(?:是指|指的是|系指|所称|（指|（即|指[：:]|即[：:]|包括)/u;

/** The sentences of a section's own text in order, scored against the question. */
export function scoreSentences(place: LocatedSection, task: AnswerTask): readonly ScoredSentence[] {
  const { document, section } = place;
  const headings = normaliseForMatching(
    [document.title, ...place.path.map(({ title }) => title)].join(' '),
  );
  const windows = task.similarities(place);
  const distance = distanceWithin(windows);
  const { terms, answerKind } = task.question;
  const { weights } = task;
  // What the document is about says little of which sentence is meant.
  const own = informativeTerms({ weights, terms }, document);
  let before = { overlap: 0, leads: false };
  return statementsOf(document, bodyRange(document, section)).map((range) => {
    const words = slice(document, range);
    // Titles that a sentence cites say what it is about no more than a heading does.
    const titles = (words.match(/《[^》]*》/gu) ?? []).join(' ');
    const text = normaliseForMatching(words.replace(/《[^》]*》/gu, '《》'));
    const context = `${headings} ${normaliseForMatching(titles)}`;
    const evidence = evidenceFor(answerKind, words, headings);
    const overlap = overlapOf(terms, { weights, text });
    const withContext =
      (overlapOf(terms, { weights, text, context }) + overlapOf(own, { weights, text, context })) /
      2;
    const grasp = Math.max(
      overlapOf(terms, { weights, text, context, countsUnknown: true }),
      graspedWords(task, { text, context }),
    );
    // A figure or date stands in the very sentence that is about it.
    const after = needsEvidence(answerKind)
      ? 0
      : before.overlap * (AFTER_SHARE + (before.leads ? AFTER_LEAD_SHARE : 0));
    before = { overlap, leads: LEADS.test(words) || isBareHeading(words) };
    const { far, nearness } = distance(range);
    const score =
      withContext +
      after +
      evidenceShare(answerKind, evidence) +
      (answerKind.kind === 'definition' && DEFINES.test(words) ? DEFINITION_SHARE : 0) -
      (ASKS.test(words) ? QUESTION_LOWERS : 0);
    return {
      range,
      overlap,
      grasp,
      evidence,
      similarity: similarityOver(windows, range),
      score: score + SIMILARITY_SHARE * nearness,
      standing: score + BEST_WINDOW_SHARE + ALL_WINDOWS_SHARE - far,
    };
  });
}

const LEADS = /[：:？?]$/u;
const ASKS = /[？?]$/u;

/** A short line without a mark in it: a heading that the outline did not take for one. */
export function isBareHeading(words: string): boolean {
  return words.length <= LONGEST_ITEM_HEADING && !/[，。；;：:！!]/u.test(words);
}

/** Sentences, an item's bare heading (`三是增加农民收入。`) joined with what it heads. */
function statementsOf(document: PolicyDocument, range: TextRange): readonly TextRange[] {
  const statements: TextRange[] = [];
  let heading: TextRange | undefined;
  for (const sentence of statementsIn(document, range)) {
    const joined = heading === undefined ? sentence : { start: heading.start, end: sentence.end };
    const isHeading =
      heading === undefined &&
      sentence.end - sentence.start <= LONGEST_ITEM_HEADING &&
      ITEM_MARK.test(slice(document, sentence));
    heading = isHeading ? sentence : undefined;
    if (!isHeading) statements.push(joined);
  }
  if (heading !== undefined) statements.push(heading);
  return statements;
}

const ITEM_MARK =
  /^(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,、]|首先|其次|最后|[（(]\d{1,2}[）)])/u;
/** A sentence after an item's mark that is longer says something itself. */
const LONGEST_ITEM_HEADING = 24;

function evidenceShare(kind: AnswerKind, evidence: Evidence): number {
  if (kind.kind === 'any' || kind.kind === 'list' || kind.kind === 'yes-no') return 0;
  const share = { none: 0, masked: MASKED_SHARE, given: EVIDENCE_SHARE, exact: EXACT_SHARE }[
    evidence
  ];
  return needsEvidence(kind) ? share : share * WEAK_EVIDENCE;
}

function similarityOver(
  windows: readonly WindowSimilarity[],
  range: TextRange,
): ScoredSentence['similarity'] {
  const over = windows
    .filter(({ start, end }) => start < range.end && range.start < end)
    .map(({ similarity }) => similarity);
  if (over.length === 0) return undefined;
  const mean = over.reduce((sum, value) => sum + value, 0) / over.length;
  return { mean, best: Math.max(...over) };
}

/** What a sentence's distance from the question's meaning takes off, by the windows of its section: no scale of a model enters. */
function distanceWithin(
  windows: readonly WindowSimilarity[],
): (range: TextRange) => { readonly far: number; readonly nearness: number } {
  const values = windows.map(({ similarity }) => similarity);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const spread = high - low;
  if (windows.length < 2 || spread <= 0) return () => ({ far: 0, nearness: 0 });
  return (range) => {
    const over = windows
      .filter(({ start, end }) => start < range.end && range.start < end)
      .map(({ similarity }) => (high - similarity) / spread);
    if (over.length === 0) return { far: BEST_WINDOW_SHARE + ALL_WINDOWS_SHARE, nearness: 0 };
    const mean = over.reduce((sum, value) => sum + value, 0) / over.length;
    const least = Math.min(...over);
    return { far: BEST_WINDOW_SHARE * least + ALL_WINDOWS_SHARE * mean, nearness: 1 - least };
  };
}
