import {
  type AskClient,
  AskFailure,
  type Overview,
  type QuestionFilter,
} from '../ask/ask-client.js';
import type { ChatState } from './chat-session.js';
import { type Clock, countDown } from './clock.js';
import type { ObservedState } from './observed-state.js';

/** Where the server does not say when it will be ready. */
const PREPARING_SECONDS = 3;

/**
 * Loads what the empty chat shows; while the server is not ready, again and again. Tells each failure on
 * the way, and nothing once the signal is aborted. Never rejects.
 */
async function loadOverview(
  client: Pick<AskClient, 'overview'>,
  options: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly filter: QuestionFilter | undefined;
    readonly onOverview: (overview: Overview | AskFailure) => void;
  },
): Promise<void> {
  const { clock, signal, filter, onOverview } = options;
  while (!signal.aborted) {
    const outcome = await client.overview(signal, filter).catch((error: unknown) => failure(error));
    if (signal.aborted) return;
    onOverview(outcome);
    if (!(outcome instanceof AskFailure) || outcome.kind !== 'not-ready') return;
    const seconds = Math.max(1, outcome.retryAfterSeconds ?? PREPARING_SECONDS);
    await countDown(seconds, { clock, signal, onSecond: () => undefined });
  }
}

/** The overview that a session shows: loaded where it is missing, one load at a time. */
export interface ShownOverview {
  load(): void;
  /** Ends a load that is under way. */
  end(): void;
}

export function shownOverview(
  client: Pick<AskClient, 'overview'>,
  options: {
    readonly clock: Clock;
    readonly filter: () => QuestionFilter | undefined;
    readonly observed: Pick<ObservedState<ChatState>, 'current' | 'patch'>;
  },
): ShownOverview {
  const { clock, filter, observed } = options;
  let loading = new AbortController();
  return {
    load: () => {
      const { overview: before } = observed.current;
      if (before !== null && !(before instanceof AskFailure)) return;
      loading.abort();
      loading = new AbortController();
      const onOverview = (overview: ChatState['overview']) => observed.patch({ overview });
      void loadOverview(client, { clock, signal: loading.signal, filter: filter(), onOverview });
    },
    end: () => loading.abort(),
  };
}

function failure(error: unknown): AskFailure {
  return error instanceof AskFailure ? error : new AskFailure('server', { cause: error });
}
