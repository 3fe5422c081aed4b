import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Embedder } from '../../src/embed/embedder.js';
import { openXenovaEmbedder } from '../../src/embed/xenova-embedder.js';
import type * as compiled from '../../src/embed/xenova-worker-embedder.js';
import { bundledModelDir } from '../support/bundled-model.js';
import { cosine } from '../support/vectors.js';

/** A worker thread runs the compiled file, which `npm test` builds first. */
async function openWorker(modelDir: string): Promise<Embedder> {
  const file = new URL('../../dist/embed/xenova-worker-embedder.js', import.meta.url).href;
  const { openXenovaWorkerEmbedder }: typeof compiled = await import(/* @vite-ignore */ file);
  return openXenovaWorkerEmbedder(modelDir);
}

describe.each([
  { name: 'in this thread', open: openXenovaEmbedder },
  { name: 'in a worker thread', open: openWorker },
])('the bundled model $name', ({ open }) => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await open(bundledModelDir);
  });
  afterAll(() => embedder.close());

  it('gives unit vectors of its dimensions', async () => {
    const [passage] = await embedder.embedPassages(['加快发展跨境电子商务。']);
    const question = await embedder.embedQuery('跨境电商');
    expect(passage).toHaveLength(embedder.dimensions);
    expect(cosine(question, question)).toBeCloseTo(1, 5);
  });

  it('puts a question nearer to its passage than to another', async () => {
    const question = await embedder.embedQuery('怎么吸引外商来投资？');
    const [near, far] = await embedder.embedPassages([
      '加大外资招商力度，推动重点外资项目落地。',
      '中小学校每学期开展两次消防疏散演练。',
    ]);
    expect(cosine(question, near)).toBeGreaterThan(cosine(question, far) + 0.03);
  });

  it('gives a text the same vector alone and among others of any length', async () => {
    const texts = ['短。', '这一段要长得多，用来看一看长短不一的文字放在一起时结果是否还一样。'];
    const together = await embedder.embedPassages(texts);
    for (const [position, text] of texts.entries()) {
      const [alone] = await embedder.embedPassages([text]);
      expect(alone).toEqual(together[position]);
    }
  });

  it('counts tokens with the prefix and the special tokens, and never cuts the count', async () => {
    const [short, long] = await embedder.countTokens(['商务', '商务'.repeat(1000)]);
    expect(short).toBeGreaterThan(2);
    expect(short).toBeLessThan(12);
    expect(long).toBeGreaterThan(embedder.maxTokens);
  });

  it('tells a passage that answers from one that names the same things and does not', async () => {
    const heading = '湖边市养犬管理规定 第三章 养犬行为规范';
    const scores = await embedder.crossEncoder?.score('带狗出门没用束犬链，罚多少钱？', [
      { heading, text: '第十九条 携犬出户未使用束犬链的，由公安机关处二百元以上五百元以下罚款。' },
      { heading, text: '第八条 携犬出户应当使用束犬链，由成年人牵领，并主动避让他人。' },
      {
        heading,
        text: '第二条 市公安机关是养犬管理的主管部门，负责犬只登记和养犬行为的监督检查。',
      },
    ]);
    const [fine = 0, rule = 0, office = 0] = scores ?? [];
    expect(fine).toBeGreaterThan(0);
    expect(rule).toBeLessThan(0);
    expect(office).toBeLessThan(0);
  });

  it('reads a question and a passage of any length', async () => {
    const long = '鼓励企业扩大出口。'.repeat(300);
    const [score = Number.NaN] =
      (await embedder.crossEncoder?.score(long, [{ heading: long, text: long }])) ?? [];
    expect(Number.isFinite(score)).toBe(true);
  });

  it('takes a text longer than the model reads', async () => {
    const [vector] = await embedder.embedPassages(['政策'.repeat(2000)]);
    expect(vector).toHaveLength(embedder.dimensions);
  });

  it('answers a question while passages are being embedded', async () => {
    let done = 0;
    const batch = embedder.embedPassages(
      Array.from({ length: 12 }, (_, position) => `第${position}条：加强乡村道路养护。`),
      { onProgress: (count) => (done = count) },
    );
    await embedder.embedQuery(`养路 ${Math.random()}`);
    expect(done).toBeLessThan(12);
    expect(await batch).toHaveLength(12);
  });

  it('keeps the vector of a question out of reach of its callers', async () => {
    const first = await embedder.embedQuery('同一个问题');
    first.fill(0);
    expect(cosine(await embedder.embedQuery('同一个问题'), first)).toBe(0);
    expect((await embedder.embedQuery('同一个问题')).some((value) => value !== 0)).toBe(true);
  });
});

describe('a model whose weights are damaged', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wence-model-'));
    await cp(bundledModelDir, folder, { recursive: true });
    await writeFile(join(folder, 'onnx/model_quantized.onnx'), 'not a model');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    { name: 'in this thread', open: openXenovaEmbedder },
    { name: 'in a worker thread', open: openWorker },
  ])('is refused $name with what to do', async ({ open }) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await expect(open(folder)).rejects.toMatchObject({
      code: 'invalid_model',
      message: expect.stringContaining('WENCE_MODEL'),
    });
    warn.mockRestore();
  });
});

describe('a worker that was closed', () => {
  it('makes room for the next, which embeds as the first did', async () => {
    const first = await openWorker(bundledModelDir);
    const before = await first.embedQuery('道路养护');
    await first.close();
    const second = await openWorker(bundledModelDir);
    expect(await second.embedQuery('道路养护')).toEqual(before);
    await second.close();
  });

  it('refuses more work instead of hanging', async () => {
    const embedder = await openWorker(bundledModelDir);
    await embedder.close();
    await expect(embedder.embedQuery('还在吗')).rejects.toMatchObject({ code: 'not_ready' });
    await expect(embedder.countTokens(['还在吗'])).rejects.toMatchObject({ code: 'not_ready' });
  });
});
