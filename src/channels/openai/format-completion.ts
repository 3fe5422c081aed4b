import type { Answer } from '../../answer/answer.js';
import { labelsFor, placeOf, withPublicUrls } from '../citation-text.js';
import { eventFrame } from '../sse/event-frame.js';
import { MODEL_ID } from './openai-model.js';
import { type Usage, usageOf } from './token-count.js';

/** What the formatter is told beside the answer. */
export interface CompletionOptions {
  readonly promptText: string;
  readonly createdAt: Date;
  /** What links start with; null leaves them relative. */
  readonly publicUrl: string | null;
}

/**
 * An answer as a `chat.completion` object: its text, notices and sources as the message, and the
 * citations once more in a field of their own.
 */
export function chatCompletion(answer: Answer, options: CompletionOptions): object {
  const { publicUrl } = options;
  const content = answer.text + closingOf(answer, publicUrl);
  return {
    ...envelope(answer.id, options),
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usageOf(options.promptText, content),
    citations: withPublicUrls(answer.citations, publicUrl),
  };
}

/** The same answer as the events of a stream. */
export interface CompletionFrames {
  /** Opens the message; first of all. */
  open(answerId: string): string;
  delta(text: string): string;
  /** Notices and sources, the end of the message, the usage where it was asked for, and `[DONE]`. */
  close(answer: Answer): readonly string[];
}

/** Frames of one answer; joined, the content is that of {@link chatCompletion}. */
export function completionFrames(
  options: CompletionOptions & { readonly includesUsage: boolean },
): CompletionFrames {
  let id = '';
  const chunk = (
    fields: { readonly choices: readonly object[]; readonly usage?: Usage },
    extra = {},
  ) =>
    eventFrame({
      ...envelope(id, options),
      object: 'chat.completion.chunk',
      ...(options.includesUsage ? { usage: null } : {}),
      ...fields,
      ...extra,
    });
  const choice = (delta: object, finishReason: 'stop' | null = null) => [
    { index: 0, delta, logprobs: null, finish_reason: finishReason },
  ];
  return {
    open: (answerId) => {
      id = answerId;
      return chunk({ choices: choice({ role: 'assistant', content: '', refusal: null }) });
    },
    delta: (content) => chunk({ choices: choice({ content }) }),
    close: (answer) => {
      const closing = closingOf(answer, options.publicUrl);
      const citations = withPublicUrls(answer.citations, options.publicUrl);
      const usage = usageOf(options.promptText, answer.text + closing);
      // The citations come with the last chunk, whichever that is.
      const ending = options.includesUsage
        ? [chunk({ choices: choice({}, 'stop') }), chunk({ choices: [], usage }, { citations })]
        : [chunk({ choices: choice({}, 'stop') }, { citations })];
      const rest = closing === '' ? [] : [chunk({ choices: choice({ content: closing }) })];
      return [...rest, ...ending, 'data: [DONE]\n\n'];
    },
  };
}

function envelope(answerId: string, { createdAt }: CompletionOptions) {
  return {
    id: `chatcmpl-${answerId.replace(/^a_/, '')}`,
    created: Math.floor(createdAt.getTime() / 1000),
    model: MODEL_ID,
  };
}

/** What follows the text: notices, then each source with its place and link. Reads well as Markdown and as plain text. */
function closingOf(answer: Answer, publicUrl: string | null): string {
  const labels = labelsFor(answer);
  const sources = withPublicUrls(answer.citations, publicUrl).map(
    (citation) => `- [${citation.index}] ${placeOf(citation)} ${citation.url}`,
  );
  const nearest = withPublicUrls(answer.nearest, publicUrl).map(
    (citation) => `- ${placeOf(citation)} ${citation.url}`,
  );
  const blocks = [
    answer.notices.map(({ message }) => `※ ${message}`),
    sources.length === 0 ? [] : [labels.sources, '', ...sources],
    nearest.length === 0 ? [] : [labels.nearest, '', ...nearest],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n\n${lines.join('\n')}`)
    .join('');
}
