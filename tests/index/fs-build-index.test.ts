import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceFile } from '../../src/corpus/source-file.js';
import { WenceEmbeddings } from '../../src/embed/langchain-embeddings.js';
import { type BuildIndexOptions, buildIndexFolder } from '../../src/index/fs-build-index.js';
import { readManifest, readStoredIndex, writeStoredIndex } from '../../src/index/fs-index-files.js';
import { createHnswIndex } from '../../src/index/hnsw-index.js';
import { windowStarts } from '../../src/index/index-contents.js';
import { fakeEmbedder } from '../support/fake-embedder.js';

let indexDir: string;
beforeEach(async () => {
  indexDir = join(await mkdtemp(join(tmpdir(), 'wence-index-')), 'index');
});
afterEach(() => rm(join(indexDir, '..'), { recursive: true }));

function file(source: string, text: string): SourceFile {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { source, text, markup: 'plain', sha256 };
}

const roads = (length: string) => `2024年道路养护工作要点
一、修复路面
（一）县道。修复县道${length}，六月底前完工。
（二）村道。修复村道一百公里，由各镇负责。
二、清理边沟
每月清理边沟一次，雨季前全面检查。
`;
const parks = `2024年公园管理工作要点
一、开放时间
公园每日六时开放，二十二时关闭。
二、宠物
犬只入园须系绳，绳长不超过两米。
`;

function build(
  files: readonly SourceFile[],
  {
    embedder = fakeEmbedder(),
    ...options
  }: Partial<BuildIndexOptions> & {
    readonly embedder?: ReturnType<typeof fakeEmbedder>;
  } = {},
) {
  return buildIndexFolder(indexDir, {
    files,
    unreadable: [],
    modelHash: embedder.modelHash,
    readerHash: 'reader-a',
    openEmbedder: () => Promise.resolve(embedder),
    now: () => new Date('2024-03-01T00:00:00Z'),
    ...options,
  });
}

async function load() {
  const manifest = await readManifest(indexDir);
  if (manifest === undefined) {
    throw new Error('there is no index');
  }
  const { contents, graph } = await readStoredIndex(indexDir, manifest);
  const { documents, chunks, passages, windows } = contents;
  const index = createHnswIndex(graph, {
    passages,
    windows,
    labels: Uint32Array.from(chunks, ({ label }) => label),
    windowStarts: windowStarts(chunks),
  });
  const textOf = (ordinal: number) => {
    const chunk = chunks[ordinal];
    const document = documents.find(({ id }) => id === chunk?.documentId);
    return document?.text.slice(chunk?.start, chunk?.end) ?? '';
  };
  const find = async (question: string) => {
    const vector = await fakeEmbedder().embedQuery(question);
    return index.search(vector, { limit: 3 }).map(({ ordinal }) => textOf(ordinal));
  };
  return {
    manifest,
    contents,
    graph,
    index,
    find,
    texts: chunks.map((_, ordinal) => textOf(ordinal)),
  };
}

