import type { Conversations } from './conversations.js';

/**
 * Conversations that never keep a question from being answered: where the first store fails, as on
 * a full disk, the second takes its place for that call.
 *
 * @param options.onProblem - told of every failure
 */
export function steadyConversations(
  first: Conversations,
  options: { readonly second: Conversations; readonly onProblem: (error: unknown) => void },
): Conversations {
  const { second, onProblem } = options;
  const either = async <T>(
    act: (store: Conversations) => Promise<T>,
    isFound: (value: T) => boolean = () => true,
  ): Promise<T> => {
    try {
      const value = await act(first);
      if (isFound(value)) return value;
    } catch (error) {
      onProblem(error);
    }
    return act(second);
  };
  return {
    open: (id) => either((store) => store.open(id)),
    record: async (id, turn) => {
      await either((store) => store.record(id, turn));
    },
    forget: async (id) => {
      await second.forget(id);
      // A conversation that could not be forgotten must not be reported as forgotten.
      await first.forget(id);
    },
    rate: (answerId, feedback) =>
      either(
        (store) => store.rate(answerId, feedback),
        (isKnown) => isKnown,
      ),
    feedbackOn: (answerId) =>
      either(
        (store) => store.feedbackOn(answerId),
        (feedback) => feedback !== undefined,
      ),
  };
}
