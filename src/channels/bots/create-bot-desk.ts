import { errorOf } from '../../errors.js';
import type { Logger } from '../../logger.js';
import { questionLanguage } from '../../retrieve/question-text.js';
import type { BotDesk, Receipt } from './bot-desk.js';
import type { BotMessage, Platform } from './bot-message.js';
import { linesIn } from './bot-words.js';
import { createDeliverer } from './deliverer.js';
import type { BotReply, Delivery } from './delivery.js';
import { createLaneQueue } from './lane-queue.js';
import { type MessageLedger, type OwedMessage, senderKey } from './message-ledger.js';
import { createQuietTurns } from './quiet-turns.js';
import { type BotService, respond } from './respond.js';
import { createUserLimit } from './user-limit.js';

/** How much the desk takes on. */
export interface DeskLimits {
  /** Messages that wait for their answer; beyond, people are asked to come back later. */
  readonly waiting: number;
  /** The same of one user with one bot. */
  readonly waitingOfUser: number;
  /** Messages of one user with one bot in any minute. */
  readonly perMinute: number;
  /** Messages answered at the same time: the model works off one question after the other anyway. */
  readonly slots: number;
  /** Replies that may wait for a platform that is down. */
  readonly undelivered: number;
  /** What is older when it is taken up after a restart is given up: nobody waits any more. */
  readonly oldestOwedMs: number;
}

/** The product's limits. */
export const DESK_LIMITS: DeskLimits = {
  waiting: 500,
  waitingOfUser: 5,
  perMinute: 20,
  slots: 4,
  undelivered: 2_000,
  oldestOwedMs: 24 * 60 * 60 * 1000,
};

/** What a desk works with. */
export interface DeskParts {
  readonly ledger: MessageLedger;
  /** Of the bots that are set up. */
  readonly deliveries: Readonly<Partial<Record<Platform, Delivery>>>;
  /** Null while questions cannot be answered; asked again after `resume`. */
  readonly service: () => BotService | null;
  readonly logger: Logger;
  /** The real clock in milliseconds since 1970, never `WENCE_NOW`. */
  readonly clockMs: () => number;
  /** 0 ≤ n < 1; spreads tries. */
  readonly random: () => number;
  readonly limits?: Partial<DeskLimits>;
}

interface Job {
  readonly message: BotMessage;
  readonly lane: string;
  readonly owner: string;
}

/**
 * The desk: claim, queue, ask, compose, deliver. Messages of one user in one chat are answered and sent in
 * their order; those of others never wait for a platform that is slow to take a reply.
 */
