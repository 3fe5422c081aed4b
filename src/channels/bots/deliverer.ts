import { errorOf } from '../../errors.js';
import type { Logger } from '../../logger.js';
import type { BotMessage, Platform } from './bot-message.js';
import { type Delivery, DeliveryError } from './delivery.js';
import type { MessageLedger } from './message-ledger.js';

/** A reply on its way. */
export interface Parcel {
  readonly message: BotMessage;
  readonly parts: readonly string[];
  readonly sentParts: number;
  readonly failedTries: number;
}

/** Sends replies, and again where that fails, until they arrive or are given up. */
export interface Deliverer {
  /** Replies that have not arrived yet. */
  readonly open: number;
  /** Sends a reply after those of its lane. Never fails; what cannot be sent is logged. */
  deliver(parcel: Parcel, lane: string): void;
  /** Tries nothing more; resolves once what is being sent has been. */
  close(): Promise<void>;
}

/** Pauses before each further try. With the calls' own quick tries they outlast a restart of the platform's gateway. */
export const RETRY_PAUSES_MS = [1_000, 5_000, 30_000, 120_000, 600_000] as const;
/** Each pause is spread by this share, so that not all come back at once. */
const JITTER = 0.2;

/**
 * A deliverer over a ledger. A part is marked as sent after the platform took it: a crash between the two
 * says that part once more, where marking first would lose it for good. WeCom's duplicate check and the
 * one place of a streamed reply make even that unseen; DingTalk has no such check.
 */
export function createDeliverer(parts: {
  readonly ledger: MessageLedger;
  readonly deliveries: Readonly<Partial<Record<Platform, Delivery>>>;
  readonly logger: Logger;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
}): Deliverer {
  const { ledger, deliveries, logger, random } = parts;
  const lanes = new Map<string, Promise<void>>();
  const sending = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let open = 0;
  let isClosed = false;

  const keep = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      // It is sent or not, whatever the file says; at worst it is said again after a restart.
      if (!isClosed) logger.error({ error: errorOf(error) }, 'bot ledger fails');
    }
  };
  const end = async ({ message }: Parcel): Promise<void> => {
    open -= 1;
    await keep(() => ledger.finish(message.key));
  };
  const giveUp = async (parcel: Parcel, problem: string): Promise<void> => {
    const { platform } = parcel.message.sender;
    const tries = parcel.failedTries;
    logger.error({ platform, tries, problem }, 'bot answer given up');
    await end(parcel);
  };

  const fail = async (parcel: Parcel, error: unknown): Promise<void> => {
    const { message } = parcel;
    const { platform } = message.sender;
    const retry = error instanceof DeliveryError ? error.retry : { afterMs: null };
    const failed = { ...parcel, failedTries: parcel.failedTries + 1 };
    const pauseMs = RETRY_PAUSES_MS[parcel.failedTries];
    const problem = error instanceof DeliveryError ? error.message : 'unforeseen error';
    await keep(() => ledger.failed(message.key));
    if (retry === 'never' || pauseMs === undefined) return await giveUp(failed, problem);
    const spread = pauseMs * (1 + JITTER * (2 * random() - 1));
    const waitMs = Math.round(Math.max(spread, retry.afterMs ?? 0));
    const details = error instanceof DeliveryError ? {} : { error: errorOf(error) };
    logger.warn(
      { platform, tries: failed.failedTries, waitMs, problem, ...details },
      'bot answer not delivered, will be tried again',
    );
    if (isClosed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      track(attempt(failed));
    }, waitMs);
    timers.add(timer);
  };

  const attempt = async (parcel: Parcel): Promise<void> => {
    const { message, parts: texts } = parcel;
    const delivery = deliveries[message.sender.platform];
    if (delivery === undefined) return await giveUp(parcel, 'bot is not set up any more');
    let sentParts = parcel.sentParts;
    try {
      for (const [index, text] of texts.entries()) {
        if (index < sentParts) continue;
        if (isClosed) return;
        await delivery.send(text, message, { index, count: texts.length });
        sentParts = index + 1;
        // The last mark is the end itself.
        if (sentParts < texts.length) await keep(() => ledger.sent(message.key, sentParts));
      }
      await end(parcel);
    } catch (error) {
      await fail({ ...parcel, sentParts }, error);
    }
  };

  const track = (work: Promise<void>): void => {
    const done = work.finally(() => sending.delete(done));
    sending.add(done);
  };

  return {
    get open() {
      return open;
    },
    deliver(parcel, lane) {
      open += 1;
      if (deliveries[parcel.message.sender.platform]?.hasPlaces === true) {
        track(attempt(parcel));
        return;
      }
      // In the lane's order for the first try; one that must wait does not hold up the others.
      const turn = (lanes.get(lane) ?? Promise.resolve()).then(() => attempt(parcel));
      const left = turn.finally(() => {
        if (lanes.get(lane) === left) lanes.delete(lane);
      });
      lanes.set(lane, left);
      track(left);
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(sending);
    },
  };
}
