/** Keeps the values of the most recently used keys. */
export interface RecentlyUsed<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** A cache of at most `capacity` entries; the one not used for longest goes first. */
export function createRecentlyUsed<Value>(capacity: number): RecentlyUsed<Value> {
  // A Map iterates in the order of insertion: re-inserting on use keeps the oldest first.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) {
          break;
        }
        entries.delete(oldest);
      }
    },
  };
}
