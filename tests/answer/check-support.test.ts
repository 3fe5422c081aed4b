import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSupport, readSources } from '../../src/answer/check-support.js';

const clauseSchema = z.object({
  title: z.string(),
  documentNumber: z.string().optional(),
  year: z.number().optional(),
  headings: z.array(z.string()),
  text: z.string(),
});
const clauses = z
  .record(z.string(), clauseSchema)
  .parse(JSON.parse(readFileSync('tests/answer/support/clauses.json', 'utf8')));
const pairSchema = z.object({
  clauses: z.array(z.string()),
  supported: z.boolean(),
  kind: z.string(),
  sentence: z.string(),
});

function pairs(file: string) {
  return readFileSync(`tests/answer/support/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => pairSchema.parse(JSON.parse(line)));
}

function sourcesOf(names: readonly string[]) {
  return readSources(
    names.map((name) => {
      const clause = clauses[name];
      if (clause === undefined) throw new Error(`no clause ${name}`);
      const { title, text, headings, documentNumber = '', year } = clause;
      return {
        documentId: title,
        title,
        context: [documentNumber, ...headings],
        year: year ?? Number(/\d{4}/u.exec(title)?.[0]),
        text,
        range: { start: 0, end: text.length },
      };
    }),
  );
}

describe.each(['first.jsonl', 'second.jsonl', 'third.jsonl', 'fourth.jsonl'])(
  'the support check on %s',
  (file) => {
    it.each(pairs(file).filter(({ supported }) => supported))('keeps $sentence', (pair) => {
      expect(checkSupport(pair.sentence, sourcesOf(pair.clauses))).toMatchObject({
        kind: 'supported',
      });
    });

    it.each(pairs(file).filter(({ supported }) => !supported))(
      'drops ($kind) $sentence',
      (pair) => {
        expect(checkSupport(pair.sentence, sourcesOf(pair.clauses))).toMatchObject({
          kind: 'unsupported',
        });
      },
    );
  },
);
