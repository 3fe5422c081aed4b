import { HookRefusal } from '../../channels/bots/hook-refusal.js';
import type { Logger } from '../../logger.js';
import type { AppContext } from '../app-env.js';

/**
 * Answers a callback. One that is refused gets its status and no words, for whoever forged it learns nothing,
 * and one log line that says why.
 */
export async function guardHook(
  context: AppContext,
  {
    hook,
    logger,
    answer,
  }: {
    /** The hook's name in the log. */
    readonly hook: string;
    readonly logger: Logger;
    /** @throws HookRefusal */
    readonly answer: () => Promise<Response>;
  },
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof HookRefusal)) throw error;
    logger.warn(
      { hook, requestId: context.get('requestId'), status: error.status, reason: error.message },
      'callback refused',
    );
    return context.body(null, error.status);
  }
}
