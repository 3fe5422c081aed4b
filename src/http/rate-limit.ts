/** How long a question counts. */
const WINDOW_MS = 60_000;
/** Callers remembered at once: beyond, the one longest silent is forgotten. */
const MAX_CALLERS = 10_000;

/** Counts a caller's question: null lets it pass, else the seconds to wait. */
export type RateLimit = (caller: string) => number | null;

/** Lets each caller ask at most `perMinute` questions in any 60 seconds; 0 means no limit. */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const askedAtMs = new Map<string, number[]>();
  return (caller) => {
    if (perMinute === 0) return null;
    const nowMs = now().getTime();
    const recent = (askedAtMs.get(caller) ?? []).filter((time) => time > nowMs - WINDOW_MS);
    const isAllowed = recent.length < perMinute;
    if (isAllowed) recent.push(nowMs);
    askedAtMs.delete(caller);
    askedAtMs.set(caller, recent);
    if (askedAtMs.size > MAX_CALLERS) {
      const [longestSilent] = askedAtMs.keys();
      if (longestSilent !== undefined) askedAtMs.delete(longestSilent);
    }
    if (isAllowed) return null;
    const oldest = recent[0] ?? nowMs;
    return Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000));
  };
}
