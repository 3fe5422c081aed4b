import { z } from 'zod';
import { citationOf } from '../answer/citation-book.js';
import type { RetrievedSection } from '../retrieve/retrieval.js';

/** A section that a search found, as the ask API and MCP show it. */
export const searchResultSchema = z.object({
  documentId: z.string(),
  documentTitle: z.string(),
  sectionId: z.string(),
  address: z.string(),
  headingPath: z.array(z.string()),
  /** `document.text.slice(start, end)`, always. */
  text: z.string(),
  start: z.int(),
  end: z.int(),
  score: z.number(),
  url: z.string(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

/** What was found of a section, with its place and its link. */
export function searchResultOf(found: RetrievedSection): SearchResult {
  const { start, end } = found;
  const { quote, index: _index, ...result } = citationOf({ ...found, range: { start, end } }, 1);
  return { ...result, text: quote };
}
