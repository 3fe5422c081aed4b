import type { Embedder } from '../embed/embedder.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import { findCandidates } from '../retrieve/candidates.js';
import { innerProduct } from '../retrieve/fuse.js';
import { simplifiedForModel } from '../text/script-variants.js';
import { findGold, isOfGold } from './gold.js';
import type { LabelledQuestion } from './labelled-questions.js';
import type { PassageSet } from './passage-set.js';

/** An index as calibration searches it. */
export interface CalibrationIndex {
  readonly store: SectionStore;
  readonly vectors: VectorIndex;
  readonly lexical: LexicalIndex;
  /** The text to embed for a question; the question itself where left out. */
  readonly meaningOf?: (question: string) => string;
}

/** One candidate section or passage, reduced to what fusion looks at. */
export interface FeatureRow {
  readonly passage: number;
  /** The best window's cosine; the passage's own where it has no windows. */
  readonly window: number;
  readonly coverage: number;
  readonly isGold: boolean;
}

/** One question with all of its candidates. */
export interface CalibrationQuestion {
  readonly question: string;
  /** Its cosine with general text. */
  readonly baseline: number;
  /** 0 for a question that the set cannot answer. */
  readonly goldCount: number;
  readonly rows: readonly FeatureRow[];
}

/** A set with the features of every question. */
export interface CalibrationSet {
  readonly name: string;
  readonly kind: 'passages' | 'labelled';
  readonly questions: readonly CalibrationQuestion[];
}

/** What the features of a set are computed with. */
export interface FeatureOptions {
  readonly index: CalibrationIndex;
  readonly embedder: Pick<Embedder, 'embedQuery'>;
  readonly background: Float32Array;
  readonly signal?: AbortSignal;
}

/** The features of a passage set. */
export async function passageFeatures(
  { name, queries }: PassageSet,
  options: FeatureOptions,
): Promise<CalibrationSet> {
  const questions: CalibrationQuestion[] = [];
  for (const { text, gold } of queries) {
    const wanted = new Set(gold);
    const isGold = (ordinal: number) =>
      wanted.has(options.index.store.chunks[ordinal]?.documentId ?? '');
    questions.push(await featuresOf(text, { ...options, isGold, goldCount: wanted.size }));
  }
  return { name, kind: 'passages', questions };
}

/** The features of labelled questions; greetings, which search nothing, are left out. */
export async function labelledFeatures(
  set: { readonly name: string; readonly questions: readonly LabelledQuestion[] },
  options: FeatureOptions,
): Promise<CalibrationSet> {
  const { store } = options.index;
  const questions: CalibrationQuestion[] = [];
  const golds = findGold(set.questions, store);
  for (const [index, labelled] of set.questions.entries()) {
    if (labelled.expect === 'greeting') continue;
    const gold = labelled.expect === 'answered' ? (golds[index] ?? []) : [];
    const isGold = (ordinal: number) => {
      const chunk = store.chunks[ordinal];
      return chunk !== undefined && gold.some((clause) => isOfGold(chunk, clause));
    };
    const goldCount = gold.length;
    questions.push(await featuresOf(labelled.question, { ...options, isGold, goldCount }));
  }
  return { name: set.name, kind: 'labelled', questions };
}

/** Mean of the mean vectors of some sets: what general text looks like to the model. */
export function backgroundOf(
  sets: readonly (readonly Float32Array[])[],
  dimensions: number,
): Float32Array {
  const background = new Float32Array(dimensions);
  const filled = sets.filter((set) => set.length > 0);
  for (const set of filled) {
    for (const vector of set) {
      for (let at = 0; at < dimensions; at += 1) {
        background[at] = (background[at] ?? 0) + (vector[at] ?? 0) / set.length / filled.length;
      }
    }
  }
  return background;
}

/** Results of which a place counts; deeper ones change no figure that is fitted. */
const LIMIT = 50;

async function featuresOf(
  question: string,
  options: FeatureOptions & {
    readonly isGold: (ordinal: number) => boolean;
    readonly goldCount: number;
  },
): Promise<CalibrationQuestion> {
  options.signal?.throwIfAborted();
  const meaning = options.index.meaningOf?.(question) ?? question;
  const vector = await options.embedder.embedQuery(simplifiedForModel(meaning));
  const candidates = findCandidates(options.index, { question, vector, limit: LIMIT });
  return {
    question,
    baseline: innerProduct(vector, options.background),
    goldCount: options.goldCount,
    rows: candidates.map(({ ordinal, cosines: { passage, windows }, coverage }) => ({
      passage,
      window: windows.length === 0 ? passage : Math.max(...windows),
      coverage,
      isGold: options.isGold(ordinal),
    })),
  };
}