export function createBotDesk(parts: DeskParts): BotDesk {
  const { ledger, deliveries, service, logger, clockMs } = parts;
  const limits = { ...DESK_LIMITS, ...parts.limits };
  const verdictOn = createUserLimit(limits.perMinute, clockMs);
  const deliverer = createDeliverer(parts);
  const stopped = new AbortController();
  /** Taken in by this process before `resume`, which must not take them up again; null from then on. */
  let held: Set<string> | null = new Set<string>();
  let isClosing = false;

  /** Composes a reply and sends it on its way; kept first, so that it survives a crash. */
  const reply = async (
    { message, lane }: Job,
    { said, log }: { readonly said: BotReply; readonly log?: () => void },
  ): Promise<void> => {
    const texts = deliveries[message.sender.platform]?.compose(said, message) ?? [];
    const answerId = said.kind === 'answer' ? said.answer.id : undefined;
    try {
      await ledger.answered(message.key, texts, answerId);
    } catch (error) {
      logger.error({ error: errorOf(error) }, 'bot ledger fails');
    }
    log?.();
    deliverer.deliver({ message, parts: texts, sentParts: 0, failedTries: 0 }, lane);
  };

  const answer = async (job: Job): Promise<void> => {
    const { message } = job;
    const { platform } = message.sender;
    const startedAtMs = clockMs();
    const ready = service();
    if (ready === null) return;
    let said: BotReply;
    try {
      said = await respond(message, {
        service: ready,
        ledger,
        signal: stopped.signal,
        onProgress: (text) => deliveries[platform]?.progress?.(message, text),
      });
    } catch (error) {
      // What was stopped stays owed.
      if (stopped.signal.aborted) return;
      logger.error({ platform, error: errorOf(error) }, 'bot question failed');
      said = { kind: 'words', text: linesOf(message).failed };
    }
    const kind = said.kind === 'answer' ? said.answer.kind : said.kind;
    await reply(job, {
      said,
      log: () =>
        logger.info({ platform, kind, ms: clockMs() - startedAtMs }, 'bot message answered'),
    });
  };

  // A callback must be acknowledged however many answers wait.
  const quiet = createQuietTurns(clockMs);
  const queue = createLaneQueue<Job>({
    slots: limits.slots,
    turn: quiet.wait,
    run: (job) =>
      answer(job).catch((error: unknown) => {
        logger.error(
          { platform: job.message.sender.platform, error: errorOf(error) },
          'bot reply failed',
        );
      }),
  });

  /** Says a line in place of an answer; where too much is waiting already, nothing is said. */
  const turnAway = async (job: Job, text: string): Promise<Receipt> => {
    const { message } = job;
    if (deliverer.open >= limits.undelivered) {
      logger.error(
        { platform: message.sender.platform },
        'bot message dropped, too much is waiting',
      );
      await ledger.release(message.key);
      return 'busy';
    }
    await reply(job, { said: { kind: 'words', text } });
    return 'busy';
  };

  const takeUp = async ({ message, progress, failedTries }: OwedMessage): Promise<void> => {
    const job = jobOf(message);
    const { platform } = message.sender;
    if (clockMs() - message.receivedAtMs > limits.oldestOwedMs) {
      logger.error({ platform, problem: 'too old' }, 'bot answer given up');
      await ledger.finish(message.key);
    } else if (progress.kind === 'claimed') {
      queue.push(job);
    } else {
      const { parts: texts, sentParts } = progress;
      deliverer.deliver({ message, parts: texts, sentParts, failedTries }, job.lane);
    }
  };

  return {
    async receive(message) {
      quiet.called();
      const job = jobOf(message);
      const { platform } = message.sender;
      if (!(await ledger.claim(message))) return 'duplicate';
      held?.add(message.key);
      // Claimed and not begun: the next process takes it up.
      if (isClosing) return 'accepted';
      const verdict = verdictOn(job.owner);
      if (verdict === 'drop') {
        await ledger.finish(message.key);
        return 'busy';
      }
      if (verdict === 'tell') {
        logger.warn({ platform }, 'bot user over the limit');
        return await turnAway(job, linesOf(message).tooMany);
      }
      const isFull =
        queue.size >= limits.waiting ||
        queue.sizeOf(job.owner) >= limits.waitingOfUser ||
        deliverer.open >= limits.undelivered;
      if (isFull) {
        logger.warn({ platform, waiting: queue.size }, 'bot queue full');
        return await turnAway(job, linesOf(message).busy);
      }
      queue.push(job);
      return 'accepted';
    },
    async resume() {
      for (const owed of await ledger.owed()) {
        if (held?.has(owed.message.key) !== true && !isClosing) await takeUp(owed);
      }
      held = null;
      if (!isClosing) queue.start();
    },
    async close(timeoutMs) {
      isClosing = true;
      const ended = Promise.all([queue.stop(), deliverer.close()]);
      await within(ended, timeoutMs);
      stopped.abort();
    },
  };
}

function jobOf(message: BotMessage): Job {
  const { platform, bot, user } = message.sender;
  return {
    message,
    lane: senderKey(message.sender),
    owner: JSON.stringify([platform, bot, user]),
  };
}

function linesOf({ content }: BotMessage): ReturnType<typeof linesIn> {
  return linesIn(content.kind === 'text' ? questionLanguage(content.text) : 'zh');
}

async function within(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
