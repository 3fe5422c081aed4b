import { z } from 'zod';

/** The one answer object: the API, the pages, the bots and the terminal all show it. Field names are the ask API's. */
export const citationSchema = z.object({
  index: z.int().positive(),
  documentId: z.string(),
  documentTitle: z.string(),
  sectionId: z.string(),
  /** The clause address as a reader would cite it: 一、（一）3. */
  address: z.string(),
  headingPath: z.array(z.string()),
  /** `document.text.slice(start, end)`, always. */
  quote: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  url: z.string(),
  score: z.number().min(0).max(1),
});
export type Citation = z.infer<typeof citationSchema>;

export const noticeSchema = z.object({
  kind: z.enum(['year', 'masked', 'superseded', 'corrected', 'partial', 'scope']),
  message: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const answerSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  kind: z.enum(['answered', 'refused', 'greeting']),
  question: z.string(),
  interpretedQuestion: z.string(),
  text: z.string(),
  citations: z.array(citationSchema),
  notices: z.array(noticeSchema),
  nearest: z.array(citationSchema),
  suggestions: z.array(z.string()),
  engine: z.enum(['extractive', 'generative']),
  timing: z.object({ retrieveMs: z.number(), totalMs: z.number() }),
});
export type Answer = z.infer<typeof answerSchema>;

const filterSchema = z.strictObject({
  documentIds: z.array(z.string().min(1).max(200)).max(200).optional(),
  departments: z.array(z.string().min(1).max(100)).max(100).optional(),
  years: z.array(z.int().min(1900).max(2200)).max(100).optional(),
});

/** The longest question, in UTF-16 code units. */
export const MAX_QUESTION_LENGTH = 1000;
/** The most turns of a history, and the longest of them in UTF-16 code units. */
export const MAX_HISTORY_TURNS = 20;
export const MAX_TURN_LENGTH = 20_000;

/** A question, trimmed. zod's own `max` counts code points, the ask API counts UTF-16 code units. */
export const questionSchema = z
  .string()
  .trim()
  .min(1)
  .meta({ maxLength: MAX_QUESTION_LENGTH })
  .superRefine((question, context) => {
    if (question.length > MAX_QUESTION_LENGTH) {
      context.addIssue({
        code: 'too_big',
        origin: 'string',
        maximum: MAX_QUESTION_LENGTH,
        inclusive: true,
        input: question,
      });
    }
  });

export const askRequestSchema = z
  .strictObject({
    question: questionSchema,
    conversationId: z.string().min(1).max(100).optional(),
    history: z
      .array(
        z.strictObject({
          role: z.enum(['user', 'assistant']),
          content: z.string().max(MAX_TURN_LENGTH),
        }),
      )
      .max(MAX_HISTORY_TURNS)
      .optional(),
    filter: filterSchema.optional(),
    maxCitations: z.int().min(1).max(20).optional(),
  })
  .refine((request) => request.history === undefined || request.conversationId === undefined, {
    path: ['history'],
    message: 'history and conversationId exclude each other',
  });
export type AskRequest = z.infer<typeof askRequestSchema>;

/** What of an answer is known when the rest may still take a while. */
export type AnswerHead = Pick<Answer, 'id' | 'conversationId' | 'interpretedQuestion'>;

/**
 * A piece of an answer as it comes about. A citation comes before the first `delta` that shows its
 * `[n]`; the deltas joined are the answer's `text`.
 */
export type AnswerEvent =
  | ({ readonly kind: 'meta' } & AnswerHead)
  | { readonly kind: 'citation'; readonly citation: Citation }
  | { readonly kind: 'delta'; readonly text: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** How an answer is watched and stopped. */
export interface AskOptions {
  /** Stops what is slow, such as a language model, once nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each piece of the answer, all of them before the answer itself is there. */
  readonly onEvent?: ((event: AnswerEvent) => void) | undefined;
}

/** Answers questions from a loaded index. */
export interface Answerer {
  /**
   * @throws WenceError `not_found` naming ids of `filter` that the index lacks; the signal's reason
   * once it is aborted
   */
  ask(request: AskRequest, options?: AskOptions): Promise<Answer>;
}
