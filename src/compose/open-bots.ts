import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { assembleBots, type Bots, type BotsParts } from '../channels/assemble-bots.js';
import { openLibsqlMessageLedger } from '../channels/bots/libsql-message-ledger.js';
import { messageLedgerFile } from '../channels/bots/libsql-message-ledger-file.js';
import { holdForThisProcess } from '../channels/bots/libsql-sole-process.js';
import { ledgerLimits } from '../channels/bots/message-ledger.js';
import {
  createPlatformCall,
  type PlatformCall,
  type PlatformFetch,
} from '../channels/bots/platform-call.js';
import type { StreamConnect } from '../channels/dingtalk/stream-client.js';
import type { Settings } from '../config.js';

/** Calls platforms over this process' network. */
export function openPlatformCall(fetch: PlatformFetch = globalThis.fetch): PlatformCall {
  return createPlatformCall({ fetch, wait: (durationMs) => wait(durationMs), random: Math.random });
}

/**
 * The bots that the settings name, their messages kept in a file under `WENCE_DATA`; null where there are
 * none.
 *
 * @throws WenceError `invalid_setting` where that file cannot be used, or another process uses it
 */
export async function openBots(
  settings: Pick<Settings, 'bots' | 'publicUrl' | 'dataDir' | 'conversationDays'>,
  parts: Pick<BotsParts, 'service' | 'logger'> & { readonly call?: PlatformCall },
): Promise<Bots | null> {
  const { bots: wanted, publicUrl, dataDir, conversationDays } = settings;
  const isAny = wanted.wecomBot !== null || wanted.wecomApp !== null || wanted.dingtalk !== null;
  if (!isAny || publicUrl === null) return null;
  const connect = wanted.dingtalk?.mode === 'stream' ? await loadConnect() : null;
  const clockMs = () => Date.now();
  const file = messageLedgerFile(dataDir);
  const letGo = holdForThisProcess(`${file}.lock`);
  let ledger: ReturnType<typeof openLibsqlMessageLedger>;
  try {
    ledger = openLibsqlMessageLedger(file, { limits: ledgerLimits(conversationDays), clockMs });
  } catch (error) {
    letGo();
    throw error;
  }
  const bots = assembleBots({
    settings: wanted,
    publicUrl,
    ledger,
    call: parts.call ?? openPlatformCall(),
    connect,
    service: parts.service,
    logger: parts.logger,
    clockMs,
    random: Math.random,
    randomBytes: (count) => randomBytes(count),
  });
  let closing: Promise<void> | null = null;
  return {
    ...bots,
    close: (timeoutMs) => {
      closing ??= bots.close(timeoutMs).finally(() => {
        ledger.close();
        letGo();
      });
      return closing;
    },
  };
}

/** WebSockets take some megabytes: they are loaded where one is wanted. */
async function loadConnect(): Promise<StreamConnect> {
  return (await import('../channels/dingtalk/ws-stream-connect.js')).connectStream;
}
