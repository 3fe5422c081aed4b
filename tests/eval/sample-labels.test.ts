import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PolicyDocument, Section } from '../../src/outline/outline.js';
import { readOutline } from '../../src/outline/read-outline.js';

const labelSchema = z.strictObject({
  id: z.string().regex(/^[a-z]\d{3}$/),
  type: z.string(),
  turns: z.array(z.string().min(1).max(1000)).optional(),
  question: z.string().min(1).max(1000),
  now: z.iso.date().optional(),
  expect: z.enum(['answered', 'refused', 'greeting']),
  gold: z.array(z.strictObject({ document: z.string(), address: z.string() })),
  words: z.array(z.string().min(1)).optional(),
  all: z.boolean().optional(),
});
type Label = z.infer<typeof labelSchema>;

/** `wence eval tests/eval` reads every one of them, so that no other kind of file belongs there. */
const FILES = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.jsonl'));
const LABELS = FILES.flatMap(readLabels);
const DOCUMENTS = readSampleDocuments();

describe('the labelled questions for the sample corpus', () => {
  it('names only clauses that the documents have', () => {
    const missing = LABELS.flatMap((label) =>
      label.gold
        .filter((gold) => clauseText(gold) === undefined)
        .map((gold) => `${label.id} ${gold.document} ${gold.address}`),
    );
    expect(missing).toEqual([]);
  });

  it('expects only words that stand in the gold clauses, letter for letter', () => {
    const wrong = LABELS.flatMap((label) => {
      const clauses = label.gold.map((gold) => clauseText(gold) ?? '');
      return (label.words ?? [])
        .filter((word) =>
          label.all === true
            ? !clauses.some((clause) => clause.includes(word))
            : !clauses.every((clause) => clause.includes(word)),
        )
        .map((word) => `${label.id} ${word}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has gold clauses exactly where an answer is expected', () => {
    const wrong = LABELS.filter((label) => (label.expect === 'answered') !== label.gold.length > 0);
    expect(wrong.map((label) => label.id)).toEqual([]);
  });

  it('gives every file one letter of its own for its ids', () => {
    const letters = FILES.flatMap((file) => [...new Set(readLabels(file).map(({ id }) => id[0]))]);
    expect(letters).toHaveLength(FILES.length);
    expect(new Set(letters).size).toBe(FILES.length);
  });

  it('asks nothing twice and uses no id twice, in all files together', () => {
    expect(twice(LABELS.map((label) => label.id))).toEqual([]);
    expect(
      twice(LABELS.map(({ turns = [], question }) => [...turns, question].join('\n'))),
    ).toEqual([]);
  });

  it('holds at least forty questions in every file', () => {
    expect(FILES.filter((file) => readLabels(file).length < 40)).toEqual([]);
  });

  it('holds at least eight questions of every kind', () => {
    const counts = new Map<string, number>();
    for (const { type } of LABELS) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count < 8)).toEqual([]);
    expect(LABELS.length).toBeGreaterThanOrEqual(220);
  });
});

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function readLabels(file: string): readonly Label[] {
  const lines = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => labelSchema.parse(JSON.parse(line)));
}

function readSampleDocuments(): readonly PolicyDocument[] {
  const source = '2023年工作要点汇编.txt';
  const text = readFileSync(new URL(`../../corpus/${source}`, import.meta.url), 'utf8');
  return readOutline({ source, text, markup: 'plain', sha256: '' });
}

/** A gold clause's text; an empty address is the whole document; undefined where there is none. */
function clauseText(gold: Label['gold'][number]): string | undefined {
  const document = DOCUMENTS.find(({ title }) => title === gold.document);
  if (document === undefined || gold.address === '') return document?.text;
  const section = findSection(document.sections, gold.address);
  return section === undefined ? undefined : document.text.slice(section.start, section.end);
}

function findSection(sections: readonly Section[], address: string): Section | undefined {
  for (const section of sections) {
    const found = section.address === address ? section : findSection(section.sections, address);
    if (found !== undefined) return found;
  }
  return undefined;
}
