import { Command } from 'commander';
import type { CommandContext, Outcome } from './command.js';
import { createProgressDisplay } from './progress.js';
import { addSettingOptions, settingsOf } from './settings-options.js';
import { jsonText } from './terminal.js';

/** `wence calibrate`: fits what depends on the embedding model and writes it beside the model. */
export function calibrateCommand(
  context: CommandContext,
  done: (outcome: Outcome) => void,
): Command {
  const { terminal, services, signal } = context;
  const command = new Command('calibrate')
    .description('换了向量模型后，用标注题集重新校准，写在模型旁边')
    .argument('<目录...>', '一个或多个题集')
    .option('--json', '输出全部数字（JSON）')
    .addHelpText('after', '\n例子：\n  wence calibrate tests/eval --model models/新模型')
    .action(async (dirs: readonly string[], options: { readonly json?: boolean }) => {
      const display = createProgressDisplay(terminal);
      try {
        const report = await services.calibrate(settingsOf({ ...options }, context), {
          dirs,
          onProgress: display.show,
          signal,
        });
        display.stop();
        terminal.out(options.json ? `${jsonText(report.data)}\n` : `${report.text}\n`);
        done(report.failures.length > 0 ? 1 : 0);
      } finally {
        display.stop();
      }
    });
  return addSettingOptions(command, ['corpus', 'model', 'question']);
}
