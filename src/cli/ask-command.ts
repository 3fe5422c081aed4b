import { Command } from 'commander';
import { askRequestSchema } from '../answer/answer.js';
import { formatAnswer } from '../channels/format-answer.js';
import { WenceError } from '../errors.js';
import type { CommandContext, Outcome } from './command.js';
import { printSkipped } from './index-command.js';
import { createProgressDisplay } from './progress.js';
import { addSettingOptions, settingsOf } from './settings-options.js';
import { jsonText } from './terminal.js';

interface AskOptions {
  readonly json?: boolean;
  readonly maxCitations?: string;
  readonly keepGoing?: boolean;
}

/** `wence ask`: one answer on the terminal. */
export function askCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services, signal } = context;
  const command = new Command('ask')
    .description('提一个问题，得到注明出处的回答')
    .argument('<问题>', '要问的问题')
    .option('--json', '输出接口的回答对象（JSON）')
    .option('--keep-going', '有文件读不了时只警告')
    .option('--max-citations <条数>', '最多引用几条（1 到 20）')
    .addHelpText(
      'after',
      '\n例子：\n  wence ask "商务局今年外资招商重点是什么"\n  wence ask --json "商务要点第12条"',
    )
    .action(async (question: string, options: AskOptions) => {
      const settings = settingsOf({ ...options }, context);
      const request = askRequestSchema.safeParse({
        question,
        ...(options.maxCitations === undefined
          ? {}
          : { maxCitations: Number(options.maxCitations) }),
      });
      if (!request.success) {
        const isQuestion = request.error.issues[0]?.path[0] === 'question';
        const message = isQuestion
          ? `问题应为 1 到 1000 个字符，现在是 ${question.trim().length} 个。`
          : `--max-citations 应为 1 到 20 的整数，现在是“${options.maxCitations}”。`;
        throw new WenceError('invalid_request', message);
      }
      const display = createProgressDisplay(terminal);
      try {
        const wence = await services.open(settings, {
          keepGoing: options.keepGoing ?? false,
          onProgress: display.show,
          signal,
        });
        display.stop();
        printSkipped(wence.skipped, terminal);
        try {
          const answer = await wence.answerer.ask(request.data);
          const shown = options.json
            ? jsonText(answer)
            : formatAnswer(answer, { style: terminal.paint, publicUrl: settings.publicUrl });
          terminal.out(`${shown}\n`);
          // A refusal is an answer.
          done(0);
        } finally {
          await wence.close();
        }
      } finally {
        display.stop();
      }
    });
  return addSettingOptions(command, ['corpus', 'model', 'question', 'languageModel']);
}
