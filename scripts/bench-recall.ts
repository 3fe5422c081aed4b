import { parseArgs } from 'node:util';
import { cachedEmbedder, openEmbedder, readEvaluationSet } from '../src/compose.js';
import { createExactIndex } from '../src/index/exact-index.js';
import { joinVectors } from '../src/index/float-vectors.js';
import { buildGraph } from '../src/index/hnsw-graph.js';
import { createHnswIndex } from '../src/index/hnsw-index.js';
import { joinRows } from '../src/index/quantised-vectors.js';
import type { VectorIndex } from '../src/index/vector-index.js';

/**
 * Prints the recall@10 of the HNSW index against exact search, with the time of building it and of
 * a search, on passage sets (folders with corpus.jsonl and queries.jsonl, gzipped or not):
 * `npm run bench:recall -- SET… [--model DIR] [--cache DIR]`.
 */
const NEIGHBOURS = 10;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'models/multilingual-e5-small-cjk-en' },
    cache: { type: 'string', default: 'data/embeddings' },
  },
});
if (positionals.length === 0) {
  process.stderr.write('Give one passage set or more: npm run bench:recall -- SET…\n');
  process.exit(2);
}
const model = await openEmbedder(values.model);
const embedder = await cachedEmbedder(model, values.cache);
for (const place of positionals) {
  const evaluation = await readEvaluationSet(place);
  if (evaluation.kind === 'passages') {
    const { name, passages, queries } = evaluation.set;
    const vectors = await embedder.embedPassages(
      passages.map(({ title, text }) => `${title}\n${text}`),
    );
    const questions: Float32Array[] = [];
    for (const { text } of queries) {
      questions.push(await embedder.embedQuery(text));
    }
    process.stdout.write(`${name} (${passages.length}): ${await measure(vectors, questions)}\n`);
  }
}
await embedder.close();

async function measure(
  vectors: readonly Float32Array[],
  questions: readonly Float32Array[],
): Promise<string> {
  const { dimensions } = embedder;
  const startedAt = performance.now();
  const graph = await buildGraph(
    dimensions,
    vectors.map((vector, label) => ({ label, vector })),
  );
  const buildS = (performance.now() - startedAt) / 1000;
  const approximate = createHnswIndex(graph, {
    labels: Uint32Array.from(vectors.keys()),
    passages: joinVectors(vectors, dimensions),
    windows: joinRows([], dimensions),
    windowStarts: new Uint32Array(vectors.length + 1),
  });
  const exact = createExactIndex(
    vectors.map((passage) => ({ passage, windows: [] })),
    dimensions,
  );
  const found = search(approximate, questions);
  const right = search(exact, questions);
  let shared = 0;
  let wanted = 0;
  for (const [position, ordinals] of right.ordinals.entries()) {
    const own = found.ordinals[position];
    shared += [...ordinals].filter((ordinal) => own?.has(ordinal) === true).length;
    wanted += ordinals.size;
  }
  const perSearchMs = (durationMs: number) => `${(durationMs / questions.length).toFixed(3)} ms`;
  return `recall@${NEIGHBOURS} ${(shared / wanted).toFixed(4)}, built in ${buildS.toFixed(1)} s, search ${perSearchMs(found.durationMs)} (exact ${perSearchMs(right.durationMs)})`;
}

function search(index: VectorIndex, questions: readonly Float32Array[]) {
  const startedAt = performance.now();
  const ordinals = questions.map(
    (question) => new Set(index.search(question, { limit: NEIGHBOURS }).map((hit) => hit.ordinal)),
  );
  return { ordinals, durationMs: performance.now() - startedAt };
}
