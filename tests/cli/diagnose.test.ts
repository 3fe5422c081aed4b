import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnose } from '../../src/cli/diagnose.js';
import { readSettings } from '../../src/config.js';
import { startStubModel } from '../support/stub-model-server.js';

let workingDir = '';
beforeEach(() => {
  workingDir = mkdtempSync(join(tmpdir(), 'wence-doctor-'));
  mkdirSync(join(workingDir, 'corpus'));
});
afterEach(() => rmSync(workingDir, { recursive: true }));

async function statuses(environment: Record<string, string> = {}) {
  const findings = await diagnose(readSettings({ environment, workingDir }));
  return findings.map(({ subject, status, advice }) => [subject, status, advice !== undefined]);
}

describe('what wence doctor finds', () => {
  it('is in order but for an index that is not built yet', async () => {
    writeFileSync(join(workingDir, 'corpus', '办法.txt'), '管理办法\n第一条 为了规范管理。\n');
    expect(await statuses()).toEqual([
      ['模型', 'ok', false],
      ['校准', 'ok', false],
      ['文件', 'ok', false],
      ['索引', 'warning', true],
      ['对话', 'ok', false],
      ['网页', 'ok', false],
      ['嵌入', 'ok', false],
      ['语言模型', 'ok', false],
    ]);
  });

  it('names a file that cannot be read, and a corpus without any', async () => {
    writeFileSync(join(workingDir, 'corpus', '图片.txt'), new Uint8Array([0x89, 0x50, 0, 0, 1, 2]));
    expect(await statuses()).toEqual([
      ['模型', 'ok', false],
      ['校准', 'ok', false],
      ['文件', 'problem', true],
      ['文件', 'warning', true],
      ['索引', 'warning', true],
      ['对话', 'ok', false],
      ['网页', 'ok', false],
      ['嵌入', 'ok', false],
      ['语言模型', 'ok', false],
    ]);
  });

  it('tells of a settings file of departments, where one is set', async () => {
    const file = join(workingDir, 'departments.json');
    const found = async () =>
      (await statuses({ WENCE_DEPARTMENTS: file })).find(([subject]) => subject === '部门');
    writeFileSync(file, '{ "departments": [{ "department": "园林", "aliases": ["绿化处"] }] }');
    expect(await found()).toEqual(['部门', 'ok', false]);
    writeFileSync(file, '{ "departments": [{ "name": "园林" }] }');
    expect(await found()).toEqual(['部门', 'problem', true]);
  });

  it('says who may use the pages and which sites may embed them', async () => {
    const found = async (environment: Record<string, string>) =>
      (await diagnose(readSettings({ environment, workingDir }))).filter(({ subject }) =>
        ['网页', '嵌入'].includes(subject),
      );
    const [pages, sites] = await found({
      WENCE_API_KEYS: 'a-key',
      WENCE_CHAT: 'token',
      WENCE_ALLOWED_ORIGINS: 'https://oa.example.cn',
    });
    expect(pages).toMatchObject({ status: 'ok', message: expect.stringContaining('令牌') });
    expect(sites).toMatchObject({ message: '可以嵌入：https://oa.example.cn' });
    const [idle] = await found({ WENCE_CHAT: 'off' });
    expect(idle).toMatchObject({ status: 'warning', advice: expect.stringMatching(/API_KEYS/) });
  });

  it('goes on past a model that is not whole', async () => {
    const model = join(workingDir, 'half-a-model');
    mkdirSync(model);
    const [first] = await statuses({ WENCE_MODEL: model });
    expect(first).toEqual(['模型', 'problem', true]);
  });

  it('is that a language model answers, or in words why not, without its key', async () => {
    const key = 'sk-not-to-be-seen';
    const stub = await startStubModel((_, count) =>
      count === 1 ? '你好。' : (response) => void response.writeHead(401).end('{}'),
    );
    const environment = {
      WENCE_LLM_BASE_URL: stub.baseUrl,
      WENCE_LLM_MODEL: 'm',
      WENCE_LLM_API_KEY: key,
    };
    const look = async () =>
      (await diagnose(readSettings({ environment, workingDir }))).filter(
        ({ subject }) => subject === '语言模型',
      );
    expect(await look()).toMatchObject([{ status: 'ok' }]);
    const refused = await look();
    expect(refused).toMatchObject([{ status: 'warning' }]);
    expect(refused[0]?.message).toContain('401');
    expect(JSON.stringify(refused)).not.toContain(key);
    await stub.close();
  });
});
