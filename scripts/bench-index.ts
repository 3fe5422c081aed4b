import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openIndex } from '../src/compose.js';

/**
 * Prints how long a corpus takes to index and to open again, what a question's embedding and
 * search take, and the resident memory after each: `npm run bench:index -- [CORPUS] [--model DIR]`.
 * Each start is a process of its own, as for a user.
 */
const QUESTIONS = 200;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'models/multilingual-e5-small-cjk-en' },
    'one-start': { type: 'string' },
  },
});
const corpusDir = resolve(positionals[0] ?? 'corpus');
const modelDir = resolve(values.model);

if (values['one-start'] === undefined) {
  startTwice();
} else {
  await startOnce(values['one-start']);
}

function startTwice(): void {
  const indexDir = mkdtempSync(join(tmpdir(), 'wence-bench-'));
  for (const start of ['first start', 'second start']) {
    process.stdout.write(`${start}\n`);
    const script = fileURLToPath(import.meta.url);
    spawnSync(process.execPath, [script, corpusDir, '--model', modelDir, '--one-start', indexDir], {
      stdio: 'inherit',
    });
  }
  rmSync(indexDir, { recursive: true });
}

async function startOnce(indexDir: string): Promise<void> {
  const index = await openIndex({ corpusDir, indexDir, modelDir, keepGoing: true });
  const [first] = index.store.chunks;
  await index.embedder.embedQuery('预热');
  // Since the process began: what someone waits who starts it.
  print('ready after', `${(performance.now() / 1000).toFixed(2)} s`);
  const { documents, sections, chunks, windows, embedded, skipped } = index.report;
  print('documents, sections, chunks, windows', [documents, sections, chunks, windows].join(', '));
  print('chunks embedded; files skipped', `${embedded}; ${skipped.length}`);
  print('resident memory', `${memoryMegabytes()} MB`);
  if (first !== undefined) {
    const embedMs: number[] = [];
    const searchMs: number[] = [];
    for (let count = 0; count < QUESTIONS; count += 1) {
      const chunk = index.store.chunks[count % index.store.chunks.length] ?? first;
      const question = `${chunk.context.slice(-20)}有什么要求${count}`;
      const start = performance.now();
      const vector = await index.embedder.embedQuery(question);
      const embeddedAt = performance.now();
      index.vectors.search(vector, { limit: 50 });
      embedMs.push(embeddedAt - start);
      searchMs.push(performance.now() - embeddedAt);
    }
    print('question embedding p50, p95', percentiles(embedMs));
    print('HNSW search of 50, p50, p95', percentiles(searchMs));
    print('resident memory after questions', `${memoryMegabytes()} MB`);
  }
  await index.embedder.close();
}

function print(name: string, value: string): void {
  process.stdout.write(`  ${name}: ${value}\n`);
}

function percentiles(durationsMs: readonly number[]): string {
  const sorted = durationsMs.toSorted((left, right) => left - right);
  return [0.5, 0.95]
    .map((share) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)} ms`)
    .join(', ');
}

/** Now and, where the system tells, at its highest. */
function memoryMegabytes(): string {
  const now = (process.memoryUsage().rss / 1e6).toFixed(0);
  try {
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return peak === undefined ? now : `${now} (peak ${((Number(peak) * 1024) / 1e6).toFixed(0)})`;
  } catch {
    return now;
  }
}
