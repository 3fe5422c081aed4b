import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, loadIndex, openIndex, readManifest } from '../src/compose.js';
import { fakeEmbedder } from './support/fake-embedder.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wence-compose-'));
  await mkdir(join(root, 'corpus'));
  await writeFile(
    join(root, 'corpus', '办法.txt'),
    '停车场管理办法\n第一条 为了规范停车，制定本办法。\n第二条 停车场应当公示收费标准。\n',
  );
});
afterEach(() => rm(root, { recursive: true }));

const settings = (embedder = fakeEmbedder()) => ({
  corpusDir: join(root, 'corpus'),
  indexDir: join(root, 'index'),
  // The embedder is given: no model is read.
  modelDir: join(root, 'no-model'),
  embedder,
});

describe('opening an index', () => {
  it('builds it, and builds nothing when it is opened again', async () => {
    const first = await openIndex(settings());
    expect(first.report).toMatchObject({ changed: true, documents: 1, embedded: 2 });
    expect(first.lexical.search('收费标准', { limit: 1 }).hits[0]?.ordinal).toBe(1);
    const embedder = fakeEmbedder();
    expect((await openIndex(settings(embedder))).report.changed).toBe(false);
    expect(embedder.embedded).toEqual([]);
  });

  it('builds it anew where a file turns out to be damaged that looked whole', async () => {
    await openIndex(settings());
    const manifest = await readManifest(join(root, 'index'));
    const file = join(root, 'index', manifest?.build ?? '', 'windows.q8');
    const { length } = await readFile(file);
    await truncate(file, 0);
    await truncate(file, length);
    const { report, store } = await openIndex(settings());
    expect(report).toMatchObject({ changed: true, embedded: 2 });
    expect(store.chunks).toHaveLength(2);
  });
});

describe('loading an index', () => {
  it('says what to do where there is none', async () => {
    await expect(loadIndex(settings())).rejects.toMatchObject({
      code: 'invalid_index',
      message: expect.stringContaining('wence index'),
    });
  });

  it('refuses the index of another model, with what to do', async () => {
    await buildIndex(settings());
    await expect(loadIndex(settings(fakeEmbedder({ modelHash: 'model-b' })))).rejects.toMatchObject(
      {
        code: 'invalid_index',
        message: expect.stringMatching(/另一个嵌入模型.*wence index/),
      },
    );
  });
});

describe('a corpus with a file that cannot be read', () => {
  it('stops the build, naming the file and the way on, unless told to keep going', async () => {
    await writeFile(join(root, 'corpus', '扫描.pdf'), '%PDF-1.4');
    await expect(buildIndex(settings())).rejects.toMatchObject({
      code: 'unreadable_file',
      message: expect.stringMatching(/扫描\.pdf[\s\S]*--keep-going/),
    });
    const report = await buildIndex({ ...settings(), keepGoing: true });
    expect(report).toMatchObject({ documents: 1, skipped: [{ source: '扫描.pdf' }] });
  });
});
