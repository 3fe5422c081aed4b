import { z } from 'zod';
import { WenceError } from '../errors.js';
import type { PolicyDocument } from '../outline/outline.js';
import { readOutline } from '../outline/read-outline.js';
import { readJsonLines } from './json-lines.js';

const documentSchema = z.object({
  id: z.string().min(1),
  title: z.string().default(''),
  text: z.string(),
});

const questionSchema = z.object({
  id: z.string(),
  text: z.string().min(1),
  gold_docs: z.array(z.string()).min(1),
  answer: z.string().default(''),
});

/** One whole document of a set. */
type EvaluationDocument = Readonly<z.infer<typeof documentSchema>>;

/** A question with the documents that answer it and, where the set gives it, the answer. */
export interface DocumentQuestion {
  readonly id: string;
  readonly text: string;
  /** Ids of the set's documents that answer it. */
  readonly goldDocuments: readonly string[];
  /** The answer as a person wrote it; empty where the set has none. */
  readonly answer: string;
}

/** Whole documents and questions about them: `docs.jsonl` beside `queries.jsonl`. */
export interface DocumentSet {
  readonly name: string;
  readonly documents: readonly EvaluationDocument[];
  readonly questions: readonly DocumentQuestion[];
}

/**
 * Reads a set from the texts of its `docs.jsonl` and `queries.jsonl`.
 *
 * @throws WenceError `invalid_evaluation_set` for a wrong line or a question none of whose documents is there
 */
export function readDocumentSet(
  name: string,
  texts: { readonly docs: string; readonly queries: string },
): DocumentSet {
  const documents = readJsonLines(texts.docs, { schema: documentSchema, source: `${name}/docs` });
  const ids = new Set(documents.map(({ id }) => id));
  const queries = readJsonLines(texts.queries, {
    schema: questionSchema,
    source: `${name}/queries`,
  });
  const lost = queries.find(({ gold_docs }) => !gold_docs.some((id) => ids.has(id)));
  if (lost !== undefined) {
    throw new WenceError(
      'invalid_evaluation_set',
      `题集 ${name} 的问题 ${lost.id} 没有一份正确文件在 docs 里。`,
    );
  }
  return {
    name,
    documents,
    questions: queries.map(({ id, text, gold_docs, answer }) => ({
      id,
      text,
      goldDocuments: gold_docs,
      answer,
    })),
  };
}

/** A set's document as the outline reads it; `source` is its id in the set. */
export function outlineOf({ id, title, text }: EvaluationDocument): readonly PolicyDocument[] {
  return readOutline({ source: id, text: withTitleLine(title, text), markup: 'plain', sha256: '' });
}

/** Sets keep a text without its line ends: the title that it begins with gets its own line back. */
function withTitleLine(title: string, text: string): string {
  const words = text.trimStart();
  if (title === '' || !words.startsWith(title)) return title === '' ? text : `${title}\n${text}`;
  const rest = words.slice(title.length);
  // A title that was cut in the middle stands whole in the text.
  return /^\s/u.test(rest) ? `${title}\n${rest.trimStart()}` : text;
}
