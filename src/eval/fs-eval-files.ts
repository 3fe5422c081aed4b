import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { systemErrorCode, WenceError } from '../errors.js';
import { type DocumentSet, readDocumentSet } from './document-set.js';
import { type LabelledQuestion, readLabelledQuestions } from './labelled-questions.js';
import { type PassageSet, readPassageSet } from './passage-set.js';
import { readSubjectQuestions, SUBJECTS_FILE, type SubjectQuestion } from './subject-questions.js';

/** A folder of questions: passages of its own, or labels over the documents of an index. */
export type EvaluationSet =
  | {
      readonly kind: 'passages';
      readonly set: PassageSet;
      /** Whole documents and questions about them, where the folder has those too. */
      readonly whole: DocumentSet | undefined;
    }
  | {
      readonly kind: 'labelled';
      readonly name: string;
      readonly questions: readonly LabelledQuestion[];
      /** Questions that tell official subjects from others, where the folder has a file of them. */
      readonly subjects?: readonly SubjectQuestion[];
    };

/**
 * Reads a set: a folder with `corpus.jsonl` and `queries.jsonl`, each plain or gzipped, is a
 * passage set, to which `docs.jsonl` adds whole documents; any other folder's
 * `*.jsonl` files, or one such file, are labelled questions, but for `subjects.jsonl`.
 *
 * @throws WenceError `invalid_evaluation_set` where nothing is found or a line is wrong
 */
export async function readEvaluationSet(place: string): Promise<EvaluationSet> {
  const name = path.basename(path.resolve(place));
  const names = await namesIn(place);
  if (names === undefined) {
    return {
      kind: 'labelled',
      name,
      questions: readLabelledQuestions(await readText(place), name),
    };
  }
  const corpus = names.find((file) => /^corpus\.jsonl(?:\.gz)?$/.test(file));
  const queries = names.find((file) => /^queries\.jsonl(?:\.gz)?$/.test(file));
  if (corpus !== undefined && queries !== undefined) {
    const [corpusText, queriesText] = await Promise.all([
      readText(path.join(place, corpus)),
      readText(path.join(place, queries)),
    ]);
    const set = readPassageSet(name, { corpus: corpusText, queries: queriesText });
    const docs = names.find((file) => /^docs\.jsonl(?:\.gz)?$/.test(file));
    const docsText = docs === undefined ? undefined : await readText(path.join(place, docs));
    const whole =
      docsText === undefined
        ? undefined
        : readDocumentSet(name, { docs: docsText, queries: queriesText });
    return { kind: 'passages', set, whole };
  }
  const subjects = names.includes(SUBJECTS_FILE)
    ? readSubjectQuestions(await readText(path.join(place, SUBJECTS_FILE)), SUBJECTS_FILE)
    : [];
  const files = names
    .filter((file) => /\.jsonl(?:\.gz)?$/.test(file) && file !== SUBJECTS_FILE)
    .sort();
  const questions: LabelledQuestion[] = [];
  for (const file of files) {
    questions.push(...readLabelledQuestions(await readText(path.join(place, file)), file));
  }
  if (questions.length === 0) {
    throw new WenceError(
      'invalid_evaluation_set',
      `${place} 里没有题集。应有 *.jsonl 的标注问题，或 corpus.jsonl 与 queries.jsonl（可加 .gz）。`,
    );
  }
  return { kind: 'labelled', name, questions, ...(subjects.length > 0 ? { subjects } : {}) };
}

/** Writes a file so that a reader finds the old one or the new one, never a part. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

/** The names in a folder; undefined where the place is a file. */
async function namesIn(place: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(place);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOTDIR') return undefined;
    throw new WenceError(
      'invalid_evaluation_set',
      `找不到题集 ${place}。请给出一个目录或 .jsonl 文件。`,
      { cause: error },
    );
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  const plain = file.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
  return plain.toString('utf8').replace(/^\uFEFF/, '');
}
