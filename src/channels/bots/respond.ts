import { type Answerer, MAX_QUESTION_LENGTH } from '../../answer/answer.js';
import type { Conversations } from '../../answer/conversations.js';
import { questionLanguage } from '../../retrieve/question-text.js';
import type { BotMessage, Sender } from './bot-message.js';
import { type BotCommand, linesIn, readCommand } from './bot-words.js';
import type { BotReply } from './delivery.js';
import type { MessageLedger } from './message-ledger.js';

/** What answers are made with, once the index is loaded. */
export interface BotService {
  readonly answerer: Answerer;
  readonly conversations: Conversations;
}

interface RespondOptions {
  readonly service: BotService;
  readonly ledger: MessageLedger;
  readonly signal: AbortSignal;
  /** Told the whole text so far. */
  readonly onProgress: (text: string) => void;
}

/**
 * What is said to a message: an answer in the conversation of that user in that chat, or a line of
 * the bot's own.
 *
 * @throws what asking throws; the signal's reason once it is aborted
 */
export async function respond(message: BotMessage, options: RespondOptions): Promise<BotReply> {
  const { content, sender } = message;
  if (content.kind === 'hello') return words(linesIn('zh').hello);
  if (content.kind === 'unsupported') return words(linesIn('zh').unsupported);
  const question = content.text.trim();
  const lines = linesIn(questionLanguage(question));
  if (question === '') return words(lines.help);
  const command = readCommand(question);
  if (command !== null) return words(await obey(command, { ...options, sender, lines }));
  if (question.length > MAX_QUESTION_LENGTH) return words(lines.tooLong(question.length));
  return await ask(question, { ...options, sender });
}

function words(text: string): BotReply {
  return { kind: 'words', text };
}

async function ask(
  question: string,
  { service, ledger, signal, onProgress, sender }: RespondOptions & { readonly sender: Sender },
): Promise<BotReply> {
  const conversationId = (await ledger.conversationOf(sender))?.conversationId;
  let text = '';
  const answer = await service.answerer.ask(
    { question, ...(conversationId === undefined ? {} : { conversationId }) },
    {
      signal,
      onEvent: (event) => {
        if (event.kind !== 'delta') return;
        text += event.text;
        onProgress(text);
      },
    },
  );
  await ledger.remember(sender, { conversationId: answer.conversationId, answerId: answer.id });
  return { kind: 'answer', answer };
}

async function obey(
  command: BotCommand,
  {
    service: { conversations },
    ledger,
    sender,
    lines,
  }: RespondOptions & { readonly sender: Sender; readonly lines: ReturnType<typeof linesIn> },
): Promise<string> {
  if (command === 'help') return lines.help;
  const known = await ledger.conversationOf(sender);
  if (command === 'clear') {
    try {
      if (known !== undefined) await conversations.forget(known.conversationId);
      await ledger.forget(sender);
    } catch {
      // It must not be said to be forgotten while a file still holds it.
      return lines.notCleared;
    }
    return lines.cleared;
  }
  const value = command === 'useful' ? 'up' : 'down';
  const isRated = known !== undefined && (await conversations.rate(known.answerId, { value }));
  return isRated ? lines.rated : lines.nothingToRate;
}
