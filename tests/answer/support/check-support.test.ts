import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSupport, readSources } from '../../../src/answer/support/check-support.js';
import { splitSentences } from '../../../src/text/sentences.js';

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

describe.each(['first.jsonl', 'second.jsonl', 'third.jsonl', 'fourth.jsonl', 'fifth.jsonl'])(
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

const SAMPLE = readFileSync('corpus/2023年工作要点汇编.txt', 'utf8');
const lines = SAMPLE.split('\n').filter((line) => line.length > 40 && line.length < 900);
const anySentence = fc.constantFrom(...lines).chain((line) => {
  const sentences = splitSentences(line).map(({ start, end }) => line.slice(start, end).trim());
  return fc.record({ line: fc.constant(line), sentence: fc.constantFrom(...sentences) });
});

function sourceOf(line: string) {
  const range = { start: 0, end: line.length };
  return readSources([
    { documentId: 'd', title: '工作要点', context: [], year: 2023, text: line, range },
  ]);
}

describe('any sentence of the sample corpus', () => {
  it('is borne out by its own clause', () => {
    fc.assert(
      fc.property(anySentence, ({ line, sentence }) => {
        fc.pre(sentence.length > 12);
        expect(checkSupport(sentence, sourceOf(line)).kind).toBe('supported');
      }),
    );
  });

  it.each([
    ['figures', '，共计37万元。'],
    ['doers', '，由市审计局负责。'],
    ['refusals', '，不得申请补助。'],
  ])('is not borne out with %s put behind it', (_, words) => {
    fc.assert(
      fc.property(anySentence, ({ line, sentence }) => {
        fc.pre(sentence.endsWith('。') && sentence.length > 12);
        const lie = `${sentence.slice(0, -1)}${words}`;
        expect(checkSupport(lie, sourceOf(line)).kind).toBe('unsupported');
      }),
    );
  });
});
