import { z } from 'zod';
import { WenceError } from '../errors.js';
import { type LabelledEvaluation, missedScores } from './evaluate-labelled.js';
import type { PassageMeasurement } from './measure-passages.js';

const savedQuestionSchema = z.object({
  id: z.string(),
  type: z.string(),
  question: z.string(),
  /** Scores by name; one that does not apply is missing. */
  scores: z.record(z.string(), z.number()),
  /** Names of the scores that it fell short of; empty for one that went well. */
  missed: z.array(z.string()).readonly(),
});

const savedRunSchema = z.object({
  format: z.literal('wence-eval'),
  version: z.literal(1),
  kind: z.enum(['labelled', 'passages']),
  name: z.string(),
  /** Scores and times over all questions. */
  figures: z.record(z.string(), z.number()),
  results: z.array(savedQuestionSchema).min(1).readonly(),
});

/** One question of a run with how it went. */
export type SavedQuestion = Readonly<z.infer<typeof savedQuestionSchema>>;

/** What of a run a later one is compared with; part of what `wence eval --json` and `--save` write. */
export type SavedRun = Readonly<z.infer<typeof savedRunSchema>>;

const HEAD = { format: 'wence-eval', version: 1 } as const;

/** A run of labelled questions, to be saved. */
export function labelledRun(name: string, { figures, results }: LabelledEvaluation): SavedRun {
  return {
    ...HEAD,
    kind: 'labelled',
    name,
    figures,
    results: results.map((result) => ({
      id: result.question.id,
      type: result.question.type,
      question: result.question.question,
      scores: result.scores,
      missed: missedScores(result),
    })),
  };
}

/** A run over a passage set, to be saved; one kind of question, missed where the first five hold nothing right. */
export function passageRun({ name, figures, results }: PassageMeasurement): SavedRun {
  return {
    ...HEAD,
    kind: 'passages',
    name,
    figures,
    results: results.map(({ id, question, scores }) => ({
      id,
      type: 'passages',
      question,
      scores,
      missed: scores['hit@5'] === 1 ? [] : ['hit@5'],
    })),
  };
}

/**
 * Reads a run that was saved, or printed with `--json`, earlier.
 *
 * @param file its name, for messages
 * @throws WenceError `invalid_request` where it is damaged or was written by something else
 */
export function readSavedRun(text: string, file: string): SavedRun {
  const wrong = (reason: string, cause?: unknown) =>
    new WenceError(
      'invalid_request',
      `基线文件 ${file} ${reason}。应为 wence eval 用 --save 或 --json 写出的文件。`,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw wrong(text.trim() === '' ? '是空的' : '不是完整的 JSON，可能已损坏', error);
  }
  const head = z.object({ format: z.literal('wence-eval'), version: z.number() }).safeParse(value);
  if (!head.success) throw wrong('不是 wence eval 的结果', head.error);
  if (head.data.version !== HEAD.version) throw wrong('由另一版本的程序写出');
  const parsed = savedRunSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`里 ${issue?.path.join('.') ?? ''} 不对，可能已损坏`, parsed.error);
}
