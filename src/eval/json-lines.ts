import type { z } from 'zod';
import { WenceError } from '../errors.js';

/**
 * The rows of a JSON Lines text; empty lines are skipped.
 *
 * @throws WenceError `invalid_evaluation_set` naming file, line and field of the first wrong one
 */
export function readJsonLines<Row>(
  text: string,
  { schema, source }: { readonly schema: z.ZodType<Row>; readonly source: string },
): Row[] {
  const rows: Row[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = parseLine(line);
    if (row === undefined) {
      throw new WenceError(
        'invalid_evaluation_set',
        `题集 ${source} 第 ${index + 1} 行不是 JSON。`,
      );
    }
    const parsed = schema.safeParse(row);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      throw new WenceError(
        'invalid_evaluation_set',
        `题集 ${source} 第 ${index + 1} 行不对${field === '' ? '' : `（${field}）`}：${issue?.message ?? ''}`,
        { cause: parsed.error },
      );
    }
    rows.push(parsed.data);
  }
  return rows;
}

/** Undefined where the line is no JSON. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
