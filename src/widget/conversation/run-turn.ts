import type { AnswerEvent } from '../../answer/answer.js';
import { type AskClient, AskFailure, type WidgetQuestion } from '../ask/ask-client.js';
import type { TurnChange } from './change-turn.js';
import { type Clock, countDown } from './clock.js';

/** After this long without a word the chat says that it takes longer. */
const SLOW_AFTER_MS = 4_000;
/** Where the server does not say when it will be ready. */
const PREPARING_SECONDS = 3;

/**
 * Asks one question and tells what becomes of it; asks again by itself while the server is not ready.
 * Never rejects: how it ended is the last change told, and nothing is told once the signal is aborted.
 */
export async function runTurn(
  question: WidgetQuestion,
  {
    client,
    clock,
    signal,
    onChange,
  }: {
    readonly client: Pick<AskClient, 'ask'>;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly onChange: (change: TurnChange) => void;
  },
): Promise<void> {
  const tell = (change: TurnChange) => {
    if (!signal.aborted) onChange(change);
  };
  const onEvent = (event: AnswerEvent) => tell({ kind: 'event', event });
  const endSlow = clock.after(SLOW_AFTER_MS, () => tell({ kind: 'slow' }));
  try {
    while (!signal.aborted) {
      try {
        const answer = await client.ask(question, { signal, onEvent });
        return tell({ kind: 'done', answer });
      } catch (error) {
        const failure =
          error instanceof AskFailure ? error : new AskFailure('server', { cause: error });
        if (failure.kind !== 'not-ready') return tell({ kind: 'failed', failure });
        // Zero would ask without a pause.
        const retryAfterSeconds = Math.max(1, failure.retryAfterSeconds ?? PREPARING_SECONDS);
        tell({ kind: 'preparing', message: failure.message, retryAfterSeconds });
        const onSecond = () => tell({ kind: 'second-passed' });
        await countDown(retryAfterSeconds, { clock, signal, onSecond });
      }
    }
  } finally {
    endSlow();
  }
}
