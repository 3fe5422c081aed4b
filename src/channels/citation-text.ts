import type { Answer, Citation } from '../answer/answer.js';
import { plainWords } from '../answer/citation-book.js';
import { type QuestionLanguage, questionLanguage } from '../retrieve/question-text.js';

/** The words around an answer's parts where a channel prints them as text. */
export interface AnswerLabels {
  readonly sources: string;
  readonly nearest: string;
  readonly suggestions: string;
}

const labels: Readonly<Record<QuestionLanguage, AnswerLabels>> = {
  zh: { sources: '依据：', nearest: '最接近的条款：', suggestions: '还可以问：' },
  en: { sources: 'Sources:', nearest: 'Nearest clauses:', suggestions: 'You may also ask:' },
};

/** Labels in the language that an answer is framed in. */
export function labelsFor({ question }: Pick<Answer, 'question'>): AnswerLabels {
  return labels[questionLanguage(question)];
}

/** Where a citation comes from, on one line: 《2023年商务工作要点》一、（一）3. */
export function placeOf({
  documentTitle,
  address,
}: Pick<Citation, 'documentTitle' | 'address'>): string {
  return plainWords(`《${documentTitle}》${address}`).replace(/\s+/gu, ' ');
}

/** Citations as readers outside this server's own pages need them: with whole addresses, where the server knows its own. */
export function withPublicUrls(
  citations: readonly Citation[],
  publicUrl: string | null,
): readonly Citation[] {
  if (publicUrl === null) return citations;
  return citations.map((citation) => ({ ...citation, url: publicUrl + citation.url }));
}
