import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedEmbedder } from '../../src/eval/fs-embedding-cache.js';
import { fakeEmbedder } from '../support/fake-embedder.js';

describe('the embedding cache', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'wence-cache-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('embeds nothing twice, within a run and over runs, and gives the same vectors', async () => {
    const embedder = fakeEmbedder();
    const direct = await fakeEmbedder().embedPassages(['甲', '乙', '甲']);
    const first = await (await cachedEmbedder(embedder, dir)).embedPassages(['甲', '乙', '甲']);
    const second = await (await cachedEmbedder(embedder, dir)).embedPassages(['乙', '甲']);
    expect(embedder.embedded).toEqual(['甲', '乙']);
    expect(first).toEqual(direct);
    expect(second).toEqual([direct[1], direct[0]]);
  });

  it('does not mix models', async () => {
    const other = fakeEmbedder({ modelHash: 'model-b' });
    await (await cachedEmbedder(fakeEmbedder(), dir)).embedPassages(['甲']);
    await (await cachedEmbedder(other, dir)).embedPassages(['甲']);
    expect(other.embedded).toEqual(['甲']);
  });

  it('drops what an interrupted run left half written', async () => {
    await (await cachedEmbedder(fakeEmbedder(), dir)).embedPassages(['甲']);
    const vectors = (await readdir(dir)).find((name) => name.endsWith('.f32')) ?? '';
    await appendFile(join(dir, vectors), Buffer.alloc(10));
    const embedder = fakeEmbedder();
    const cached = await cachedEmbedder(embedder, dir);
    await cached.embedPassages(['乙']);
    const again = await (await cachedEmbedder(fakeEmbedder(), dir)).embedPassages(['乙']);
    expect(embedder.embedded).toEqual(['乙']);
    expect(again).toEqual(await fakeEmbedder().embedPassages(['乙']));
  });
});
