import { z } from 'zod';
import { WenceError } from '../errors.js';
import { readJsonLines } from './json-lines.js';

const passageSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  text: z.string(),
});

const querySchema = z.object({
  id: z.string(),
  text: z.string().min(1),
  gold: z.array(z.string()),
});

/** One passage; what else the file says of it is left out. */
export type EvaluationPassage = Readonly<z.infer<typeof passageSchema>>;
/** A question with the ids of the passages that answer it. */
export type EvaluationQuery = Readonly<z.infer<typeof querySchema>>;

/** Passages and questions in the form that BEIR made usual (arXiv:2104.08663). */
export interface PassageSet {
  readonly name: string;
  readonly passages: readonly EvaluationPassage[];
  readonly queries: readonly EvaluationQuery[];
}

/**
 * Reads a set from the texts of its `corpus.jsonl` and `queries.jsonl`.
 *
 * @throws WenceError `invalid_evaluation_set` for a wrong line, an id that stands twice, or a
 * question none of whose passages is there
 */
export function readPassageSet(
  name: string,
  texts: { readonly corpus: string; readonly queries: string },
): PassageSet {
  const passages = readJsonLines(texts.corpus, { schema: passageSchema, source: `${name}/corpus` });
  const queries = readJsonLines(texts.queries, { schema: querySchema, source: `${name}/queries` });
  const ids = new Set<string>();
  for (const { id } of passages) {
    if (ids.has(id)) {
      throw new WenceError('invalid_evaluation_set', `题集 ${name} 里段落编号 ${id} 用了两次。`);
    }
    ids.add(id);
  }
  const lost = queries.find(({ gold }) => !gold.some((id) => ids.has(id)));
  if (lost !== undefined) {
    throw new WenceError(
      'invalid_evaluation_set',
      `题集 ${name} 的问题 ${lost.id} 没有一个正确段落在 corpus 里。`,
    );
  }
  return { name, passages, queries };
}
