import { randomInt } from 'node:crypto';
import { createGenerator, type Generator } from '../answer/generate.js';
import {
  type ChatModelSettings,
  createLangchainChatModel,
  modelProblem,
} from '../answer/langchain-chat-model.js';

/** Answers in the words of the language model that was set up; nothing is loaded before the first of them. */
export function openGenerator(
  settings: ChatModelSettings,
  options: { readonly onProblem?: ((message: string) => void) | undefined } = {},
): Generator {
  return createGenerator({
    model: createLangchainChatModel(settings),
    timeoutMs: settings.timeoutMs,
    deadline: (timeoutMs) => AbortSignal.timeout(timeoutMs),
    // Handles must not be foreseen.
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    onProblem: (error) => options.onProblem?.(modelProblem(error)),
  });
}

/** As fine as `randomInt` goes. */
const RANDOM_STEPS = 2 ** 47;

/** Longest that `wence doctor` waits for a language model. */
const LONGEST_TRIAL_MS = 10_000;

/** Whether a language model answers; what keeps it from doing so, in words, where it does not. */
export async function tryLanguageModel(settings: ChatModelSettings): Promise<string | null> {
  const signal = AbortSignal.timeout(Math.min(settings.timeoutMs, LONGEST_TRIAL_MS));
  try {
    const messages = [{ role: 'user', content: '你好' }] as const;
    for await (const words of createLangchainChatModel(settings).write(messages, { signal })) {
      if (words !== '') return null;
    }
    return '服务的回答是空的';
  } catch (error) {
    return modelProblem(error);
  }
}
