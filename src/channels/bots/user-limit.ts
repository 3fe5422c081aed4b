/** What to do with one more message of a user. */
export type LimitVerdict =
  | 'pass'
  /** One too many, the first: to be told so. */
  | 'tell'
  /** Told already. */
  | 'drop';

const WINDOW_MS = 60_000;
/** Users remembered at once: beyond, the one longest silent is forgotten. */
const MOST_USERS = 10_000;

/** Lets each user send so many messages in any 60 seconds, and tells of the limit once in that time. */
export function createUserLimit(
  perMinute: number,
  clockMs: () => number,
): (user: string) => LimitVerdict {
  const seen = new Map<string, { readonly times: number[]; toldAtMs: number | null }>();
  return (user) => {
    const nowMs = clockMs();
    const since = nowMs - WINDOW_MS;
    const known = seen.get(user) ?? { times: [], toldAtMs: null };
    // A clock that was put back leaves times ahead of it: they must not count until it gets there.
    const isLately = (timeMs: number) => timeMs > since && timeMs <= nowMs;
    const times = known.times.filter(isLately);
    const isAllowed = times.length < perMinute;
    const isTold = known.toldAtMs !== null && isLately(known.toldAtMs);
    if (isAllowed) times.push(nowMs);
    seen.delete(user);
    seen.set(user, { times, toldAtMs: isAllowed || isTold ? known.toldAtMs : nowMs });
    const [silent] = seen.keys();
    if (seen.size > MOST_USERS && silent !== undefined) seen.delete(silent);
    return isAllowed ? 'pass' : isTold ? 'drop' : 'tell';
  };
}
