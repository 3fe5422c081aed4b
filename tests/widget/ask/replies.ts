import type { Answer, Citation } from '../../../src/answer/answer.js';

/** A citation as the server prints it. */
export function aCitation(some: Partial<Citation> = {}): Citation {
  return {
    index: 1,
    documentId: 'd1',
    documentTitle: '2023年商务工作要点',
    sectionId: 's1',
    address: '一、（一）3.',
    headingPath: ['一、聚焦招商引资', '（一）强化顶层设计', '3.突出重点产业招商'],
    quote: '瞄准新能源等前沿性产业。',
    start: 10,
    end: 22,
    url: '/documents/d1?quote=10-22#s1',
    score: 0.8,
    ...some,
  };
}

/** An answer as the server prints it. */
export function anAnswer(some: Partial<Answer> = {}): Answer {
  return {
    id: 'a_1',
    conversationId: 'c_1',
    kind: 'answered',
    question: '招商重点是什么',
    interpretedQuestion: '2023年招商重点是什么',
    text: '瞄准新能源等前沿性产业。[1]',
    citations: [aCitation()],
    notices: [{ kind: 'year', message: '按 2023 年文件回答。' }],
    nearest: [],
    suggestions: ['还有哪些举措？'],
    engine: 'extractive',
    timing: { retrieveMs: 1, totalMs: 2 },
    ...some,
  };
}

export function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The events of an answer, in the order in which the server sends them. */
export function framesOf(answer: Answer): string {
  const { id, conversationId, interpretedQuestion } = answer;
  return [
    frame('meta', { id, conversationId, interpretedQuestion }),
    ...answer.notices.map((notice) => frame('notice', notice)),
    ...answer.citations.map((citation) => frame('citation', citation)),
    ...Array.from(answer.text, (text) => frame('delta', { text })),
    frame('done', answer),
  ].join('');
}

/** A reply whose body comes in the given pieces. */
export function eventStream(
  pieces: readonly (string | Uint8Array)[],
  { headers = {}, onCancel = () => undefined }: StreamOptions = {},
): Response {
  const encoder = new TextEncoder();
  const left = pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
    cancel: onCancel,
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', ...headers } });
}

interface StreamOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly onCancel?: () => void;
}

/** A reply that begins and then says nothing more, until it is cancelled or aborted. */
export function openStream(
  first: string,
  {
    signal,
    onCancel = () => undefined,
  }: { signal?: AbortSignal | null; onCancel?: () => void } = {},
): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(first));
      signal?.addEventListener('abort', () => {
        onCancel();
        controller.error(signal.reason);
      });
    },
    cancel: onCancel,
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

export function errorReply(
  status: number,
  error: {
    readonly code: string;
    readonly message?: string;
    readonly details?: readonly unknown[];
  },
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { error: { message: '', details: [], ...error } };
  return Response.json(body, { status, headers });
}
