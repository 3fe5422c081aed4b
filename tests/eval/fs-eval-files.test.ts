import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvaluationSet } from '../../src/eval/fs-eval-files.js';

const label = (id: string) =>
  `${JSON.stringify({ id, type: 'fact', question: '几次？', expect: 'refused' })}\n`;

describe('reading a set of questions', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wence-set-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('takes all labelled questions of a folder, plain and gzipped, and no other file', async () => {
    await writeFile(join(folder, 'a.jsonl'), `\uFEFF${label('a1')}${label('a2')}`);
    await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(label('b1')));
    await writeFile(join(folder, 'README.md'), '# no questions');
    const set = await readEvaluationSet(folder);
    expect(set.kind === 'labelled' && set.questions.map(({ id }) => id)).toEqual([
      'a1',
      'a2',
      'b1',
    ]);
  });

  it('takes one file', async () => {
    await writeFile(join(folder, 'a.jsonl'), label('a1'));
    expect(await readEvaluationSet(join(folder, 'a.jsonl'))).toMatchObject({
      kind: 'labelled',
      name: 'a.jsonl',
      questions: [{ id: 'a1' }],
    });
  });

  it('takes a folder with a corpus and queries for passages', async () => {
    await writeFile(join(folder, 'corpus.jsonl'), '{"id":"p1","title":"甲","text":"乙"}\n');
    await writeFile(join(folder, 'queries.jsonl'), '{"id":"q1","text":"乙？","gold":["p1"]}\n');
    expect(await readEvaluationSet(folder)).toMatchObject({ kind: 'passages' });
  });

  it.each([
    ['a folder without questions', 'empty'],
    ['a place that is not there', 'missing'],
  ])('says what is wrong with %s', async (_name, place) => {
    await mkdir(join(folder, 'empty'));
    await expect(readEvaluationSet(join(folder, place))).rejects.toMatchObject({
      code: 'invalid_evaluation_set',
      message: expect.stringContaining(place),
    });
  });
});
