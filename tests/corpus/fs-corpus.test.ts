import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCorpusFolder, readDocumentFile } from '../../src/corpus/fs-corpus.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wence-corpus-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('readCorpusFolder', () => {
  it('reads txt and md below the folder, sorted, with markup and hash', async () => {
    await mkdir(join(folder, 'b'));
    await writeFile(join(folder, 'b', '二.md'), '# 标题');
    await writeFile(join(folder, 'a.TXT'), '正文');
    const { files, unreadable } = await readCorpusFolder(folder);
    expect(files.map(({ source, markup }) => [source, markup])).toEqual([
      ['a.TXT', 'plain'],
      ['b/二.md', 'markdown'],
    ]);
    expect(files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(unreadable).toEqual([]);
  });

  it('leaves out hidden files and office lock files without a word', async () => {
    await writeFile(join(folder, '.DS_Store'), 'x');
    await writeFile(join(folder, '~$报告.txt'), 'x');
    expect(await readCorpusFolder(folder)).toEqual({ files: [], unreadable: [] });
  });

  it('names a file that it cannot read, with the reason, and reads the others', async () => {
    await writeFile(join(folder, '扫描.pdf'), '%PDF-1.4');
    await writeFile(join(folder, '坏.txt'), Buffer.from([0, 1, 2, 0, 255, 0, 0]));
    await writeFile(join(folder, '好.txt'), '第一条');
    const { files, unreadable } = await readCorpusFolder(folder);
    expect(files.map((file) => file.source)).toEqual(['好.txt']);
    expect(unreadable.map((file) => file.source)).toEqual(['坏.txt', '扫描.pdf']);
    expect(unreadable[1]?.reason).toContain('另存');
  });

  it('does not follow a link out of the folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'wence-outside-'));
    await writeFile(join(outside, 'secret.txt'), '机密');
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    await symlink(outside, join(folder, 'linked'));
    const { files, unreadable } = await readCorpusFolder(folder);
    expect(files).toEqual([]);
    expect(unreadable.map((file) => file.source)).toEqual(['link.txt', 'linked']);
    await rm(outside, { recursive: true });
  });

  it('refuses a file above the limit', async () => {
    await writeFile(join(folder, 'big.txt'), '大'.repeat(1000));
    const { unreadable } = await readCorpusFolder(folder, { maxFileBytes: 100 });
    expect(unreadable[0]?.reason).toContain('上限');
  });

  it('says that a folder is missing', async () => {
    await expect(readCorpusFolder(join(folder, 'none'))).rejects.toThrow('无法打开文档文件夹');
  });
});

describe('readDocumentFile', () => {
  it('reads one file by path and keeps its name', async () => {
    await writeFile(join(folder, '一.txt'), '正文');
    expect((await readDocumentFile(join(folder, '一.txt'))).source).toBe('一.txt');
  });

  it('names the file it cannot read', async () => {
    await expect(readDocumentFile(join(folder, '无.txt'))).rejects.toThrow(/无\.txt.*不存在/u);
  });
});
