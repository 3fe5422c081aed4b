import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Command } from 'commander';
import { requireSafeExposure, type Settings } from '../config.js';
import { WenceError } from '../errors.js';
import { createApp } from '../http/app.js';
import type { ServiceState } from '../http/app-env.js';
import { readWidgetAssets } from '../http/widget-assets.js';
import { createLogger } from '../logger.js';
import { botLines } from './bot-lines.js';
import type { CommandContext, Outcome } from './command.js';
import { printEmpty, printSkipped } from './index-command.js';
import { createProgressDisplay } from './progress.js';
import { addSettingOptions, settingsOf } from './settings-options.js';

/** `wence serve`: opens the port, loads or builds the index, answers until it is stopped. */
export function serveCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const command = new Command('serve')
    .description('启动服务（npm start 也是它）')
    .option('--keep-going', '有文件读不了时只警告，照常启动')
    .addHelpText('after', '\n例子：\n  wence serve\n  wence serve --port 9000 --corpus 文件')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const settings = settingsOf(options, context);
      requireSafeExposure(settings);
      await serve(settings, { context, keepGoing: options.keepGoing === true });
      done(0);
    });
  return addSettingOptions(command, [
    'corpus',
    'model',
    'question',
    'server',
    'languageModel',
    'bots',
  ]);
}

/**
 * How long a client may take to send its headers, and its whole request of at most 64 KiB: those
 * who dribble must not hold connections. An answer may take longer.
 */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
} as const;

async function serve(
  settings: Settings,
  { context, keepGoing }: { readonly context: CommandContext; readonly keepGoing: boolean },
): Promise<void> {
  const { terminal, services, signal } = context;
  let state: ServiceState = {
    kind: 'loading',
    progress: { message: '正在启动', done: 0, total: 0 },
  };
  const logger = createLogger({ write: terminal.err });
  const bots = await services.openBots(settings, {
    service: () => (state.kind === 'ready' ? state : null),
    logger,
  });
  const app = createApp({
    settings,
    state: () => state,
    logger,
    bots: bots?.hooks,
    now: () => new Date(),
    newId: () => randomUUID(),
    widget: readWidgetAssets(),
  });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: PATIENCE });
  const address = await listen(server as Server, settings);
  // One connection that cannot be taken must not end the process.
  server.on('error', (error) => logger.warn({ error }, 'server error'));
  await bots?.start();
  const display = createProgressDisplay(terminal);
  try {
    const wence = await services.open(settings, {
      onProgress: (progress) => {
        state = { kind: 'loading', progress };
        display.show(progress);
      },
      keepGoing,
      signal,
      onModelProblem: (problem) => logger.warn({ problem }, 'language model gives no answer'),
      onConversationProblem: (error) => {
        if (error instanceof WenceError) {
          terminal.err(
            `${terminal.paint.yellow('注意')}：${error.message}现在对话只记在内存里，停止服务后就没有了。\n`,
          );
        } else if (error instanceof Error) {
          logger.warn({ error }, 'conversations file fails');
        }
      },
    });
    display.stop();
    printSkipped(wence.skipped, terminal);
    if (wence.store.documents.length === 0) printEmpty(terminal);
    try {
      state = { kind: 'ready', ...wence };
      await bots?.resume();
      terminal.out(`${terminal.paint.green('问策已就绪')}：${address}\n`);
      for (const line of botLines(settings)) terminal.out(`${line}\n`);
      await aborted(signal);
    } finally {
      // While the port is open: platforms may still fetch what is ready.
      await bots?.close(LAST_REPLIES_MS);
      await close(server as Server);
      await wence.close();
    }
  } catch (error) {
    state = { kind: 'failed', error };
    throw error;
  } finally {
    display.stop();
    await bots?.close(0);
    await close(server as Server);
  }
}

/** Opens the port and gives the address to visit. */
function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new WenceError('invalid_setting', portProblem(error, { host, port }), { cause: error }),
      );
    });
    server.listen(port, host, () => {
      const bound = server.address();
      const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`);
    });
  });
}

function portProblem(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `设置 PORT 不对：${host}:${port} 已被别的程序占用（也可能是另一个问策）。请停掉它，或换一个端口，例如 --port ${port + 1}。`;
    case 'EACCES':
      return `设置 PORT 不对：没有权限使用端口 ${port}。请用 1024 以上的端口。`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `设置 HOST 不对：本机没有地址 ${host}。应为本机的地址，例如 127.0.0.1 或 0.0.0.0。`;
    default:
      return `打不开 ${host}:${port}：${error.message}`;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** How long replies of bots may take to arrive once the server was told to stop; what is left is sent after the next start. */
const LAST_REPLIES_MS = 3000;

/** How long answers under way may take once the server was told to stop. */
const LAST_ANSWERS_MS = 5000;

/** Answers under way are finished; idle connections are cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
}
