import { z } from 'zod';
import { readJsonLines } from './json-lines.js';

/** Name of the file in a folder of labelled questions. */
export const SUBJECTS_FILE = 'subjects.jsonl';

const subjectQuestionSchema = z.strictObject({
  id: z.string().min(1),
  question: z.string().min(1),
  /** Whether an office's documents might answer it, whichever they are. */
  official: z.boolean(),
});

/** A question, and whether it is one for official documents. */
export type SubjectQuestion = Readonly<z.infer<typeof subjectQuestionSchema>>;

/**
 * Reads questions that tell official subjects from others, from JSON Lines.
 *
 * @throws WenceError `invalid_evaluation_set` naming the first wrong line
 */
export function readSubjectQuestions(text: string, source: string): SubjectQuestion[] {
  return readJsonLines(text, { schema: subjectQuestionSchema, source });
}
