import type { LocatedSection } from '../index/section-store.js';
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
  readonly evidence: Evidence;
}

/**
 * What each sign adds to the share of the question's words that a sentence holds (0–1). Set by
 * reading answers to questions of all kinds over the sample corpus and real laws and notices.
 */
const EVIDENCE_SHARE = 0.35;
const MASKED_SHARE = 0.3;
const SIMILARITY_SHARE = 0.4;
const DEFINITION_SHARE = 0.3;

const DEFINES = /(?:是指|指的是|系指|所称|（指|（即|指[：:]|即[：:]|包括)/u;

/** The sentences of a section's own text in order, scored against the question. */
export function scoreSentences(place: LocatedSection, task: AnswerTask): readonly ScoredSentence[] {
  const { document, section } = place;
  const context = normaliseForMatching(
    [document.title, ...place.path.map(({ title }) => title)].join(' '),
  );
  const similarity = similarityWithin(task.similarities(place));
  return sentencesOf(document, bodyRange(document, section)).map((range) => {
    const words = slice(document, range);
    const text = normaliseForMatching(words);
    const { terms, answerKind } = task.question;
    const evidence = evidenceFor(answerKind, words);
    const overlap = overlapOf(terms, { weights: task.weights, text });
    const withContext = overlapOf(terms, { weights: task.weights, text, context });
    return {
      range,
      overlap,
      evidence,
      score:
        withContext +
        evidenceShare(answerKind, evidence) +
        (answerKind.kind === 'definition' && DEFINES.test(words) ? DEFINITION_SHARE : 0) +
        SIMILARITY_SHARE * similarity(range),
    };
  });
}

function evidenceShare(kind: AnswerKind, evidence: Evidence): number {
  const weight = needsEvidence(kind)
    ? 1
    : kind.kind === 'any' || kind.kind === 'list' || kind.kind === 'yes-no'
      ? 0
      : 0.4;
  if (evidence === 'given') return EVIDENCE_SHARE * weight;
  return evidence === 'masked' ? MASKED_SHARE * weight : 0;
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
