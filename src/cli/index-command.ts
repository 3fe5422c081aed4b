import { Command } from 'commander';
import type { UnreadableFile } from '../corpus/source-file.js';
import type { CommandContext, Outcome } from './command.js';
import { createProgressDisplay } from './progress.js';
import type { IndexSummary } from './services.js';
import { addSettingOptions, settingsOf } from './settings-options.js';
import type { Terminal } from './terminal.js';

/** `wence index`: builds or updates the index and stops. */
export function indexCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services, signal } = context;
  const command = new Command('index')
    .description('建立或更新索引')
    .option('--rebuild', '从头建立，不用旧的索引')
    .option('--keep-going', '有文件读不了时只警告，继续做完')
    .addHelpText('after', '\n例子：\n  wence index --corpus 文件 --keep-going')
    .action(async (options: { readonly rebuild?: boolean; readonly keepGoing?: boolean }) => {
      const display = createProgressDisplay(terminal);
      try {
        const summary = await services.buildIndex(settingsOf({ ...options }, context), {
          rebuild: options.rebuild ?? false,
          keepGoing: options.keepGoing ?? false,
          onProgress: display.show,
          signal,
        });
        display.stop();
        printSummary(summary, terminal);
        done(summary.skipped.length > 0 && options.keepGoing !== true ? 1 : 0);
      } finally {
        display.stop();
      }
    });
  return addSettingOptions(command, ['corpus', 'model']);
}

/** What was indexed on `out`; what was skipped, and why, on `err`. */
function printSummary(summary: IndexSummary, { out, err, paint, paintErr }: Terminal): void {
  const { documents, sections, chunks, embedded, reused, skipped } = summary;
  out(
    `${paint.green('索引已就绪')}：文件 ${documents} 份，章节 ${sections} 个，片段 ${chunks} 个` +
      `（新算 ${embedded}，沿用 ${reused}）\n`,
  );
  printSkipped(skipped, { err, paintErr });
  if (documents === 0) printEmpty({ err, paintErr });
}

/** What to do where there is nothing to answer from. */
export function printEmpty({ err, paintErr }: Pick<Terminal, 'err' | 'paintErr'>): void {
  err(
    `${paintErr.yellow('没有文件')}：把 .txt 或 .md 文件放进文件目录，或用 --corpus 指定别的目录，再运行一次。\n`,
  );
}

/** Files that were left out, each with its reason. */
export function printSkipped(
  skipped: readonly UnreadableFile[],
  { err, paintErr }: Pick<Terminal, 'err' | 'paintErr'>,
): void {
  for (const { source, reason } of skipped) {
    err(`${paintErr.yellow('跳过')} ${source}：${reason}\n`);
  }
}
