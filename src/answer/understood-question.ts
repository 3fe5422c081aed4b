import type { SectionStore } from '../index/section-store.js';
import type { InterpretedQuestion } from '../retrieve/interpret-question.js';
import type { Draft } from './answer-task.js';

/** The question with 今年 and its like replaced by the year that was answered for. */
export function understoodQuestion(
  question: InterpretedQuestion,
  { draft, store }: { readonly draft: Draft; readonly store: SectionStore },
): string {
  const relative = question.years.filter(({ kind }) => kind === 'relative');
  if (relative.length === 0) return question.question;
  const answeredYear = store.document(draft.citations[0]?.documentId ?? '')?.metadata.year;
  let text = question.plain;
  for (const { text: word, year } of relative) {
    const shown = year === question.thisYear ? (answeredYear ?? year) : year;
    text = text.replace(word, question.language === 'en' ? String(shown) : `${shown}年`);
  }
  return text;
}
