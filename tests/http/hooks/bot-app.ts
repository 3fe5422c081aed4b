import { randomBytes } from 'node:crypto';
import type { Answer, Answerer } from '../../../src/answer/answer.js';
import { conversationLimits } from '../../../src/answer/conversations.js';
import { createMemoryConversations } from '../../../src/answer/memory-conversations.js';
import { assembleBots } from '../../../src/channels/assemble-bots.js';
import type { DeskLimits } from '../../../src/channels/bots/create-bot-desk.js';
import { createMemoryMessageLedger } from '../../../src/channels/bots/memory-message-ledger.js';
import { ledgerLimits, type MessageLedger } from '../../../src/channels/bots/message-ledger.js';
import { createPlatformCall } from '../../../src/channels/bots/platform-call.js';
import { readSettings } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import type { LogFields, Logger } from '../../../src/logger.js';
import { createDirectNetwork } from '../../channels/mock/direct-network.js';
import { type MockWecom, wecomApp, wecomBot } from '../../channels/mock/mock-wecom.js';
import { answerer as readyAnswerer, readyState, widget } from '../fake-service.js';

/** Both WeCom bots, as an environment names them. */
export const wecomEnvironment = {
  WENCE_PUBLIC_URL: 'https://w.example.cn',
  WENCE_WECOM_BOT_ID: wecomBot.botId,
  WENCE_WECOM_BOT_TOKEN: wecomBot.token,
  WENCE_WECOM_BOT_AES_KEY: wecomBot.aesKey,
  WENCE_WECOM_BOT_NAMES: '问策',
  WENCE_WECOM_APP_CORP_ID: wecomApp.corpId,
  WENCE_WECOM_APP_AGENT_ID: wecomApp.agentId,
  WENCE_WECOM_APP_SECRET: wecomApp.secret,
  WENCE_WECOM_APP_TOKEN: wecomApp.token,
  WENCE_WECOM_APP_AES_KEY: wecomApp.aesKey,
};

/** An app with WeCom's bots over a mock of WeCom, and what it logged and was asked. */
export function botApp(
  wecom: MockWecom,
  options: {
    readonly ledger?: MessageLedger;
    readonly limits?: Partial<DeskLimits>;
    /** Makes an answer; the fake one at once where left out. */
    readonly ask?: Answerer['ask'];
    /** Whether answers can be given from the start; `bots.resume()` is the test's to call where not. */
    readonly isReady?: boolean;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
) {
  const lines: (LogFields & { readonly logged: string })[] = [];
  const keep = (fields: LogFields, logged: string) => {
    lines.push({ ...fields, logged });
  };
  const logger: Logger = { info: keep, warn: keep, error: keep };
  const clockMs = () => Date.now();
  const settings = readSettings({
    environment: { ...wecomEnvironment, ...options.environment },
    workingDir: '/nonexistent',
  });
  const asked: string[] = [];
  const conversationsAsked: (string | undefined)[] = [];
  let answers = 0;
  const conversations = createMemoryConversations({
    limits: conversationLimits(1),
    clockMs,
    newId: () => `c_${answers}`,
  });
  const answerer: Answerer = {
    ask: async (request, askOptions) => {
      asked.push(request.question);
      conversationsAsked.push(request.conversationId);
      const made: Answer = await (options.ask ?? readyAnswerer.ask)(request, askOptions);
      const conversation = await conversations.open(request.conversationId);
      answers += 1;
      const id = `a_${answers}`;
      const { question } = request;
      await conversations.record(conversation.id, {
        answerId: id,
        question,
        interpretedQuestion: question,
        cited: [],
      });
      return { ...made, id, conversationId: conversation.id };
    },
  };
  const ledger = options.ledger ?? createMemoryMessageLedger({ limits: ledgerLimits(30), clockMs });
  const network = createDirectNetwork({ 'qyapi.weixin.qq.com': wecom.handle });
  const bots = assembleBots({
    settings: settings.bots,
    publicUrl: settings.publicUrl ?? '',
    ledger,
    call: createPlatformCall({
      fetch: network.fetch,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: () => 0.5,
    }),
    connect: null,
    service: () => ({ answerer, conversations }),
    logger,
    clockMs,
    random: () => 0.5,
    randomBytes,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  let ids = 0;
  const app = createApp({
    settings,
    state: () => readyState,
    logger,
    bots: bots.hooks,
    widget,
    now: () => new Date(),
    newId: () => {
      ids += 1;
      return `r${ids}`;
    },
  });
  const ready = (async () => {
    await bots.start();
    if (options.isReady !== false) await bots.resume();
  })();
  return { app, bots, ledger, lines, asked, conversationsAsked, conversations, network, ready };
}
