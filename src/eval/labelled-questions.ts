import { z } from 'zod';
import { WenceError } from '../errors.js';
import { readJsonLines } from './json-lines.js';

const labelledQuestionSchema = z
  .strictObject({
    id: z.string().min(1),
    /** The kind of question, for the table: `fact`, `topic`, `overview`, … */
    type: z.string().min(1),
    question: z.string().min(1),
    /** What was asked before it in the same conversation, oldest first. */
    turns: z.array(z.string().min(1)).readonly().default([]),
    /** The day on which it is asked, `YYYY-MM-DD`; {@link DEFAULT_NOW} where it is missing. */
    now: z.iso.date().optional(),
    expect: z.enum(['answered', 'refused', 'greeting']),
    /** The clauses that answer it: a document's title and an address; an empty address is the whole document. */
    gold: z
      .array(z.strictObject({ document: z.string(), address: z.string() }))
      .readonly()
      .default([]),
    /** Words, letter for letter, that the cited quotes of a right answer hold. */
    words: z.array(z.string().min(1)).readonly().default([]),
    /** Whether every gold clause must be cited; otherwise any one of them is right. */
    all: z.boolean().default(false),
  })
  .refine(({ expect, gold }) => (expect === 'answered') === gold.length > 0, {
    path: ['gold'],
    message: '应回答的问题要有标准条款，其他问题不能有',
  });

/** One question over documents with what a right answer cites. */
export type LabelledQuestion = Readonly<z.infer<typeof labelledQuestionSchema>>;

/** The day on which a question without `now` is asked: the middle of the sample corpus' year. */
export const DEFAULT_NOW = '2023-06-01';

/**
 * Reads labelled questions from JSON Lines.
 *
 * @throws WenceError `invalid_evaluation_set` naming the first wrong line, or an id used twice
 */
export function readLabelledQuestions(text: string, source: string): LabelledQuestion[] {
  const questions = readJsonLines(text, { schema: labelledQuestionSchema, source });
  const ids = new Set<string>();
  for (const { id } of questions) {
    if (ids.has(id)) {
      throw new WenceError('invalid_evaluation_set', `题集 ${source} 里编号 ${id} 用了两次。`);
    }
    ids.add(id);
  }
  return questions;
}
