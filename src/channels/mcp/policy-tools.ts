import { z } from 'zod';
import { type Answer, type Answerer, answerSchema, questionSchema } from '../../answer/answer.js';
import { citationOf, headingLabel } from '../../answer/citation-book.js';
import { WenceError } from '../../errors.js';
import type { LocatedSection, SectionStore } from '../../index/section-store.js';
import type { Retriever } from '../../retrieve/retrieval.js';
import { withPublicUrls } from '../citation-text.js';
import { type SearchResult, searchResultOf, searchResultSchema } from '../search-result.js';

/** What the tools work with. */
export interface PolicyToolsParts {
  readonly answerer: Answerer;
  readonly search: Retriever;
  readonly store: SectionStore;
  /** What links start with; null leaves them relative. */
  readonly publicUrl: string | null;
}

const id = (description: string) => z.string().min(1).max(200).describe(description);

export const askInput = z.strictObject({
  question: questionSchema.describe('问题，1–1000 个字符 · the question, 1–1000 characters'),
  conversationId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      '追问时填上一个回答的 conversationId · for a follow-up, the conversationId of the answer before',
    ),
});
export const askOutput = answerSchema;

export const searchInput = z.strictObject({
  query: questionSchema.describe('问题或关键词 · a question or key words'),
  limit: z.int().min(1).max(50).default(10).describe('最多返回几条 · the most results wanted'),
});
export const searchOutput = z.object({ results: z.array(searchResultSchema) });

export const readInput = z.strictObject({
  documentId: id('回答或检索结果中的 documentId · documentId of an answer or a search result'),
  sectionId: id('同一结果中的 sectionId · sectionId of the same result'),
});
const sectionEntry = z.object({ sectionId: z.string(), heading: z.string(), address: z.string() });
export const readOutput = searchResultSchema.omit({ score: true }).extend({
  /** Whether the text holds all of the section. */
  isComplete: z.boolean(),
  /** The section around it; null at the top of a document. */
  parent: sectionEntry.nullable(),
  /** The sections right below it. */
  sections: z.array(sectionEntry),
});
export type SectionReading = z.infer<typeof readOutput>;

/** The tool `ask_policy`. */
export async function askPolicy(
  { answerer, publicUrl }: PolicyToolsParts,
  request: z.output<typeof askInput> & { readonly signal: AbortSignal },
): Promise<Answer> {
  const { question, conversationId, signal } = request;
  const answer = await answerer.ask(
    conversationId === undefined ? { question } : { question, conversationId },
    { signal },
  );
  return {
    ...answer,
    citations: [...withPublicUrls(answer.citations, publicUrl)],
    nearest: [...withPublicUrls(answer.nearest, publicUrl)],
  };
}

/** The tool `search_policy`. */
export async function searchPolicy(
  { search, publicUrl }: PolicyToolsParts,
  { query, limit }: z.output<typeof searchInput>,
): Promise<readonly SearchResult[]> {
  const { sections } = await search.retrieve(query, { limit });
  return sections.slice(0, limit).map((found) => {
    const result = searchResultOf(found);
    return { ...result, url: (publicUrl ?? '') + result.url };
  });
}

/** The longest text of a section that is read at once, where its subsections can be read one by one. */
const LONGEST_READING = 10_000;

/**
 * The tool `read_section`: a section with all below it; of a long one as many subsections as fit,
 * the others being named.
 *
 * @throws WenceError `not_found`
 */
export function readSection(
  { store, publicUrl }: PolicyToolsParts,
  { documentId, sectionId }: z.output<typeof readInput>,
): SectionReading {
  const place = store.section(documentId, sectionId);
  if (place === undefined) {
    const isDocument = store.document(documentId) !== undefined;
    throw isDocument
      ? new WenceError('not_found', `这份文件里没有章节 ${sectionId}。`)
      : new WenceError('not_found', `没有文件 ${documentId}。`);
  }
  const range = { start: place.section.start, end: readingEnd(place) };
  const { quote, url, ...citation } = citationOf({ ...place, range, score: 1 }, 1);
  const { documentTitle, address, headingPath } = citation;
  const parent = place.path.at(-2);
  return {
    documentId,
    documentTitle,
    sectionId,
    address,
    headingPath,
    text: quote,
    ...range,
    isComplete: range.end === place.section.end,
    parent: parent === undefined ? null : entryOf(parent),
    sections: place.section.sections.map(entryOf),
    url: (publicUrl ?? '') + url,
  };
}

function readingEnd({ section }: LocatedSection): number {
  const [first] = section.sections;
  const limit = section.start + LONGEST_READING;
  if (first === undefined || section.end <= limit) return section.end;
  return section.sections.findLast(({ end }) => end <= limit)?.end ?? first.start;
}

function entryOf(section: LocatedSection['section']): z.infer<typeof sectionEntry> {
  return { sectionId: section.id, heading: headingLabel(section), address: section.address };
}