describe('building an index', () => {
  it('reports documents, sections and chunks, and finds a clause again after loading', async () => {
    const report = await build([file('roads.txt', roads('二十公里')), file('parks.txt', parks)]);
    expect(report).toMatchObject({ changed: true, documents: 2, sections: 6, reused: 0 });
    expect(report.embedded).toBe(report.chunks);
    const { find, index } = await load();
    expect(index.size).toBe(report.chunks);
    expect((await find('修复县道二十公里，六月底前完工。'))[0]).toContain('二十公里');
  });

  it('embeds nothing and writes nothing when nothing changed', async () => {
    const files = [file('roads.txt', roads('二十公里'))];
    await build(files);
    const before = await readFile(join(indexDir, 'manifest.json'), 'utf8');
    const embedder = fakeEmbedder();
    expect(await build(files, { embedder })).toMatchObject({ changed: false, embedded: 0 });
    expect(embedder.embedded).toEqual([]);
    expect(await readFile(join(indexDir, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('embeds only the clause that changed', async () => {
    const first = await build([file('roads.txt', roads('二十公里')), file('parks.txt', parks)]);
    const embedder = fakeEmbedder();
    const second = await build([file('roads.txt', roads('三十公里')), file('parks.txt', parks)], {
      embedder,
    });
    expect(second).toMatchObject({ changed: true, embedded: 1, reused: first.chunks - 1 });
    expect(embedder.embedded.every((text) => text.includes('三十公里'))).toBe(true);
    const { find } = await load();
    const [best, ...others] = await find('修复县道三十公里，六月底前完工。');
    expect(best).toContain('三十公里');
    expect([best, ...others].join()).not.toContain('二十公里');
  });

  it('forgets a file that is gone, and finds it again when it comes back', async () => {
    const both = [file('roads.txt', roads('二十公里')), file('parks.txt', parks)];
    await build(both);
    await build(both.slice(0, 1));
    const without = await load();
    expect(without.contents.documents.map(({ source }) => source)).toEqual(['roads.txt']);
    expect((await without.find('犬只入园须系绳')).join()).not.toContain('犬只');
    await build(both);
    expect((await (await load()).find('犬只入园须系绳，绳长不超过两米。'))[0]).toContain('犬只');
  });

  it('stays right over many updates', async () => {
    for (const length of ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']) {
      await build([file('roads.txt', roads(`${length}公里`)), file('parks.txt', parks)]);
      const { find, index, texts } = await load();
      expect((await find(`修复县道${length}公里，六月底前完工。`))[0]).toContain(`${length}公里`);
      expect(index.size).toBe(texts.length);
    }
  });

  it('reads files again with another reader, keeping the vectors of equal texts', async () => {
    const files = [file('roads.txt', roads('二十公里'))];
    await build(files);
    expect(await build(files, { readerHash: 'reader-b' })).toMatchObject({
      changed: true,
      embedded: 0,
    });
  });

  it('starts over with another model, and when told to', async () => {
    const files = [file('roads.txt', roads('二十公里'))];
    const { chunks } = await build(files);
    const other = fakeEmbedder({ modelHash: 'model-b' });
    expect(await build(files, { embedder: other })).toMatchObject({ embedded: chunks, reused: 0 });
    expect(await build(files, { embedder: other, rebuild: true })).toMatchObject({
      changed: true,
      embedded: chunks,
    });
  });

  it('builds an index of an empty corpus, which finds nothing', async () => {
    expect(await build([])).toMatchObject({ documents: 0, chunks: 0 });
    expect(await (await load()).find('县道')).toEqual([]);
    await build([file('parks.txt', parks)]);
    expect(await (await load()).find('犬只')).not.toEqual([]);
  });

  it('keeps apart two clauses that say the same', async () => {
    const twice = [file('a.txt', parks), file('b.txt', parks)];
    const embedder = fakeEmbedder();
    const { chunks } = await build(twice, { embedder });
    expect(new Set(embedder.embedded).size).toBe(embedder.embedded.length);
    const { contents } = await load();
    expect(new Set(contents.chunks.map(({ label }) => label)).size).toBe(chunks);
    expect(new Set(contents.chunks.map(({ id }) => id)).size).toBe(chunks);
  });

  it('leaves other files of the folder alone and nothing of older builds', async () => {
    await mkdir(join(indexDir, 'unfinished-1234'), { recursive: true });
    await writeFile(join(indexDir, 'README.md'), 'about');
    await build([file('parks.txt', parks)]);
    await build([file('parks.txt', `${parks}三、票价\n免费。\n`)]);
    const names = await readdir(indexDir);
    expect(names).toContain('README.md');
    expect(names.filter((name) => /^(build|unfinished)-/.test(name))).toHaveLength(1);
    expect(names).not.toContain('.lock');
  });
});

describe('a build that is stopped', () => {
  it('leaves the old index as it was', async () => {
    await build([file('roads.txt', roads('二十公里'))]);
    const controller = new AbortController();
    const stopped = build([file('roads.txt', roads('三十公里')), file('parks.txt', parks)], {
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'embedding' && controller.abort(),
    });
    await expect(stopped).rejects.toThrow();
    expect((await load()).texts.join()).toContain('二十公里');
    expect(await readdir(indexDir)).not.toContain('.lock');
  });

  it('leaves the old index as it was where writing breaks off half-way, and is cleared away by the next', async () => {
    await build([file('roads.txt', roads('二十公里'))]);
    const { manifest, contents, graph } = await load();
    const breaksOff = {
      ...contents.windows,
      get bytes(): never {
        throw new Error('disk full');
      },
    };
    await expect(
      writeStoredIndex(indexDir, {
        manifest,
        graph,
        contents: { ...contents, windows: breaksOff },
      }),
    ).rejects.toThrow('disk full');
    // A process that is killed after moving its folder, before naming it in the manifest.
    await mkdir(join(indexDir, 'build-00000000'));
    expect((await load()).manifest.build).toBe(manifest.build);
    await build([file('roads.txt', roads('三十公里'))]);
    const { texts, manifest: next } = await load();
    expect(texts.join()).toContain('三十公里');
    const folders = (await readdir(indexDir)).filter((name) => /^(build|unfinished)-/.test(name));
    expect(folders).toEqual([next.build]);
  });
});

describe('an index in use by another writer', () => {
  const lock = (holder: object) =>
    mkdir(indexDir, { recursive: true }).then(() =>
      writeFile(join(indexDir, '.lock'), JSON.stringify({ token: 't', ...holder })),
    );

  it('refuses a second writer, naming the first and the file to look at', async () => {
    await lock({ pid: process.ppid, host: hostname() });
    await expect(build([file('parks.txt', parks)])).rejects.toMatchObject({
      code: 'not_ready',
      message: expect.stringContaining(String(process.ppid)),
    });
  });

  it.each([
    { holder: 'a process that is gone', pid: 2 ** 22 + 1 },
    { holder: 'an earlier process of this number', pid: process.pid },
  ])('takes over the lock of $holder', async ({ pid }) => {
    await lock({ pid, host: hostname() });
    expect(await build([file('parks.txt', parks)])).toMatchObject({ changed: true });
  });

  it('lets one of two builds at a time through', async () => {
    const both = await Promise.allSettled([
      build([file('parks.txt', parks)]),
      build([file('parks.txt', parks)]),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('an index folder that cannot be one', () => {
  it('is refused by the name of its setting', async () => {
    await writeFile(indexDir, 'a file');
    await expect(build([file('parks.txt', parks)])).rejects.toMatchObject({
      code: 'invalid_setting',
      message: expect.stringMatching(/WENCE_INDEX.*是文件/s),
    });
  });
});

describe('an index that is damaged', () => {
  async function artefact(name: string): Promise<string> {
    return join(indexDir, (await load()).manifest.build, name);
  }

  it.each(['documents.json', 'chunks.json', 'passages.f32', 'windows.q8', 'hnswlib.index'])(
    'is refused when %s was changed, with advice, and built anew',
    async (name) => {
      const files = [file('roads.txt', roads('二十公里'))];
      await build(files);
      await truncate(await artefact(name), 40);
      await expect(load()).rejects.toMatchObject({
        code: 'invalid_index',
        message: expect.stringMatching(/wence index --rebuild/),
      });
      expect(await build(files)).toMatchObject({ changed: true });
      expect((await load()).texts.join()).toContain('二十公里');
    },
  );

  it('is refused when its manifest is no JSON, and taken for missing when of another form', async () => {
    await build([file('parks.txt', parks)]);
    await writeFile(join(indexDir, 'manifest.json'), '{"schemaVersion":');
    await expect(readManifest(indexDir)).rejects.toMatchObject({ code: 'invalid_index' });
    await writeFile(join(indexDir, 'manifest.json'), '{"schemaVersion":999}');
    expect(await readManifest(indexDir)).toBeUndefined();
    expect(await build([file('parks.txt', parks)])).toMatchObject({ changed: true });
  });
});

describe('an index folder opened by LangChain', () => {
  it('answers a similarity search with passage and address, also after an update', async () => {
    await build([file('roads.txt', roads('二十公里')), file('parks.txt', parks)]);
    await build([file('roads.txt', roads('三十公里')), file('parks.txt', parks)]);
    const store = await HNSWLib.load(indexDir, new WenceEmbeddings(fakeEmbedder()));
    const [best] = await store.similaritySearch('修复县道三十公里，六月底前完工。', 1);
    expect(best?.pageContent).toContain('三十公里');
    expect(best?.metadata).toMatchObject({
      documentTitle: '2024年道路养护工作要点',
      address: '一、（一）',
    });
  });
});
