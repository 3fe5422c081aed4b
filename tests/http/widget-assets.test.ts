import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WenceError } from '../../src/errors.js';
import { readWidgetAssets } from '../../src/http/widget-assets.js';

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

/** A folder with those files. */
function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'wence-widget-'));
  dirs.push(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const manifest = {
  'src/widget/chat-page.ts': {
    file: 'assets/chat-A.js',
    isEntry: true,
    imports: ['_shared.js'],
    css: ['assets/chat-B.css'],
  },
  'src/widget/reader-page.ts': { file: 'assets/reader-C.js', imports: ['_shared.js'] },
  'src/widget/site.css': { file: 'assets/site-D.css', isEntry: true },
  '_shared.js': { file: 'assets/shared-E.js', imports: ['_deep.js'] },
  '_deep.js': { file: 'assets/deep-F.js', imports: ['_shared.js'] },
};
const files = {
  '.vite/manifest.json': JSON.stringify(manifest),
  'assets/chat-A.js': 'chat',
  'assets/chat-A.js.br': 'packed',
  'assets/chat-B.css': 'a {}',
  'assets/reader-C.js': 'reader',
  'assets/site-D.css': 'b {}',
  'assets/shared-E.js': 'shared',
  'assets/deep-F.js': 'deep',
  'assets/stray-G.js': 'stray',
  'widget.js': 'widget',
  'widget.js.gz': 'packed',
};

/** What reading a folder fails with. */
function failure(given: Readonly<Record<string, string>>): WenceError {
  try {
    readWidgetAssets(folder(given));
  } catch (error) {
    if (error instanceof WenceError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('the build of the widget', () => {
  it('is what its manifest names, and the script for other sites', () => {
    const { hashed, script } = readWidgetAssets(folder(files));
    expect([...hashed.keys()].sort()).toEqual([
      '/assets/chat-A.js',
      '/assets/chat-B.css',
      '/assets/deep-F.js',
      '/assets/reader-C.js',
      '/assets/shared-E.js',
      '/assets/site-D.css',
    ]);
    expect(hashed.get('/assets/site-D.css')?.type).toBe('text/css; charset=utf-8');
    expect(Buffer.from(hashed.get('/assets/chat-A.js')?.br?.bytes ?? []).toString()).toBe('packed');
    expect(hashed.get('/assets/chat-A.js')?.gzip).toBeUndefined();
    expect(Buffer.from(script.identity.bytes).toString()).toBe('widget');
    expect(script.gzip?.etag).not.toBe(script.identity.etag);
  });

  it('gives a page its scripts, what they import, and its styles', () => {
    const { page } = readWidgetAssets(folder(files));
    expect(page('src/widget/site.css', 'src/widget/chat-page.ts')).toEqual({
      scripts: ['/assets/chat-A.js'],
      preloads: ['/assets/shared-E.js', '/assets/deep-F.js'],
      styles: ['/assets/site-D.css', '/assets/chat-B.css'],
    });
    expect(page('src/widget/site.css')).toEqual({
      scripts: [],
      preloads: [],
      styles: ['/assets/site-D.css'],
    });
  });

  it('that is missing or not whole stops the start and says what to run', () => {
    const without = (name: keyof typeof files) =>
      Object.fromEntries(Object.entries(files).filter(([known]) => known !== name));
    for (const given of [
      {},
      without('.vite/manifest.json'),
      without('widget.js'),
      without('assets/deep-F.js'),
      { ...files, '.vite/manifest.json': '{' },
      { ...files, '.vite/manifest.json': '{"src/widget/site.css":{}}' },
    ]) {
      const error = failure(given);
      expect(error.code).toBe('unreadable_file');
      expect(error.message).toContain('npm run build');
    }
  });

  it('never leaves its folder of assets', () => {
    for (const file of ['assets/../../secret.js', '../secret.js', '.vite/manifest.json']) {
      const manifestText = JSON.stringify({ 'src/widget/site.css': { file } });
      expect(failure({ ...files, '.vite/manifest.json': manifestText }).message).toContain(
        'npm run build',
      );
    }
  });
});
