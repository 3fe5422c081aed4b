import { Command } from 'commander';
import { askRequestSchema } from '../answer/answer.js';
import { type BotReply, DeliveryError } from '../channels/bots/delivery.js';
import { requireGroup } from '../channels/wecom/group-push.js';
import type { Settings } from '../config.js';
import { WenceError } from '../errors.js';
import type { CommandContext, Outcome } from './command.js';
import { printSkipped } from './index-command.js';
import { createProgressDisplay } from './progress.js';
import { addSettingOptions, settingsOf } from './settings-options.js';

interface PushOptions {
  readonly group: string;
  readonly text?: boolean;
  readonly keepGoing?: boolean;
}

/** `wence push`: sends an answer or a text to a WeCom group. */
export function pushCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services } = context;
  const command = new Command('push')
    .description('把一个问题的回答（或一段文字）推送到企业微信群')
    .argument('<内容>', '要问的问题；加 --text 时是要发的文字')
    .requiredOption('--group <名称>', '发到哪个群：WENCE_WECOM_GROUP_KEYS 里的名称')
    .option('--text', '原样发送这段文字，不提问')
    .option('--keep-going', '有文件读不了时只警告')
    .addHelpText(
      'after',
      '\n例子：\n  wence push --group 办公室 "今年招商的重点是什么"\n  wence push --group 办公室 --text "明天下午三点例会"',
    )
    .action(async (content: string, options: PushOptions) => {
      const settings = settingsOf({ ...options }, context);
      const { group } = options;
      // A mistyped name shows before the index is loaded.
      requireGroup(group, settings.bots.wecomGroups);
      const reply =
        options.text === true
          ? textOf(content)
          : await answerTo(content, { settings, context, keepGoing: options.keepGoing ?? false });
      if (reply === null) return done(1);
      const count = await sent(() => services.pushToGroup(settings, { group, reply }));
      terminal.out(`已发到“${group}”，共 ${count} 条消息。\n`);
      done(0);
    });
  return addSettingOptions(command, ['corpus', 'model', 'question', 'languageModel', 'bots']);
}

function textOf(text: string): BotReply {
  if (text.trim() === '') throw new WenceError('invalid_request', '要发的文字是空的。');
  return { kind: 'words', text };
}

/** The answer to push; null where there is none worth a group's time, which is said here. */
async function answerTo(
  content: string,
  options: {
    readonly settings: Settings;
    readonly context: CommandContext;
    readonly keepGoing: boolean;
  },
): Promise<BotReply | null> {
  const { settings, context, keepGoing } = options;
  const { terminal, services, signal } = context;
  const request = askRequestSchema.safeParse({ question: content });
  if (!request.success) {
    const message = `问题应为 1 到 1000 个字符，现在是 ${content.trim().length} 个。`;
    throw new WenceError('invalid_request', message);
  }
  const display = createProgressDisplay(terminal);
  try {
    const wence = await services.open(settings, { keepGoing, onProgress: display.show, signal });
    display.stop();
    printSkipped(wence.skipped, terminal);
    try {
      const answer = await wence.answerer.ask(request.data);
      if (answer.kind === 'answered') return { kind: 'answer', answer };
      terminal.err(`没有推送：${answer.text}\n`);
      return null;
    } finally {
      await wence.close();
    }
  } finally {
    display.stop();
  }
}

/** @throws WenceError `internal` in words for people, where the platform did not take it */
async function sent(push: () => Promise<number>): Promise<number> {
  try {
    return await push();
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    throw new WenceError('internal', `没有发成：${error.message}`);
  }
}
