import { HookRefusal } from './hook-refusal.js';

/**
 * Lets a callback through whose time is near this machine's, so that what was recorded cannot be sent
 * again later.
 *
 * @param timestampMs - when the platform says it sent it, in milliseconds since 1970
 * @throws HookRefusal 403
 */
export function requireRecent(
  timestampMs: number,
  { nowMs, toleranceMs }: { readonly nowMs: number; readonly toleranceMs: number },
): void {
  if (Math.abs(nowMs - timestampMs) <= toleranceMs) return;
  const seconds = Math.round((timestampMs - nowMs) / 1000);
  throw new HookRefusal(403, `time stamp is ${seconds} s off this machine's clock`);
}
