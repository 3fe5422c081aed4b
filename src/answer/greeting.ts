import type { AnswerTask, Draft } from './answer-task.js';
import { sampleQuestions } from './suggestions.js';

/** A short greeting, or a reply to thanks, with questions that the documents really answer. */
export function composeGreeting(task: AnswerTask): Draft {
  const questions = sampleQuestions(task.documents, task.frame.questions);
  const said =
    task.question.intent === 'thanks' ? task.frame.thanks() : task.frame.greeting(task.documents);
  // Without documents there is nothing to offer after 可以这样问：
  const opening = questions.length === 0 ? said.replace(/[^。.]*[：:]$/u, '').trim() : said;
  return {
    kind: 'greeting',
    text: [opening, ...questions.map((question) => `· ${question}`)].join('\n'),
    citations: [],
    notices: [],
    nearest: [],
    suggestions: questions,
  };
}
