import type { AnswerTask, Draft } from './answer-task.js';
import { sampleQuestions } from './suggestions.js';

/** A short greeting, or a reply to thanks, with questions that the documents really answer. */
export function composeGreeting(task: AnswerTask): Draft {
  const questions = sampleQuestions(task.documents, task.frame.questions);
  const opening =
    task.question.intent === 'thanks' ? task.frame.thanks() : task.frame.greeting(task.documents);
  return {
    kind: 'greeting',
    text: [opening, ...questions.map((question) => `· ${question}`)].join('\n'),
    citations: [],
    notices: [],
    nearest: [],
    suggestions: questions,
  };
}
