/** How a streamed reply stands: all its text so far, not a delta. */
export interface StreamState {
  readonly content: string;
  readonly isFinished: boolean;
}

/** What became of a finished text. */
export type Showing =
  /** The platform fetched it. */
  | 'shown'
  /** Nobody asks for it any more: it must be sent another way. */
  | 'late';

/** The replies that the platform polls for, in this process' memory. */
export interface StreamBoard {
  /** Begins a reply; false where it was begun before. */
  open(id: string, receivedAtMs: number): boolean;
  /** Forgets a reply: nothing will come of it. */
  drop(id: string): void;
  /** Shows how far it has come. */
  write(id: string, content: string): void;
  /**
   * Shows the whole; resolves once it was fetched, or is to be sent another way. From then on whoever asks is
   * told that it comes another way, so that nobody reads it twice.
   */
  finish(id: string, content: string, options: { readonly hasOtherWay: boolean }): Promise<Showing>;
  /** What the platform is to be told now; undefined for an id that is not known. */
  look(id: string): StreamState | undefined;
  /** Resolves once the whole is there, at the latest after so long; at once where several wait already. */
  settled(id: string, waitMs: number): Promise<void>;
  /** Ends all timers; what was not fetched stays owed. */
  close(): void;
}

/** WeCom polls for six minutes from the message; half a minute earlier the reply must say that it ends. */
export const STREAM_ENDS_MS = 330_000;
/** How long a finished reply waits to be fetched: polls come every few seconds. */
export const FETCH_WAIT_MS = 30_000;
/** How long a reply is kept for polls and repeated messages. */
const KEPT_MS = 600_000;
/** Streams at once; the oldest give way. */
const MOST_STREAMS = 5_000;

/** As many answers as are made at the same time: whoever comes behind them would wait in vain. */
const MOST_WAITERS = 4;

/** Shown until there is more. */
const LOOKING = '正在查找依据……';
const LATER = '这个问题要查得久一些，回答稍后发送。';

interface Stream {
  readonly receivedAtMs: number;
  content: string;
  /** `written` may still grow, `whole` is the reply, `shown` was fetched, `over` says that it comes another way. */
  state: 'written' | 'whole' | 'shown' | 'over';
  /** Told where the whole went. */
  tell: ((showing: Showing) => void) | null;
  timer: NodeJS.Timeout | null;
  readonly waiters: Set<() => void>;
}

/** A board by the real clock. */
export function createStreamBoard(clockMs: () => number): StreamBoard {
  const streams = new Map<string, Stream>();
  let waiters = 0;

  const drop = (id: string): void => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    streams.delete(id);
    told(stream, 'late');
    for (const wake of stream.waiters) wake();
  };
  const sweep = (): void => {
    for (const [id, stream] of streams) {
      const isOld = clockMs() - stream.receivedAtMs > KEPT_MS;
      if (!isOld && streams.size <= MOST_STREAMS) return;
      drop(id);
    }
  };
  const end = (stream: Stream): void => {
    stream.state = 'over';
    stream.content = LATER;
  };
  const told = (stream: Stream, showing: Showing): void => {
    if (stream.timer !== null) clearTimeout(stream.timer);
    stream.timer = null;
    stream.tell?.(showing);
    stream.tell = null;
  };

  return {
    open(id, receivedAtMs) {
      sweep();
      if (streams.has(id)) return false;
      streams.set(id, {
        receivedAtMs,
        content: LOOKING,
        state: 'written',
        tell: null,
        timer: null,
        waiters: new Set(),
      });
      return true;
    },
    drop,
    write(id, content) {
      const stream = streams.get(id);
      if (stream?.state === 'written') stream.content = content;
    },
    finish(id, content, { hasOtherWay }) {
      const stream = streams.get(id);
      if (stream === undefined || stream.state === 'over') return Promise.resolve('late');
      if (stream.state === 'shown') return Promise.resolve('shown');
      const ageMs = clockMs() - stream.receivedAtMs;
      if (ageMs > STREAM_ENDS_MS + FETCH_WAIT_MS) {
        end(stream);
        return Promise.resolve('late');
      }
      stream.content = content;
      stream.state = 'whole';
      for (const wake of stream.waiters) wake();
      return new Promise((resolve) => {
        stream.tell = resolve;
        stream.timer = setTimeout(
          () => {
            end(stream);
            told(stream, 'late');
          },
          hasOtherWay ? FETCH_WAIT_MS : KEPT_MS - ageMs,
        );
        stream.timer.unref();
      });
    },
    look(id) {
      const stream = streams.get(id);
      if (stream === undefined) return undefined;
      if (stream.state === 'whole') {
        stream.state = 'shown';
        told(stream, 'shown');
      }
      const isLate = clockMs() - stream.receivedAtMs >= STREAM_ENDS_MS;
      if (stream.state === 'written' && isLate) end(stream);
      return { content: stream.content, isFinished: stream.state !== 'written' };
    },
    settled(id, waitMs) {
      const stream = streams.get(id);
      if (stream === undefined || stream.state !== 'written') return Promise.resolve();
      if (waiters >= MOST_WAITERS) return Promise.resolve();
      waiters += 1;
      return new Promise((resolve) => {
        const wake = () => {
          if (!stream.waiters.has(wake)) return;
          waiters -= 1;
          clearTimeout(timer);
          stream.waiters.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, waitMs);
        stream.waiters.add(wake);
      });
    },
    close() {
      for (const stream of streams.values()) {
        if (stream.timer !== null) clearTimeout(stream.timer);
        for (const wake of stream.waiters) wake();
      }
    },
  };
}
