import { Command, CommanderError, Help } from 'commander';
import { WenceError } from '../errors.js';
import { packageVersion } from '../http/package-version.js';
import { displayWidth } from '../text/display-width.js';
import { askCommand } from './ask-command.js';
import { calibrateCommand } from './calibrate-command.js';
import type { CommandContext, Outcome } from './command.js';
import { doctorCommand } from './doctor-command.js';
import { evalCommand } from './eval-command.js';
import { indexCommand } from './index-command.js';
import { outlineCommand } from './outline-command.js';
import { pushCommand } from './push-command.js';
import { serveCommand } from './serve-command.js';
import type { Terminal } from './terminal.js';
import { usageMessage } from './usage-message.js';

/** What `wence` ends with: 0 done, 1 failed, 2 wrong usage or setting, 130 interrupted. */
export type ExitCode = Outcome | 2 | 130;

/** Runs one command line, without the program's name. Never throws. */
export async function runCli(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { terminal, signal } = context;
  let outcome: Outcome = 0;
  const program = buildProgram(context, (reached) => {
    outcome = reached;
  });
  try {
    if (words.length === 0) program.help({ error: true });
    await program.parseAsync([...words], { from: 'user' });
    return signal.aborted && words[0] !== 'serve' ? 130 : outcome;
  } catch (error) {
    if (error instanceof CommanderError) return explainUsage(error, terminal);
    if (signal.aborted) return 130;
    return explainFailure(error, terminal);
  }
}

const commands = [
  serveCommand,
  indexCommand,
  askCommand,
  outlineCommand,
  pushCommand,
  evalCommand,
  calibrateCommand,
  doctorCommand,
];

function buildProgram(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal } = context;
  const program = new Command('wence')
    .description('问策：会引用条款的政策问答助手')
    .version(packageVersion(), '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .addHelpText(
      'after',
      `
例子：
  wence serve                      启动服务，默认 http://127.0.0.1:8787
  wence ask "今年外资招商重点是什么"   在终端里提问
  wence outline 通知.txt            看一份文件读出来的结构

每个设置都可以写在环境变量或 .env 里，见 .env.example。
退出码：0 成功，1 失败，2 用法或设置有误。`,
    );
  for (const make of commands) program.addCommand(make(context, done));
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .helpOption('-h, --help', '显示帮助')
      .configureOutput({
        writeOut: terminal.out,
        writeErr: terminal.err,
        // Usage errors are put into Chinese where they are caught.
        outputError: () => undefined,
      })
      .configureHelp({ styleTitle: chineseTitle, displayWidth, commandUsage, subcommandTerm });
  }
  return program;
}

const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

function chineseTitle(title: string): string {
  return helpTitles[title] ?? title;
}

const standardHelp = new Help();

function commandUsage(command: Command): string {
  return inChinese(standardHelp.commandUsage(command));
}

function subcommandTerm(command: Command): string {
  return inChinese(standardHelp.subcommandTerm(command));
}

function inChinese(usage: string): string {
  return usage.replace('[options]', '[选项]').replace('[command]', '[命令]');
}

function explainUsage(error: CommanderError, { err, paintErr }: Terminal): ExitCode {
  if (error.exitCode === 0) return 0;
  const message = usageMessage(error);
  if (message !== null) err(`${paintErr.red(message)}\n用 wence --help 看用法。\n`);
  return 2;
}

function explainFailure(error: unknown, { err, paintErr }: Terminal): ExitCode {
  if (error instanceof WenceError) {
    err(`${paintErr.red(error.message)}\n`);
    // What was typed or set is wrong, not the work.
    return error.code === 'invalid_setting' || error.code === 'invalid_request' ? 2 : 1;
  }
  // Unforeseen: the stack is what helps to mend it.
  err(`${paintErr.red('程序出错：')}${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
