import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWence, openWence } from '../../src/compose.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { openXenovaEmbedder } from '../../src/embed/xenova-embedder.js';
import { evaluateLabelled, type LabelledEvaluation } from '../../src/eval/evaluate-labelled.js';
import { readLabelledQuestions } from '../../src/eval/labelled-questions.js';
import { failuresOf } from '../../src/eval/labelled-report.js';
import { bundledModelDir } from '../support/bundled-model.js';

/**
 * What the sample corpus' own questions must reach with the bundled model.
 * `wence eval tests/eval/sample.jsonl` prints the figures and what fell short.
 */
const FLOORS = {
  'hit@1': 0.945,
  'hit@5': 0.98,
  cited: 0.955,
  words: 0.945,
  exact: 1,
  'refused-when-should': 0.945,
  greeting: 1,
} as const;
/** The most that may be refused although the documents answer it. */
const MOST_WRONGLY_REFUSED = 0.02;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

describe('the answers to the labelled questions for the sample corpus', () => {
  let indexDir: string;
  let embedder: Embedder;
  let wence: OpenWence;
  let evaluation: LabelledEvaluation;

  beforeAll(async () => {
    indexDir = await mkdtemp(join(tmpdir(), 'wence-floor-'));
    embedder = await openXenovaEmbedder(bundledModelDir);
    let today = new Date();
    wence = await openWence({
      corpusDir: here('../../corpus'),
      modelDir: bundledModelDir,
      indexDir,
      embedder,
      today: () => today,
    });
    const text = await readFile(here('./sample.jsonl'), 'utf8');
    evaluation = await evaluateLabelled(readLabelledQuestions(text, 'sample.jsonl'), {
      store: wence.store,
      retriever: wence.search,
      ask: (request, now) => {
        today = now;
        return wence.answerer.ask(request);
      },
    });
  }, 180_000);

  afterAll(async () => {
    await wence?.close();
    await embedder?.close();
    await rm(indexDir, { recursive: true, force: true });
  });

  it.each(Object.entries(FLOORS))('reach %s ≥ %d', (score, floor) => {
    const missed = failuresOf(evaluation).filter((failure) =>
      failure.missed.some((name) => name === score),
    );
    expect(evaluation.figures[score], missed.map(({ id }) => id).join(' ')).toBeGreaterThanOrEqual(
      floor,
    );
  });

  it('are refusals for hardly any question that the documents answer', () => {
    expect(evaluation.figures['refused-when-should-not']).toBeLessThanOrEqual(MOST_WRONGLY_REFUSED);
  });
});
