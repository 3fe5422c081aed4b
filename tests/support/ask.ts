import type { Answer, AskOptions, AskRequest } from '../../src/answer/answer.js';
import { createAnswerer } from '../../src/answer/answerer.js';
import type { DepartmentEntry } from '../../src/retrieve/department-gazetteer.js';
import type { SmallLibrary } from './small-library.js';

/** Asks a small library one question as of a day, with every moving part held still. */
export function ask(
  { store, retriever }: SmallLibrary,
  question: string | AskRequest,
  {
    today = '2023-06-01',
    departments = [],
    ...options
  }: AskOptions & {
    readonly today?: string;
    readonly departments?: readonly DepartmentEntry[];
  } = {},
): Promise<Answer> {
  const answerer = createAnswerer({
    store,
    retriever,
    departments,
    floors: { refuseBelow: 0.25 },
    now: () => new Date(`${today}T04:00:00Z`),
    newId: (prefix) => `${prefix}1`,
    clockMs: () => 0,
  });
  return answerer.ask(typeof question === 'string' ? { question } : question, options);
}
