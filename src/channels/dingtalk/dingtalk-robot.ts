import type { DingtalkSettings } from '../../bot-settings.js';
import type { Logger } from '../../logger.js';
import type { BotDesk } from '../bots/bot-desk.js';
import type { Delivery } from '../bots/delivery.js';
import type { PlatformCall } from '../bots/platform-call.js';
import { createRobotOpenApi } from './open-api.js';
import { createRobotDelivery } from './robot-delivery.js';
import { admitRobotMessage } from './robot-door.js';
import { createStreamClient, type StreamClient, type StreamConnect } from './stream-client.js';
import { openStreamGateway } from './stream-gateway.js';

/** How a robot's replies are sent. */
export function createDingtalkDelivery({
  settings,
  call,
  publicUrl,
  clockMs,
}: {
  readonly settings: DingtalkSettings;
  readonly call: PlatformCall;
  /** Without a closing slash. */
  readonly publicUrl: string;
  /** The real clock, in milliseconds since 1970. */
  readonly clockMs: () => number;
}): Delivery {
  const api = createRobotOpenApi({ credentials: settings, call, nowMs: clockMs });
  return createRobotDelivery({ api, call, publicUrl, nowMs: clockMs });
}

/** A robot's messages by Stream mode; only to be started where the settings say `stream`. */
export function createDingtalkStream({
  settings,
  desk,
  call,
  connect,
  clockMs,
  random,
  logger,
}: {
  readonly settings: DingtalkSettings;
  readonly desk: BotDesk;
  readonly call: PlatformCall;
  readonly connect: StreamConnect;
  /** The real clock, in milliseconds since 1970. */
  readonly clockMs: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  readonly logger: Logger;
}): StreamClient {
  return createStreamClient({
    open: () => openStreamGateway(settings, call),
    connect,
    receive: (body) => admitRobotMessage(body, { robot: settings, desk, nowMs: clockMs(), logger }),
    nowMs: clockMs,
    random,
    logger,
  });
}
