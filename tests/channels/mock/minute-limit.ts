/** Takes at most so many calls in any 60 seconds. */
export function minuteLimit(limit: number, nowMs: () => number): (name: string) => boolean {
  const takenAtMs = new Map<string, number[]>();
  return (name) => {
    const recent = (takenAtMs.get(name) ?? []).filter((time) => time > nowMs() - 60_000);
    const isTaken = recent.length < limit;
    takenAtMs.set(name, isTaken ? [...recent, nowMs()] : recent);
    return isTaken;
  };
}
