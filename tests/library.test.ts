import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseRetriever } from '@langchain/core/retrievers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as library from '../src/library.js';

const TEXT = `2023年停车管理工作要点
一、规范收费
公共停车场应当在入口公示收费标准，每小时不超过五元。
二、增加泊位
全年新增公共泊位八百个。
`;

/** The package as a program imports it: compiled, since its worker thread runs compiled files. */
describe('the library', () => {
  let root: string;
  let wence: library.Wence;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'wence-library-'));
    await mkdir(join(root, 'corpus'));
    await writeFile(join(root, 'corpus', '停车.txt'), TEXT);
    const file = new URL('../dist/library.js', import.meta.url).href;
    const { createWence }: typeof library = await import(/* @vite-ignore */ file);
    wence = await createWence({
      corpusDir: join(root, 'corpus'),
      indexDir: join(root, 'index'),
      now: () => new Date('2023-06-01T00:00:00Z'),
    });
  });
  afterAll(async () => {
    await wence?.close();
    await rm(root, { recursive: true });
  });

  it('answers with the clause and its exact words', async () => {
    const answer = await wence.ask({ question: '今年新增多少公共泊位？' });
    expect(answer.kind).toBe('answered');
    const [citation] = answer.citations;
    expect(citation).toMatchObject({ address: '二、', documentTitle: '2023年停车管理工作要点' });
    const [document] = wence.documents;
    expect(document?.text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
    expect(citation?.quote).toContain('八百个');
  });

  it('refuses a question of the wrong form, naming the field', async () => {
    await expect(wence.ask({ question: '' })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('question'),
    });
  });

  it('gives LangChain programs the same sections and the same vectors', async () => {
    const { sections, vector } = await wence.search('收费标准', { limit: 1 });
    expect(sections[0]?.section.title).toBe('规范收费');
    const retriever = wence.asRetriever({ limit: 1 });
    expect(retriever).toBeInstanceOf(BaseRetriever);
    const [found] = await retriever.invoke('收费标准');
    expect(found?.metadata).toMatchObject({ address: sections[0]?.section.address });
    const embedded = await wence.asEmbeddings().embedQuery('收费标准');
    expect(embedded).toEqual(Array.from(vector));
  });
});
