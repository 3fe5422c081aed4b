import { runCli } from '../../src/cli/run-cli.js';
import type { Services } from '../../src/cli/services.js';
import { paintFor } from '../../src/cli/terminal.js';
import { WenceError } from '../../src/errors.js';
import { answerer, document, readyState } from '../http/fake-service.js';

const summary = {
  documents: 6,
  sections: 10,
  chunks: 12,
  embedded: 12,
  reused: 0,
  skipped: [],
};

/** Services over fakes; what a test gives replaces them. */
export function fakeServices(given: Partial<Services> = {}): Services {
  const report = { text: 'hit@1 0.95', data: { 'hit@1': 0.95 }, failures: [] };
  return {
    buildIndex: () => Promise.resolve(summary),
    open: () => {
      if (readyState.kind !== 'ready') throw new Error('the fake is ready');
      const { search, store, documentsIn, conversations } = readyState;
      return Promise.resolve({
        answerer,
        search,
        store,
        documentsIn,
        conversations,
        skipped: [],
        close: () => Promise.resolve(),
      });
    },
    openBots: () => Promise.resolve(null),
    pushToGroup: () => Promise.resolve(1),
    readDocuments: (path) =>
      path.includes('坏')
        ? Promise.reject(new WenceError('unreadable_file', `无法读取 ${path}：不是文本`))
        : Promise.resolve([document]),
    evaluate: () => Promise.resolve(report),
    calibrate: () => Promise.resolve(report),
    diagnose: () => Promise.resolve([{ subject: '模型', status: 'ok', message: '可用' }]),
    diagnoseBots: () => Promise.resolve([]),
    isServing: () => Promise.resolve(false),
    ...given,
  };
}

/** Runs a command line and gives its exit code and what it wrote. */
export async function run(
  words: readonly string[],
  options: {
    readonly services?: Partial<Services>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
    readonly onOut?: (text: string) => void;
  } = {},
) {
  let out = '';
  let err = '';
  const code = await runCli(words, {
    terminal: {
      out: (text) => {
        out += text;
        options.onOut?.(text);
      },
      err: (text) => {
        err += text;
      },
      isInteractive: false,
      paint: paintFor(false),
      paintErr: paintFor(false),
    },
    services: fakeServices(options.services),
    signal: options.signal ?? new AbortController().signal,
    environment: options.environment ?? {},
    workingDir: '/nonexistent',
  });
  return { code, out, err };
}
