import { answererOver, withLexicon } from '../compose.js';
import type { Embedder } from '../embed/embedder.js';
import type { ObservedSet } from '../eval/calibrate.js';
import { documentHalves } from '../eval/document-halves.js';
import { indexDocuments } from '../eval/document-index.js';
import { type DocumentSet, outlineOf } from '../eval/document-set.js';
import { DEFAULT_NOW, type LabelledQuestion } from '../eval/labelled-questions.js';
import {
  type AskUnder,
  type JudgedQuestion,
  observeRefusals,
  type RefusalObservation,
} from '../eval/refusal-observations.js';
import type { Calibration } from '../retrieve/calibration.js';
import type { RefusalFeatures } from '../retrieve/refusal-score.js';

type Index = Parameters<typeof answererOver>[0];
type Numbers = Pick<Calibration, 'fusion' | 'background' | 'refusal' | 'subject'>;

interface Observing {
  readonly calibration: Numbers;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Labelled questions over an index, as the answerer meets them. */
export async function observeLabelled(
  set: { readonly name: string; readonly questions: readonly LabelledQuestion[] },
  { index, ...options }: Observing & { readonly index: Index },
): Promise<ObservedSet> {
  const questions = set.questions
    .filter(({ expect, turns }) => expect !== 'greeting' && turns.length === 0)
    .map(({ question, now, expect }) => ({
      question,
      isAnswerable: expect === 'answered',
      now: new Date(`${now ?? DEFAULT_NOW}T12:00:00+08:00`),
    }));
  const observed = await observe(index, questions, options);
  return {
    name: set.name,
    fitted: observed,
    measured: observed,
  };
}

/**
 * The questions of a document set, each put to the half of the documents that has its own and to the
 * half that lacks them; of the second, documents that say the same are left out too. They are
 * measured only: fitted in, they cost the labelled questions more than they gain (docs/quality.md).
 */
export async function observeHalves(
  set: DocumentSet,
  options: Observing & { readonly embedder: Embedder },
): Promise<ObservedSet> {
  const { embedder, signal } = options;
  const measured: RefusalObservation[] = [];
  for (const { documents, questions } of documentHalves(set)) {
    const index = await indexDocuments(documents.flatMap(outlineOf), { embedder, signal });
    const parts = { ...(await withLexicon(index)), embedder };
    const judged = questions.map(({ text, isAnswerable, sayTheSame }) => ({
      question: text,
      isAnswerable,
      now: new Date(),
      ...(sayTheSame.length === 0
        ? {}
        : {
            documentIds: index.store.documents
              .filter(({ source }) => !sayTheSame.includes(source))
              .map(({ id }) => id),
          }),
    }));
    measured.push(...(await observe(parts, judged, options)));
  }
  return { name: set.name, fitted: [], measured };
}

function observe(
  index: Index,
  questions: readonly JudgedQuestion[],
  { calibration, ...options }: Observing,
): Promise<readonly RefusalObservation[]> {
  return observeRefusals(questions, {
    never: askUnder(index, calibration, 0),
    always: askUnder(index, calibration, 1),
    ...options,
  });
}

function askUnder(index: Index, calibration: Numbers, refuseBelow: number): AskUnder {
  let today = new Date();
  let listener: (features: RefusalFeatures) => void = () => undefined;
  const { answerer } = answererOver(index, {
    calibration: { ...calibration, refusal: { ...calibration.refusal, refuseBelow } },
    today: () => today,
    onRefusalFeatures: (features) => listener(features),
  });
  return ({ question, now, documentIds }, onFeatures) => {
    today = now;
    listener = onFeatures;
    return answerer.ask({
      question,
      ...(documentIds === undefined ? {} : { filter: { documentIds: [...documentIds] } }),
    });
  };
}
