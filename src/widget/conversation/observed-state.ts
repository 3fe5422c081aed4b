/** A state that tells when it changes. */
export interface ObservedState<T extends object> {
  readonly current: T;
  /** Puts a new object in the state's place, with some of its parts changed. */
  patch(parts: Partial<T>): void;
  /** Calls back after every change until the returned function is called. */
  subscribe(onChange: () => void): () => void;
}

export function observedState<T extends object>(initial: T): ObservedState<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get current() {
      return current;
    },
    patch: (parts) => {
      current = { ...current, ...parts };
      // Who leaves or joins meanwhile must not disturb the round.
      for (const listener of [...listeners]) listener();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
