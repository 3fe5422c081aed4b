import type {
  BotSettings,
  DingtalkSettings,
  WecomAppSettings,
  WecomBotSettings,
} from '../bot-settings.js';
import { errorOf } from '../errors.js';
import type { Logger } from '../logger.js';
import { createBizCrypto } from './bots/biz-crypto.js';
import type { BotDesk } from './bots/bot-desk.js';
import type { Platform } from './bots/bot-message.js';
import { createBotDesk, type DeskLimits } from './bots/create-bot-desk.js';
import type { Delivery } from './bots/delivery.js';
import type { MessageLedger } from './bots/message-ledger.js';
import type { PlatformCall } from './bots/platform-call.js';
import type { BotService } from './bots/respond.js';
import { createDingtalkDelivery, createDingtalkStream } from './dingtalk/dingtalk-robot.js';
import type { StreamConnect } from './dingtalk/stream-client.js';
import { createAppCallback } from './wecom/app-callback.js';
import { createAppDelivery } from './wecom/app-delivery.js';
import { createBotCallback, type OnFeedback, type WecomCallback } from './wecom/bot-callback.js';
import { createBotDelivery, streamIdOf } from './wecom/bot-delivery.js';
import type { CallbackProof } from './wecom/callback-query.js';
import { createStreamBoard } from './wecom/stream-board.js';

/** The bots that are called over HTTP; those not set up have no address. */
export interface BotHooks {
  readonly wecomBot?: WecomCallback;
  readonly wecomApp?: WecomCallback;
  /** In http mode. */
  readonly dingtalk?: { readonly robot: DingtalkSettings; readonly desk: BotDesk };
}

/** All bots of this process. */
export interface Bots {
  readonly hooks: BotHooks;
  /** Takes messages in; called once the port is open. They wait until `resume`. */
  start(): Promise<void>;
  /** Answers what waits, and what an earlier process left owed; called once answers can be given. */
  resume(): Promise<void>;
  /** Takes nothing more and waits for what is under way, at most so long. What is left stays owed. */
  close(timeoutMs: number): Promise<void>;
}

/** What bots work with; tests put their own network and clock in. */
export interface BotsParts {
  readonly settings: BotSettings;
  /** `WENCE_PUBLIC_URL`, without a closing slash. */
  readonly publicUrl: string;
  readonly ledger: MessageLedger;
  readonly call: PlatformCall;
  /** Null where no robot is in stream mode. */
  readonly connect: StreamConnect | null;
  /** Null while questions cannot be answered. */
  readonly service: () => BotService | null;
  readonly logger: Logger;
  /** The real clock in milliseconds since 1970, never `WENCE_NOW`. */
  readonly clockMs: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly limits?: Partial<DeskLimits>;
}

/** Puts the bots together that the settings name: one desk for all of them. */
export function assembleBots(parts: BotsParts): Bots {
  const { settings, publicUrl, ledger, call, connect, clockMs, logger } = parts;
  const { wecomBot, wecomApp, dingtalk } = settings;
  const board = createStreamBoard(clockMs);
  const sending = { call, publicUrl, clockMs };
  const deliveries: Partial<Record<Platform, Delivery>> = {
    ...(wecomBot === null ? {} : { 'wecom-bot': createBotDelivery({ ...sending, board }) }),
    ...(wecomApp === null
      ? {}
      : { 'wecom-app': createAppDelivery({ ...sending, settings: wecomApp }) }),
    ...(dingtalk === null
      ? {}
      : { dingtalk: createDingtalkDelivery({ ...sending, settings: dingtalk }) }),
  };
  const desk = createBotDesk({ ...parts, deliveries });
  const stream =
    dingtalk?.mode === 'stream' && connect !== null
      ? createDingtalkStream({ ...parts, connect, settings: dingtalk, desk })
      : null;
  const received = { desk, board, logger, onFeedback: feedbackTo(parts) };

  return {
    hooks: {
      ...(wecomBot === null
        ? {}
        : {
            wecomBot: createBotCallback({
              ...received,
              settings: wecomBot,
              proof: proofOf({ ...wecomBot, receiveId: '' }, parts),
            }),
          }),
      ...(wecomApp === null
        ? {}
        : {
            wecomApp: createAppCallback({
              ...received,
              settings: wecomApp,
              proof: proofOf({ ...wecomApp, receiveId: wecomApp.corpId }, parts),
            }),
          }),
      ...(dingtalk?.mode === 'http' ? { dingtalk: { robot: dingtalk, desk } } : {}),
    },
    async start() {
      // The platform goes on polling for what an earlier process began.
      for (const { message } of await ledger.owed()) {
        if (message.sender.platform !== 'wecom-bot') continue;
        board.open(streamIdOf(message.key), message.receivedAtMs);
      }
      stream?.start();
    },
    resume: () => desk.resume(),
    async close(timeoutMs) {
      await stream?.close();
      await desk.close(timeoutMs);
      board.close();
    },
  };
}

function proofOf(
  settings: Pick<WecomBotSettings | WecomAppSettings, 'token' | 'aesKey' | 'toleranceMs'> & {
    readonly receiveId: string;
  },
  { randomBytes, clockMs }: BotsParts,
): CallbackProof {
  const crypto = createBizCrypto(settings, randomBytes);
  return { crypto, toleranceMs: settings.toleranceMs, clockMs };
}

/** Keeps what readers think of an answer, as the ask API does. */
function feedbackTo({ ledger, service, logger }: BotsParts): OnFeedback {
  return async (key, { value, comment }) => {
    try {
      const answerId = await ledger.answerOf(key);
      const conversations = service()?.conversations;
      if (answerId === undefined || conversations === undefined) return;
      await conversations.rate(answerId, { value, ...(comment === '' ? {} : { comment }) });
    } catch (error) {
      logger.warn({ error: errorOf(error) }, 'bot feedback not kept');
    }
  };
}
