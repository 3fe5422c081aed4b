import { errorOf } from '../../errors.js';
import type { Logger } from '../../logger.js';
import { acknowledge, pong, readStreamFrame } from './stream-frame.js';

/** A connection to the gateway. */
export interface StreamSocket {
  /** Sends a text; nothing happens where the connection is no longer open. */
  send(text: string): void;
  /** Asks the other side whether it is there; its reply is a sign of life. */
  ping(): void;
  /** Says goodbye; `onClose` follows. */
  close(): void;
  /** Cuts the connection; `onClose` follows. */
  terminate(): void;
}

/** What a connection tells. After `onClose`, which comes once, nothing follows. */
export interface StreamSocketEvents {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** A ping or pong below the protocol. */
  readonly onSignOfLife: () => void;
  /** `reason` is for the log and holds no address. */
  readonly onClose: (reason: string) => void;
}

/** Connects to an address; never throws: what fails is an `onClose`. */
export type StreamConnect = (url: string, events: StreamSocketEvents) => StreamSocket;

/** Receives a robot's messages over a connection of our own making. */
export interface StreamClient {
  /** Connects, and stays connected until {@link close}. */
  start(): void;
  /** Connects no more and closes what is open; resolves once it is. */
  close(): Promise<void>;
}

/** A gateway that was silent so long is gone, whatever the socket says. */
export const IDLE_LIMIT_MS = 60_000;
/** How often a silent gateway is asked whether it is there. */
const ASK_EVERY_MS = 20_000;
/** How long connecting may take; the ticket lasts 90 seconds. */
const CONNECT_LIMIT_MS = 15_000;
/** The pause before the second try to connect, doubled with each that fails. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A connection that lasted so long was good: the next failure counts as the first. */
const STEADY_AFTER_MS = 10_000;
/** How long a connection may finish what it holds, once another takes its place or the program ends. */
const FAREWELL_MS = 2_000;
const RETIRED_MS = 10_000;

interface Connection {
  readonly socket: StreamSocket;
  readonly cleanUp: () => void;
}

/**
 * A client that connects once at a time: each failure, whatever noticed it, leads to one next try, after a
 * pause of 1 to 60 seconds and up to half as much again by chance, so that many servers do not come back at once.
 */
export function createStreamClient({
  open,
  connect,
  receive,
  nowMs,
  random,
  logger,
}: {
  /** Asks the gateway for an address, with a ticket. */
  readonly open: () => Promise<string>;
  readonly connect: StreamConnect;
  /** Takes a message; it is acknowledged once this resolves, and sent again by the gateway where it does not. */
  readonly receive: (body: unknown) => Promise<void>;
  readonly nowMs: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly logger: Logger;
}): StreamClient {
  const connections = new Set<Connection>();
  let current: Connection | null = null;
  let nextTry: NodeJS.Timeout | null = null;
  let isOpening = false;
  let isClosed = false;
  let failures = 0;
  let onAllClosed: (() => void) | null = null;

  const tryLater = () => {
    if (isClosed || isOpening || nextTry !== null || current !== null) return;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
    failures += 1;
    nextTry = setTimeout(openConnection, pauseMs * (1 + random() / 2));
  };

  const openConnection = () => {
    nextTry = null;
    if (isClosed || isOpening || current !== null) return;
    isOpening = true;
    open()
      .then(
        (url) => {
          isOpening = false;
          if (!isClosed) hold(url);
        },
        (error: unknown) => {
          isOpening = false;
          // Only our own errors are shown: they hold neither address nor secret.
          const problem = error instanceof Error ? error.message : 'failed';
          logger.warn({ platform: 'dingtalk', problem }, 'stream gateway gives no connection');
          tryLater();
        },
      )
      .catch((error: unknown) => {
        logger.error({ platform: 'dingtalk', error: errorOf(error) }, 'stream client fails');
        tryLater();
      });
  };

  /** Opens a connection and watches over it. */
  const hold = (url: string) => {
    let openedAtMs: number | null = null;
    let watchdog = setTimeout(() => give('not connected in time'), CONNECT_LIMIT_MS);
    let asking: NodeJS.Timeout | undefined;
    const give = (reason: string) => {
      logger.warn({ platform: 'dingtalk', reason }, 'stream connection given up');
      connection.socket.terminate();
    };
    const isAlive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => give('silent for a minute'), IDLE_LIMIT_MS);
    };
    const cleanUp = () => {
      clearTimeout(watchdog);
      clearInterval(asking);
    };
    const leaveAlone = () => {
      if (openedAtMs !== null && nowMs() - openedAtMs >= STEADY_AFTER_MS) failures = 0;
      if (current === connection) current = null;
    };
    const socket = connect(url, {
      onOpen: () => {
        openedAtMs = nowMs();
        isAlive();
        asking = setInterval(() => socket.ping(), ASK_EVERY_MS);
        logger.info({ platform: 'dingtalk' }, 'stream connected');
      },
      onSignOfLife: isAlive,
      onText: (text) => {
        isAlive();
        const frame = readStreamFrame(text);
        if (frame.kind !== 'disconnect') {
          answer(frame, socket);
          return;
        }
        const wasSteady = openedAtMs !== null && nowMs() - openedAtMs >= STEADY_AFTER_MS;
        leaveAlone();
        // What is still on its way comes over the old connection, which the gateway closes.
        setTimeout(() => socket.terminate(), RETIRED_MS).unref();
        if (wasSteady) openConnection();
        else tryLater();
      },
      onClose: (reason) => {
        cleanUp();
        leaveAlone();
        connections.delete(connection);
        if (connections.size === 0) onAllClosed?.();
        if (isClosed) return;
        logger.info({ platform: 'dingtalk', reason }, 'stream connection closed');
        tryLater();
      },
    });
    const connection: Connection = { socket, cleanUp };
    connections.add(connection);
    current = connection;
  };

  const answer = (frame: ReturnType<typeof readStreamFrame>, socket: StreamSocket) => {
    switch (frame.kind) {
      case 'ping':
        socket.send(pong(frame));
        return;
      case 'other':
        socket.send(acknowledge(frame.messageId));
        return;
      case 'message':
        receive(frame.body).then(
          () => socket.send(acknowledge(frame.messageId)),
          // Not acknowledged: the gateway sends it again.
          (error: unknown) =>
            logger.error({ platform: 'dingtalk', error: errorOf(error) }, 'message not taken'),
        );
        return;
      case 'malformed':
        logger.warn({ platform: 'dingtalk', reason: frame.reason }, 'stream frame dropped');
        return;
      case 'disconnect':
      case 'news':
        return;
    }
  };

  return {
    start: openConnection,
    close: async () => {
      isClosed = true;
      if (nextTry !== null) clearTimeout(nextTry);
      if (connections.size === 0) return;
      const allClosed = new Promise<void>((resolve) => {
        onAllClosed = resolve;
      });
      const cut = setTimeout(() => {
        for (const { socket } of connections) socket.terminate();
      }, FAREWELL_MS);
      for (const { socket, cleanUp } of connections) {
        cleanUp();
        socket.close();
      }
      await allClosed;
      clearTimeout(cut);
    },
  };
}
