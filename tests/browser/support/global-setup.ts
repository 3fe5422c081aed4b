import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { launchChromium } from './chromium.js';
import { hostileText } from './hostile-text.js';
import { startProgram } from './program.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser is reached. */
    readonly browserEndpoint: string;
    /** The program over the sample documents. */
    readonly sampleUrl: string;
    /** The program over a document that tries to be more than text. */
    readonly hostileUrl: string;
  }
}

/** Starts the browser and the program once for all tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'wence-browser-'));
  const folder = async (name: string) => {
    await mkdir(join(dir, name));
    return join(dir, name);
  };
  const hostileCorpus = await folder('hostile-corpus');
  await writeFile(join(hostileCorpus, '怪文.txt'), hostileText);
  const [browser, sample, hostile] = await Promise.all([
    launchChromium(),
    startProgram({ corpus: 'corpus', dir: await folder('sample') }),
    startProgram({ corpus: hostileCorpus, dir: await folder('hostile') }),
  ]);
  project.provide('browserEndpoint', browser.wsEndpoint());
  project.provide('sampleUrl', sample.url);
  project.provide('hostileUrl', hostile.url);
  return async () => {
    await Promise.all([browser.close(), sample.stop(), hostile.stop()]);
    await rm(dir, { recursive: true, force: true });
  };
}
