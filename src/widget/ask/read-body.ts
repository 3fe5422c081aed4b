import { AskFailure } from './ask-client.js';

/** How long a reply may take to end by itself after all was read; cut off, its connection is lost. */
const GRACE_MS = 1000;

/**
 * Hands on a reply's text as it comes, and gives up on one that never ends.
 * @param options.onText called with each piece; returns whether to read on
 * @throws AskFailure `server` beyond `maxBytes`, `unreachable` where the connection breaks
 */
export async function readBody(
  response: Response,
  { maxBytes, onText }: { readonly maxBytes: number; readonly onText: (text: string) => boolean },
): Promise<void> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let byteCount = 0;
  let isAllRead = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        onText(decoder.decode());
        return;
      }
      byteCount += value.byteLength;
      if (byteCount > maxBytes)
        throw new AskFailure('server', { cause: new Error('reply too long') });
      isAllRead = !onText(decoder.decode(value, { stream: true }));
      if (isAllRead) return;
    }
  } finally {
    // Nothing to do where it has ended; else the connection need not go on for nobody.
    if (isAllRead) void letEnd(reader);
    else reader.cancel().catch(() => undefined);
  }
}

/** Waits for a reply's end, so that its connection serves the next request and no proxy logs a broken one. */
async function letEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => reader.cancel().catch(() => undefined), GRACE_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // It broke after all was said.
  } finally {
    clearTimeout(timer);
  }
}

/** A reply's whole text; what it throws is as with {@link readBody}. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  let whole = '';
  await readBody(response, {
    maxBytes,
    onText: (text) => {
      whole += text;
      return true;
    },
  });
  return whole;
}
