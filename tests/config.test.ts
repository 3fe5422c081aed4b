import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, requireSafeExposure } from '../src/config.js';
import { WenceError } from '../src/errors.js';
import { flagOf, settingList } from '../src/setting-list.js';

let workingDir = '';
beforeEach(() => {
  workingDir = mkdtempSync(join(tmpdir(), 'wence-config-'));
});
afterEach(() => rmSync(workingDir, { recursive: true }));

const read = (environment: Record<string, string> = {}, flags: Record<string, string> = {}) =>
  readSettings({ environment, flags, workingDir });

function refusal(environment: Record<string, string>): WenceError {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof WenceError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('settings', () => {
  it('have defaults that need nothing', () => {
    expect(read()).toMatchObject({
      corpusDir: join(workingDir, 'corpus'),
      indexDir: join(workingDir, 'index'),
      dataDir: join(workingDir, 'data'),
      conversationDays: 30,
      host: '127.0.0.1',
      port: 8787,
      now: null,
      apiKeyHashes: [],
      chat: 'open',
      rateLimit: 120,
      refuseBelow: null,
      publicUrl: null,
      trustedProxies: [],
      languageModel: null,
    });
    expect(read().modelDir).toMatch(/models\/multilingual-e5-small-cjk-en$/);
  });

  it('come from flags before the environment before .env', () => {
    writeFileSync(
      join(workingDir, '.env'),
      'PORT=1111\nWENCE_RATE_LIMIT=5 # a comment\nHOST="::1"\n',
    );
    const settings = read({ PORT: '2222', WENCE_RATE_LIMIT: '7' }, { PORT: '3333' });
    expect(settings).toMatchObject({ port: 3333, rateLimit: 7, host: '::1' });
  });

  it('take an empty value for none', () => {
    expect(read({ PORT: '', WENCE_NOW: ' ', WENCE_LLM_API_KEY: '' })).toMatchObject({ port: 8787 });
  });

  it('read a date as a day in Asia/Shanghai', () => {
    expect(read({ WENCE_NOW: '2023-06-01' }).now?.toISOString()).toBe('2023-05-31T16:00:00.000Z');
    expect(read({ WENCE_NOW: '2023-06-01T10:00:00+08:00' }).now?.toISOString()).toBe(
      '2023-06-01T02:00:00.000Z',
    );
  });

  it('keep API keys as hashes only', () => {
    const settings = read({ WENCE_API_KEYS: 'one-key, two-key ,' });
    expect(settings.apiKeyHashes).toHaveLength(2);
    expect(JSON.stringify(settings)).not.toContain('one-key');
  });

  it('do not take a list of nothing but commas for no list: keys would be none, and the service open', () => {
    expect(refusal({ WENCE_API_KEYS: ' , ,' }).details[0]?.field).toBe('WENCE_API_KEYS');
    expect(refusal({ WENCE_TRUST_PROXY: ',' }).details[0]?.field).toBe('WENCE_TRUST_PROXY');
    expect(read({ WENCE_API_KEYS: '' }).apiKeyHashes).toEqual([]);
  });

  it('take no address with a password in it, which would be shown with it', () => {
    for (const url of ['http://user:pass@x/', 'http://user@x/', 'javascript:alert(1)']) {
      expect(refusal({ WENCE_PUBLIC_URL: url }).details[0]?.field, url).toBe('WENCE_PUBLIC_URL');
    }
    expect(read({ WENCE_PUBLIC_URL: 'https://x/wence/' }).publicUrl).toBe('https://x/wence');
  });

  it('find a model by folder, by name, or by a name under another folder', () => {
    const models = join(workingDir, 'models');
    expect(read({ WENCE_MODEL: workingDir }).modelDir).toBe(workingDir);
    expect(() => read({ WENCE_MODEL: 'nope', WENCE_MODELS_DIR: models })).toThrow(WenceError);
    expect(read({ WENCE_MODEL: '.', WENCE_MODELS_DIR: workingDir }).modelDir).toBe(workingDir);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'http://x'],
    ['WENCE_NOW', 'yesterday'],
    ['WENCE_NOW', '2023-02-31'],
    ['WENCE_NOW', '2023-6-1'],
    ['WENCE_CHAT', 'yes'],
    ['WENCE_CORPUS', 'no-such-folder'],
    ['WENCE_MODEL', 'no-such-model'],
    ['WENCE_RATE_LIMIT', '1e3'],
    ['WENCE_REFUSE_BELOW', '1.5'],
    ['WENCE_ALLOWED_ORIGINS', 'https://a.cn/path'],
    ['WENCE_ALLOWED_ORIGINS', '*'],
    ['WENCE_PUBLIC_URL', 'wence.example.cn'],
    ['WENCE_PUBLIC_URL', 'ftp://wence.example.cn'],
    ['WENCE_TRUST_PROXY', 'proxy.local'],
    ['WENCE_TRUST_PROXY', '10.0.0.0/33'],
    ['WENCE_LLM_BASE_URL', 'localhost:11434'],
    ['WENCE_LLM_TIMEOUT_MS', 'soon'],
  ];
  for (const [name, value] of wrong) {
    it(`refuse ${name}=${value}, naming it, what was found and what is expected`, () => {
      const error = refusal({ [name]: value });
      expect(error.code).toBe('invalid_setting');
      expect(error.details.map(({ field }) => field)).toEqual([name]);
      expect(error.message).toContain(name);
      expect(error.message).toContain(`“${value}”`);
      expect(error.message).toContain('应为');
    });
  }

  it('name every wrong setting at once', () => {
    const error = refusal({ PORT: 'x', WENCE_CHAT: 'y' });
    expect(error.details.map(({ field }) => field)).toEqual(['PORT', 'WENCE_CHAT']);
  });

  it('never print a secret', () => {
    const error = refusal({ WENCE_API_KEYS: '密钥-top-secret' });
    expect(error.message).toContain('WENCE_API_KEYS');
    expect(error.message + JSON.stringify(error.details)).not.toContain('top-secret');
  });

  it('refuse half a language model, naming the missing half', () => {
    const fields = (environment: Record<string, string>) => refusal(environment).details[0]?.field;
    expect(fields({ WENCE_LLM_BASE_URL: 'http://localhost:1/v1' })).toBe('WENCE_LLM_MODEL');
    expect(fields({ WENCE_LLM_MODEL: 'm' })).toBe('WENCE_LLM_BASE_URL');
    expect(
      read({ WENCE_LLM_MODEL: 'm', WENCE_LLM_BASE_URL: 'http://x/v1/' }).languageModel,
    ).toEqual({
      baseUrl: 'http://x/v1',
      apiKey: null,
      model: 'm',
      timeoutMs: 20_000,
    });
  });

  it('have each a flag of their own', () => {
    const flags = settingList.map(({ name }) => flagOf(name));
    expect(new Set(flags).size).toBe(settingList.length);
    expect(flags).toEqual(expect.arrayContaining(['corpus', 'host', 'port', 'llm-base-url']));
  });
});

describe('serving without API keys', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
    it(`is allowed on ${host}`, () => {
      expect(() => requireSafeExposure(read({ HOST: host }))).not.toThrow();
    });
  }
  for (const host of ['0.0.0.0', '::', '10.1.2.3', 'wence.local', '127.0.0.1.example.cn']) {
    it(`is refused on ${host}, but allowed with a key`, () => {
      expect(() => requireSafeExposure(read({ HOST: host }))).toThrow(/WENCE_API_KEYS/);
      expect(() => requireSafeExposure(read({ HOST: host, WENCE_API_KEYS: 'k' }))).not.toThrow();
    });
  }
});

describe('.env.example', () => {
  it('lists every setting, and is itself valid', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    writeFileSync(join(workingDir, '.env'), example);
    const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names).toEqual(settingList.map(({ name }) => name));
    expect(read()).toEqual({ ...read(), port: 8787, languageModel: null });
  });
});
