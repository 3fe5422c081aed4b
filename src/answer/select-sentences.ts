import type { LocatedSection } from '../index/section-store.js';
import type { PolicyDocument } from '../outline/outline.js';
import type { AnswerKind } from '../retrieve/answer-kind.js';
import { normaliseForMatching } from '../text/normalise.js';
import type { TextRange } from '../text/sentences.js';
import type { AnswerTask, WindowSimilarity } from './answer-task.js';
import { bodyRange, sentencesOf, slice } from './clause-text.js';
import { type Evidence, evidenceFor, needsEvidence } from './evidence.js';
import { overlapOf } from './term-weights.js';

/** A sentence and how well it answers. */
export interface ScoredSentence {
  readonly range: TextRange;
  /** Overlap, evidence and similarity together; comparable within one question. */
  readonly score: number;
  /** Share of what is asked about that the sentence itself holds, 0–1 by weight. */
  readonly overlap: number;
  /** Share of all that is asked about, words that no passage has included, that it and its headings hold. */
  readonly grasp: number;
  readonly evidence: Evidence;
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
/** Windows of one clause differ little: 0.3 instead loses 0.8 points of gold words on real laws and notices, and gains nothing. */
const SIMILARITY_SHARE = 0.15;
const DEFINITION_SHARE = 0.3;

const DEFINES = /(?:是指|指的是|系指|所称|（指|（即|指[：:]|即[：:]|包括)/u;

/** The sentences of a section's own text in order, scored against the question. */
export function scoreSentences(place: LocatedSection, task: AnswerTask): readonly ScoredSentence[] {
  const { document, section } = place;
  const headings = normaliseForMatching(
    [document.title, ...place.path.map(({ title }) => title)].join(' '),
  );
  const similarity = similarityWithin(task.similarities(place));
  return statementsOf(document, bodyRange(document, section)).map((range) => {
    const words = slice(document, range);
    // Titles that a sentence cites say what it is about no more than a heading does.
    const titles = (words.match(/《[^》]*》/gu) ?? []).join(' ');
    const text = normaliseForMatching(words.replace(/《[^》]*》/gu, '《》'));
    const context = `${headings} ${normaliseForMatching(titles)}`;
    const { terms, answerKind } = task.question;
    const evidence = evidenceFor(answerKind, words, headings);
    const overlap = overlapOf(terms, { weights: task.weights, text });
    const withContext = overlapOf(terms, { weights: task.weights, text, context });
    const grasp = overlapOf(terms, { weights: task.weights, text, context, countsUnknown: true });
    return {
      range,
      overlap,
      grasp,
      evidence,
      score:
        withContext +
        evidenceShare(answerKind, evidence) +
        (answerKind.kind === 'definition' && DEFINES.test(words) ? DEFINITION_SHARE : 0) +
        SIMILARITY_SHARE * similarity(range),
    };
  });
}

/** Sentences, an item's bare heading (`三是增加农民收入。`) joined with what it heads. */
function statementsOf(document: PolicyDocument, range: TextRange): readonly TextRange[] {
  const statements: TextRange[] = [];
  let heading: TextRange | undefined;
  for (const sentence of sentencesOf(document, range)) {
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

/** A sentence's similarity as its standing among the windows of its section, 0–1: no scale of a model enters. */
function similarityWithin(windows: readonly WindowSimilarity[]): (range: TextRange) => number {
  const values = windows.map(({ similarity }) => similarity);
  const low = Math.min(...values);
  const spread = Math.max(...values) - low;
  if (windows.length < 2 || spread <= 0) return () => 0;
  return (range) => {
    let best = low;
    for (const window of windows) {
      const overlaps = window.start < range.end && range.start < window.end;
      if (overlaps && window.similarity > best) best = window.similarity;
    }
    return (best - low) / spread;
  };
}
