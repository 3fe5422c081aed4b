import { Command } from 'commander';
import type { CommandContext, Outcome } from './command.js';
import { createProgressDisplay } from './progress.js';
import { addSettingOptions, settingsOf } from './settings-options.js';
import { jsonText } from './terminal.js';

interface EvalOptions {
  readonly json?: boolean;
  readonly min?: readonly string[];
  readonly html?: string;
  readonly baseline?: string;
  readonly save?: string;
}

/** `wence eval`: measures retrieval, answers and refusals on a set of questions. */
export function evalCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services, signal } = context;
  const command = new Command('eval')
    .description('用一组问题测量检索、回答和拒答')
    .argument('<目录>', '题集：*.jsonl 的标注问题，或 corpus 与 queries 的段落集')
    .option(
      '--min <指标=值>',
      '低于这个值就失败；可写多次',
      (bar: string, bars: readonly string[] | undefined) => [...(bars ?? []), bar],
    )
    .option('--html <文件>', '把报告写成一个 HTML 文件，含拒答曲线')
    .option('--save <文件>', '保存这次的结果，供以后比较')
    .option('--baseline <文件>', '与以前保存的结果比较（--save 或 --json 写出的文件）')
    .option('--json', '输出全部数字（JSON）')
    .addHelpText(
      'after',
      `
例子：
  wence eval tests/eval --min hit@1=0.9 --min hit@5=0.95
  wence eval tests/eval --save before.json
  wence eval tests/eval --baseline before.json --html report.html`,
    )
    .action(async (dir: string, options: EvalOptions) => {
      const display = createProgressDisplay(terminal);
      try {
        const report = await services.evaluate(settingsOf({ ...options }, context), {
          dir,
          bars: options.min ?? [],
          html: options.html,
          baseline: options.baseline,
          save: options.save,
          onProgress: display.show,
          signal,
        });
        display.stop();
        terminal.out(options.json ? `${jsonText(report.data)}\n` : `${report.text}\n`);
        for (const failure of report.failures) {
          terminal.err(`${terminal.paintErr.red('未达到')} ${failure}\n`);
        }
        done(report.failures.length > 0 ? 1 : 0);
      } finally {
        display.stop();
      }
    });
  return addSettingOptions(command, ['corpus', 'model', 'question']);
}
