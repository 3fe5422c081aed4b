import { searchedText } from '../chunk/chunk-texts.js';
import type { Embedder } from '../embed/embedder.js';
import type { LexicalIndex } from '../index/lexical-index.js';
import type { SectionStore } from '../index/section-store.js';
import type { VectorIndex } from '../index/vector-index.js';
import { simplifiedForModel } from '../text/script-variants.js';
import type { Calibration } from './calibration.js';
import { type Candidate, findCandidates } from './candidates.js';
import { innerProduct, mixedCosine, relevance, type Scale, scaleFor, scoreOf } from './fuse.js';
import { phraseShare } from './phrase-match.js';
import type { RetrievalFeatures, RetrievedSection, Retriever, SearchFilter } from './retrieval.js';

/** What a retriever is made of: a loaded index and the calibration of its model. */
export interface RetrieverParts {
  readonly store: SectionStore;
  readonly vectors: VectorIndex;
  readonly lexical: LexicalIndex;
  readonly embedder: Pick<Embedder, 'embedQuery'>;
  /** The text to embed for a question; the question itself where left out. */
  readonly meaningOf?: (question: string) => string;
  readonly calibration: Pick<Calibration, 'fusion' | 'background'>;
}

/** Passages that are searched for the question's words in a row. */
const READ_CLOSELY = 30;

interface RankedChunk {
  readonly ordinal: number;
  readonly features: RetrievalFeatures;
  readonly relevance: number;
}

/**
 * Ranks sections by meaning and by words: the chunks that either search finds are compared exactly
 * and scored by one sum of absolute features, the best chunk standing for its section.
 */
export function createRetriever(parts: RetrieverParts): Retriever {
  const background = Float32Array.from(parts.calibration.background);
  return {
    async retrieve(question, { limit, filter, meaning = question }) {
      const embedded = parts.meaningOf?.(meaning) ?? meaning;
      const vector = await parts.embedder.embedQuery(simplifiedForModel(embedded));
      const accept = acceptedBy(parts.store, filter);
      const candidates = findCandidates(parts, { question, vector, accept, limit });
      const { fusion } = parts.calibration;
      const baseline = innerProduct(vector, background);
      const scale = scaleFor(question, { fusion, baseline });
      const order = readClosely(parts, { question, scale, order: rank(candidates, scale) });
      return { sections: bestOfEachSection(parts, order).slice(0, limit), vector };
    },
  };
}

/** Which chunks a filter lets through, by ordinal; undefined where it lets all through. */
function acceptedBy(
  { documents, chunks }: SectionStore,
  filter: SearchFilter = {},
): ((ordinal: number) => boolean) | undefined {
  const { documentIds = [], departments = [], years = [] } = filter;
  if (documentIds.length === 0 && departments.length === 0 && years.length === 0) {
    return undefined;
  }
  const accepted = new Set(
    documents
      .filter(
        ({ id, metadata: { department, year } }) =>
          (documentIds.length === 0 || documentIds.includes(id)) &&
          (departments.length === 0 || (department !== null && departments.includes(department))) &&
          (years.length === 0 || (year !== null && years.includes(year))),
      )
      .map(({ id }) => id),
  );
  return (ordinal) => accepted.has(chunks[ordinal]?.documentId ?? '');
}

/** Candidates by relevance, best first; of equals, the one that stands first in its text. */
function rank(candidates: readonly Candidate[], scale: Scale): RankedChunk[] {
  return candidates
    .map(({ ordinal, cosines, coverage }) => {
      const features = { cosine: mixedCosine(cosines, scale.windowShare), coverage };
      return { ordinal, features, relevance: relevance(features, scale) };
    })
    .sort(byRelevance);
}

/** The first ones once more, now by the question's words in a row as well: too slow to look for in all. */
function readClosely(
  { store }: Pick<RetrieverParts, 'store'>,
  {
    question,
    scale,
    order,
  }: {
    readonly question: string;
    readonly scale: Scale;
    readonly order: readonly RankedChunk[];
  },
): readonly RankedChunk[] {
  const first = order.slice(0, READ_CLOSELY).map((ranked): RankedChunk => {
    const chunk = store.chunks[ranked.ordinal];
    const text = store.document(chunk?.documentId ?? '')?.text;
    if (chunk === undefined || text === undefined) return ranked;
    const phrase = phraseShare(question, searchedText(chunk, text));
    const features = { ...ranked.features, phrase };
    return { ...ranked, features, relevance: relevance(features, scale) };
  });
  return [...first.sort(byRelevance), ...order.slice(READ_CLOSELY)];
}

function byRelevance(a: RankedChunk, b: RankedChunk): number {
  return b.relevance - a.relevance || a.ordinal - b.ordinal;
}

/** One result a section: the place of its best chunk, in the order given. */
function bestOfEachSection(
  { store, calibration: { fusion } }: RetrieverParts,
  order: readonly RankedChunk[],
): RetrievedSection[] {
  const seen = new Set<string>();
  return order.flatMap(({ ordinal, features, relevance: value }) => {
    const chunk = store.chunks[ordinal];
    const located = chunk && store.section(chunk.documentId, chunk.sectionId);
    const key = chunk && `${chunk.documentId}\0${chunk.sectionId}`;
    if (chunk === undefined || located === undefined || key === undefined || seen.has(key)) {
      return [];
    }
    seen.add(key);
    const { start, end } = chunk;
    return [{ ...located, start, end, features, score: scoreOf(value, fusion) }];
  });
}
