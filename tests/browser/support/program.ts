import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The program, started as `npm start` does. */
export interface RunningProgram {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the built program over a folder of documents and waits until it answers.
 *
 * @param dir a temporary folder for its index and data, where no `.env` lies
 */
export async function startProgram(options: {
  readonly corpus: string;
  readonly dir: string;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<RunningProgram> {
  const child = spawn(process.execPath, [resolve('dist/server.js')], {
    cwd: options.dir,
    env: {
      PATH: process.env.PATH,
      WENCE_CORPUS: resolve(options.corpus),
      WENCE_INDEX: resolve(options.dir, 'index'),
      WENCE_DATA: resolve(options.dir, 'data'),
      // The sample documents are of this year.
      WENCE_NOW: '2023-06-01',
      WENCE_RATE_LIMIT: '0',
      PORT: '0',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((done, fail) => {
    const read = (piece: unknown) => {
      printed += String(piece);
      const match = /问策已就绪：(http:\S+)/u.exec(printed);
      if (match?.[1] !== undefined) done(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => fail(new Error(`The program ended before it was ready:\n${printed}`)));
  });
  return {
    url,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}
