import type { Notice } from './answer.js';
import type { AnswerTask, Draft } from './answer-task.js';
import type { ComposeOptions } from './compose-options.js';

/** Says so when the answer is from other documents than the question named. */
export function scopeNotice(
  task: AnswerTask,
  draft: Draft,
  { scope, isElsewhere }: ComposeOptions,
): readonly Notice[] {
  const titles = [...new Set(draft.citations.map(({ documentTitle }) => documentTitle))];
  const steeredTitles = new Set(task.steered.map(({ title }) => title));
  const outside = titles.filter((title) => !steeredTitles.has(title));
  if (isElsewhere && outside.length > 0 && task.steered.length > 0 && scope.words !== '') {
    const asked = task.steered.length === 1 ? `《${task.steered[0]?.title ?? ''}》` : scope.words;
    return [{ kind: 'scope', message: task.frame.notices.scope(asked, outside) }];
  }
  if (scope.missingDepartments.length > 0 && task.steered.length === 0 && titles.length > 0) {
    const words = scope.missingDepartments.join('、');
    return [{ kind: 'scope', message: task.frame.notices.scope(words, titles) }];
  }
  return [];
}

/** Says so when 今年 was answered from another year's documents. */
export function yearNotice(task: AnswerTask, draft: Draft): readonly Notice[] {
  const { question } = task;
  const asksThisYear = question.years.some(
    ({ kind, year }) => kind === 'relative' && year === question.thisYear,
  );
  if (!asksThisYear) return [];
  const years = draft.citations.flatMap(({ documentId }) => {
    const year = task.store.document(documentId)?.metadata.year ?? null;
    return year === null ? [] : [year];
  });
  const answeredYear = years[0];
  if (answeredYear === undefined || years.includes(question.thisYear)) return [];
  return [{ kind: 'year', message: task.frame.notices.year(answeredYear, question.thisYear) }];
}
