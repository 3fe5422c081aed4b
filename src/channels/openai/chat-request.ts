import { z } from 'zod';
import {
  type AskRequest,
  MAX_HISTORY_TURNS,
  MAX_QUESTION_LENGTH,
  MAX_TURN_LENGTH,
} from '../../answer/answer.js';
import { WenceError } from '../../errors.js';
import type { QuestionLanguage } from '../../retrieve/question-text.js';

const contentPart = z.looseObject({ type: z.string(), text: z.string().optional() });
const chatMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  /** Text, or parts of it; null where an assistant called a tool. */
  content: z.union([z.string(), z.array(contentPart), z.null()]).optional(),
});
type ChatMessage = z.infer<typeof chatMessage>;

/**
 * The body of `POST /v1/chat/completions`. What steers only how a model words its answer
 * (temperature, max_tokens, seed, tools to choose from, …) is taken and without effect.
 */
export const chatRequestSchema = z.looseObject({
  model: z.string().min(1),
  messages: z.array(chatMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.int().nullish(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** What a chat request comes to. */
export interface ReadChat {
  readonly ask: AskRequest;
  readonly isStreamed: boolean;
  readonly includesUsage: boolean;
  /** All text that was sent, for counting. */
  readonly promptText: string;
}

/**
 * Reads a chat as a question, the last message of the user, and the history before it. Messages of
 * the system and of tools are taken and change nothing: documents answer here, not instructions.
 *
 * @throws WenceError `invalid_request` naming the parameter that cannot be had
 */
export function readChat(request: ChatRequest, language: QuestionLanguage): ReadChat {
  const refusal = unsupported(request, language);
  if (refusal !== null) throw invalid(refusal);
  const texts = request.messages.map((message, at) => textOf(message, { at, language }));
  const asked = request.messages.findLastIndex(({ role }) => role === 'user');
  const question = texts[asked]?.trim() ?? '';
  const problem = questionProblem(question, { asked, language });
  if (problem !== null) throw invalid(problem);
  const history = request.messages.slice(0, asked).flatMap(({ role }, at) => {
    const content = texts[at] ?? '';
    return (role === 'user' || role === 'assistant') && content.trim() !== ''
      ? [{ role, content: content.slice(0, MAX_TURN_LENGTH) }]
      : [];
  });
  return {
    ask:
      history.length === 0
        ? { question }
        : { question, history: history.slice(-MAX_HISTORY_TURNS) },
    isStreamed: request.stream === true,
    includesUsage: request.stream_options?.include_usage === true,
    promptText: texts.join('\n'),
  };
}

interface Problem {
  readonly field: string;
  readonly message: string;
}

function invalid(problem: Problem): WenceError {
  return new WenceError('invalid_request', `请求有误：${problem.field} ${problem.message}。`, {
    details: [problem],
  });
}

/** What changes the form of a reply into one that is not made here: taking it silently would break its caller. */
function unsupported(request: ChatRequest, language: QuestionLanguage): Problem | null {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const oneOnly = say('只支持 1：一次一个回答', 'Only 1 is supported: one answer a request');
  const isSet = (value: unknown) => value !== undefined && value !== null && value !== false;
  if (isSet(request.n) && request.n !== 1) return { field: 'n', message: oneOnly };
  if (isSet(request.stream_options) && request.stream !== true) {
    const message = say('只能与 stream: true 一起用', 'Only allowed with stream: true');
    return { field: 'stream_options', message };
  }
  for (const field of ['logprobs', 'audio']) {
    if (isSet(request[field])) return { field, message: say('不支持', 'Not supported') };
  }
  const { modalities, response_format: format, tool_choice: choice } = request;
  if (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text')) {
    return { field: 'modalities', message: say('只支持文字', 'Only text is supported') };
  }
  if (isSet(format) && !hasType(format, 'text')) {
    const message = say('只支持 {"type": "text"}', 'Only {"type": "text"} is supported');
    return { field: 'response_format', message };
  }
  if (isSet(choice) && choice !== 'auto' && choice !== 'none') {
    const message = say('不能调用工具', 'Tools cannot be called');
    return { field: 'tool_choice', message };
  }
  return null;
}

function hasType(value: unknown, type: string): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}

/** @throws WenceError `invalid_request` naming a part that is no text */
function textOf(
  { role, content }: ChatMessage,
  { at, language }: { readonly at: number; readonly language: QuestionLanguage },
): string {
  if (typeof content === 'string') return content;
  const parts = content ?? [];
  // What an assistant refused is a part of its own; it says nothing about what was asked.
  const wrong = parts.findIndex(
    ({ type, text }) =>
      (type !== 'text' || text === undefined) && !(role === 'assistant' && type === 'refusal'),
  );
  if (wrong >= 0) {
    const message =
      language === 'zh' ? '只支持文字（type: "text"）' : 'Only text is supported (type: "text")';
    throw invalid({ field: `messages[${at}].content[${wrong}]`, message });
  }
  return parts.map(({ text }) => text ?? '').join('\n');
}

function questionProblem(
  question: string,
  { asked, language }: { readonly asked: number; readonly language: QuestionLanguage },
): Problem | null {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  if (asked < 0) {
    return { field: 'messages', message: say('没有用户的消息', 'No message of the user') };
  }
  const field = `messages[${asked}].content`;
  if (question === '') return { field, message: say('不能为空', 'Must not be empty') };
  if (question.length > MAX_QUESTION_LENGTH) {
    const message = say(
      `问题不能多于 ${MAX_QUESTION_LENGTH} 个字符`,
      `The question must be at most ${MAX_QUESTION_LENGTH} characters`,
    );
    return { field, message };
  }
  return null;
}
