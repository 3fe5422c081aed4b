import { basename } from 'node:path';
import type { readEvaluationSet } from '../compose.js';
import type { Settings } from '../config.js';
import type { RunComparison } from '../eval/baseline.js';
import type { ReportPage } from '../eval/html-report.js';
import type { SavedRun } from '../eval/saved-run.js';
import { packageVersion } from '../http/package-version.js';
import type { Services } from './services.js';

/** A set as it is read from its folder. */
export type ReadSet = Awaited<ReturnType<typeof readEvaluationSet>>;

/** What `wence eval` is told. */
export type EvaluateOptions = Parameters<Services['evaluate']>[1];

/** What a set is measured with. */
export interface EvaluationWork {
  readonly settings: Settings;
  readonly options: EvaluateOptions;
  /** An earlier run of the same set to compare with. */
  readonly baseline: SavedRun | null;
}

/** A set, measured. */
export interface MeasuredSet {
  readonly text: string;
  /** What is printed with `--json` and saved; a {@link SavedRun} with more beside it. */
  readonly data: SavedRun & Readonly<Record<string, unknown>>;
  readonly page: ReportPage;
  readonly comparison: RunComparison | null;
  readonly figures: Readonly<Record<string, number>>;
}

/** When and with what a run was made, for the head of a report. */
export function runFacts({ modelDir }: Settings): readonly string[] {
  const day = new Date().toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return [`${day}，向量模型 ${basename(modelDir)}，问策 ${packageVersion()}`];
}
