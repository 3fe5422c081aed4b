import type { Access } from './access.js';
import { readAnswerStream } from './answer-stream.js';
import { type AskClient, AskFailure, type DocumentDetail } from './ask-client.js';
import { brokenConnection } from './failure-of.js';
import { readText } from './read-body.js';
import { isDocumentDetail, isOverview } from './reading-shape.js';
import { type Call, createSend, settled } from './send.js';
import { type Check, parsedJson } from './shape.js';
import { limitTime } from './time-limit.js';

/** The server fills longer waits with comments every 15 seconds. */
const SILENCE_TIMEOUT_MS = 60_000;
const OVERVIEW_TIMEOUT_MS = 10_000;
const DOCUMENT_TIMEOUT_MS = 20_000;
const SHORT_TIMEOUT_MS = 10_000;

const MAX_OVERVIEW_BYTES = 4 * 1024 * 1024;
/** A compilation of law in one document, with its outline. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const KEPT_DOCUMENTS = 8;
/** Documents change when they are indexed anew; the browser's own cache then asks whether they did. */
const KEPT_DOCUMENT_MS = 5 * 60_000;

/** The ask API over fetch. Opens nothing and keeps no clock running between calls. */
export function createAskClient({
  baseUrl,
  access,
  language,
  fetch = (input, init) => globalThis.fetch(input, init),
}: {
  /** Where the server is; may have a path of its own, behind a gateway. */
  readonly baseUrl: string;
  readonly access: Access;
  /** What the server's words shall be in, asked with each call. */
  readonly language: () => 'zh' | 'en';
  readonly fetch?: typeof globalThis.fetch;
}): AskClient {
  const send = createSend({ baseUrl, access, language, fetch });
  const documents = new Map<string, { readonly detail: DocumentDetail; readonly atMs: number }>();

  const limited = async <T>(
    outer: AbortSignal | undefined,
    timeoutMs: number,
    work: (signal: AbortSignal) => Promise<T>,
  ) => {
    const limit = limitTime(outer, { timeoutMs, reason: brokenConnection });
    try {
      return await settled(work(limit.signal), limit.signal);
    } finally {
      limit.end();
    }
  };

  const read = <T>(
    path: string,
    {
      check,
      maxBytes,
      ...limits
    }: {
      readonly check: Check<T>;
      readonly signal: AbortSignal;
      readonly timeoutMs: number;
      readonly maxBytes: number;
    },
  ) =>
    limited(limits.signal, limits.timeoutMs, async (signal) => {
      const reply = parsedJson(await readText(await send(path, { signal }), maxBytes));
      if (check(reply)) return reply;
      throw new AskFailure('server', { cause: new Error('reply out of shape') });
    });

  const tell = (path: string, call: Omit<Call, 'signal'>) =>
    limited(undefined, SHORT_TIMEOUT_MS, async (signal) => {
      const response = await send(path, { ...call, keepalive: true, signal });
      await response.body?.cancel();
    });

  return {
    ask: async (question, { signal, onEvent }) => {
      const limit = limitTime(signal, {
        timeoutMs: SILENCE_TIMEOUT_MS,
        reason: brokenConnection,
      });
      const answer = async () => {
        const response = await send('/api/ask', {
          method: 'POST',
          accept: EVENT_STREAM,
          body: question,
          signal: limit.signal,
        });
        limit.restart();
        if (response.headers.get('Content-Type')?.startsWith(EVENT_STREAM) !== true) {
          await response.body?.cancel();
          throw new AskFailure('server', { cause: new Error('not an event stream') });
        }
        return readAnswerStream(response, { onEvent, onAlive: limit.restart });
      };
      try {
        return await settled(answer(), limit.signal);
      } finally {
        limit.end();
      }
    },
    overview: (signal, filter = {}) => {
      const query = String(
        new URLSearchParams(
          (filter.departments ?? []).map((department) => ['department', department]),
        ),
      );
      return read(`/api/overview${query === '' ? '' : `?${query}`}`, {
        check: isOverview,
        signal,
        timeoutMs: OVERVIEW_TIMEOUT_MS,
        maxBytes: MAX_OVERVIEW_BYTES,
      });
    },
    document: async (id, signal) => {
      const kept = documents.get(id);
      documents.delete(id);
      const isFresh = kept !== undefined && Date.now() - kept.atMs < KEPT_DOCUMENT_MS;
      const entry = isFresh
        ? kept
        : {
            detail: await read(`/api/documents/${encodeURIComponent(id)}`, {
              check: isDocumentDetail,
              signal,
              timeoutMs: DOCUMENT_TIMEOUT_MS,
              maxBytes: MAX_DOCUMENT_BYTES,
            }),
            atMs: Date.now(),
          };
      // The last used stands last.
      documents.set(id, entry);
      const [longestUnused] = documents.keys();
      if (documents.size > KEPT_DOCUMENTS && longestUnused !== undefined) {
        documents.delete(longestUnused);
      }
      return entry.detail;
    },
    rate: (answerId, rating) =>
      tell(`/api/answers/${encodeURIComponent(answerId)}/feedback`, {
        method: 'POST',
        body: rating,
      }),
    forget: (conversationId) =>
      tell(`/api/conversations/${encodeURIComponent(conversationId)}`, { method: 'DELETE' }),
  };
}

const EVENT_STREAM = 'text/event-stream';
