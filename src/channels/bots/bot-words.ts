import type { QuestionLanguage } from '../../retrieve/question-text.js';

/** What a person asks of the bot itself, in a word. */
export type BotCommand = 'help' | 'clear' | 'useful' | 'useless';

const commands: Readonly<Record<string, BotCommand>> = {
  帮助: 'help',
  使用帮助: 'help',
  使用说明: 'help',
  help: 'help',
  清空: 'clear',
  清空对话: 'clear',
  重新开始: 'clear',
  新对话: 'clear',
  clear: 'clear',
  reset: 'clear',
  有用: 'useful',
  useful: 'useful',
  helpful: 'useful',
  '👍': 'useful',
  没用: 'useless',
  没有用: 'useless',
  useless: 'useless',
  'not useful': 'useless',
  'not helpful': 'useless',
  '👎': 'useless',
};

/** Longer than any command with its marks; the marks of a long text would take seconds to look for. */
const LONGEST_COMMAND = 100;

/** The command that a message is, alone or with a mark at its end; null for everything else. */
export function readCommand(text: string): BotCommand | null {
  if (text.length > LONGEST_COMMAND) return null;
  const word = text
    .normalize('NFKC')
    .trim()
    .replace(/^\/|[\s.!?。!?~]+$/gu, '')
    .toLowerCase();
  return Object.hasOwn(commands, word) ? (commands[word] ?? null) : null;
}

/** What the bot says of its own, a language a set. */
export interface BotLines {
  readonly help: string;
  readonly hello: string;
  readonly cleared: string;
  readonly notCleared: string;
  readonly rated: string;
  readonly nothingToRate: string;
  readonly unsupported: string;
  readonly tooLong: (length: number) => string;
  readonly failed: string;
  readonly busy: string;
  readonly tooMany: string;
}

const how = [
  '· 直接发问题，例如“今年招商的重点是什么”；可以接着问“那具体怎么做”。',
  '· 发“有用”或“没用”，评价上一条回答。',
  '· 发“清空”，忘掉前面的对话，重新开始。',
  '· 发“帮助”，看这段说明。',
].join('\n');

const lines: Readonly<Record<QuestionLanguage, BotLines>> = {
  zh: {
    help: `我根据收录的文件回答问题，每一点都注明出自哪一条；文件里没有写的，我会直说。\n${how}`,
    hello: `您好，我是问策。我根据收录的文件回答问题，每一点都注明出自哪一条。\n${how}`,
    cleared: '已经清空，我们重新开始。',
    notCleared: '这次没有清空成功，请稍后再试。',
    rated: '谢谢，已经记下。',
    nothingToRate: '前面没有可以评价的回答。',
    unsupported: '我只能读文字，请把问题打成文字发给我。',
    tooLong: (length) => `问题太长：最多 1000 个字，现在是 ${length} 个。请只写要问的内容。`,
    failed: '这个问题没有答成，服务出了点问题，请稍后再试。',
    busy: '现在提问的人多，请稍后再试。',
    tooMany: '提问太频繁，请一分钟后再试。',
  },
  en: {
    help: [
      'I answer from the documents collected here, and name the clause behind every point.',
      '· Ask a question; you may follow up on it.',
      '· “useful” or “useless” rates the last answer.',
      '· “clear” forgets the conversation.',
      '· “help” shows this.',
    ].join('\n'),
    hello: 'Hello, I am Wence. Ask me about the documents collected here.',
    cleared: 'Forgotten. Let us start anew.',
    notCleared: 'That could not be forgotten just now; please try again later.',
    rated: 'Thank you, noted.',
    nothingToRate: 'There is no answer yet to rate.',
    unsupported: 'I can only read text; please type your question.',
    tooLong: (length) =>
      `The question is too long: 1000 characters at most, this one has ${length}.`,
    failed: 'Something went wrong with this question; please try again later.',
    busy: 'Many are asking right now; please try again later.',
    tooMany: 'Too many questions; please try again in a minute.',
  },
};

/** The bot's lines in a language. */
export function linesIn(language: QuestionLanguage): BotLines {
  return lines[language];
}
