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
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(stops.map((stop) => stop()));
    await rm(dir, { recursive: true, force: true });
  };
  const program = async (name: string, corpus: string) => {
    await mkdir(join(dir, name));
    const { url, stop } = await startProgram({ corpus, dir: join(dir, name) });
    stops.push(stop);
    return url;
  };
  const browser = async () => {
    const server = await launchChromium();
    stops.push(() => server.close());
    return server.wsEndpoint();
  };
  const hostileCorpus = join(dir, 'hostile-corpus');
  await mkdir(hostileCorpus);
  await writeFile(join(hostileCorpus, '怪文.txt'), hostileText);
  const started = await Promise.allSettled([
    browser(),
    program('sample', 'corpus'),
    program('hostile', hostileCorpus),
  ]);
  const [browserEndpoint = '', sampleUrl = '', hostileUrl = ''] = started.map((result) =>
    result.status === 'fulfilled' ? result.value : '',
  );
  for (const result of started) {
    if (result.status === 'fulfilled') continue;
    await stopAll();
    throw result.reason;
  }
  project.provide('browserEndpoint', browserEndpoint);
  project.provide('sampleUrl', sampleUrl);
  project.provide('hostileUrl', hostileUrl);
  return stopAll;
}
