import { HEARTBEAT_FRAME } from '../channels/sse/event-frame.js';
import type { AppContext } from './app-env.js';

/** What proxies commonly allow to pass in silence is 60 seconds. */
const HEARTBEAT_MS = 15_000;

/** Makes the frames of an event stream. */
export interface FrameSource {
  /**
   * Sends frames until it returns; stops early, by throwing, where the signal is aborted. What it
   * throws before its first frame becomes the reply instead of the stream.
   */
  readonly produce: (send: (frame: string) => void, signal: AbortSignal) => Promise<void>;
  /** The last frame where `produce` fails after its first one; called while the client still listens. */
  readonly failureFrame: (error: unknown) => string;
}

/**
 * A reply of server-sent events that opens with the first frame: until then a failure is thrown, so
 * that it becomes an error reply with its own status. Comments fill long waits. A client that goes
 * away aborts the signal.
 */
export async function piecewiseReply(
  context: AppContext,
  { produce, failureFrame }: FrameSource,
): Promise<Response> {
  const gone = new AbortController();
  const signal = AbortSignal.any([context.req.raw.signal, gone.signal]);
  const encoder = new TextEncoder();
  let open: () => void = () => undefined;
  let refuse: (reason: unknown) => void = () => undefined;
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    refuse = reject;
  });

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = false;
      let heartbeat: NodeJS.Timeout | undefined;
      const send = (frame: string) => {
        if (signal.aborted) return;
        controller.enqueue(encoder.encode(frame));
        heartbeat?.refresh();
        if (isOpen) return;
        isOpen = true;
        heartbeat = setInterval(() => send(HEARTBEAT_FRAME), HEARTBEAT_MS);
        open();
      };
      const end = (error?: unknown) => {
        if (error !== undefined && !isOpen) refuse(error);
        else if (error !== undefined && !signal.aborted) send(failureFrame(error));
        clearInterval(heartbeat);
        open();
        // A stream that was cancelled is closed already.
        if (!gone.signal.aborted) controller.close();
      };
      produce(send, signal).then(() => end(), end);
    },
    cancel(reason) {
      gone.abort(reason);
    },
  });
  await opened;
  return context.body(body, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // Nothing between here and the reader may hold or pack what is meant to be read at once.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
}
