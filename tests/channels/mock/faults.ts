import type { MockReply } from './mock-server.js';

/** Something that goes wrong with one call. */
export type Fault =
  /** The platform refuses with its code: nothing was taken. */
  | { readonly kind: 'code'; readonly code: string | number }
  /** Anything over HTTP, such as 429 or a proxy's page: nothing was taken. */
  | { readonly kind: 'reply'; readonly reply: MockReply }
  /** The reply is lost on its way: the platform did take the call. */
  | { readonly kind: 'lost-reply' }
  /** The connection breaks before the platform took anything. */
  | { readonly kind: 'broken' };

/** Decides what goes wrong with a call, by its path and body; null lets it pass. */
export type FaultPlan = (path: string, text: string) => Fault | null;

/** Faults to come, one a call, for calls whose path ends so. */
export function plannedFaults(): {
  readonly plan: FaultPlan;
  readonly next: (path: string, ...faults: readonly Fault[]) => void;
} {
  const waiting: { readonly path: string; readonly fault: Fault }[] = [];
  return {
    plan: (path) => {
      const position = waiting.findIndex((entry) => path.endsWith(entry.path));
      if (position < 0) return null;
      const [entry] = waiting.splice(position, 1);
      return entry?.fault ?? null;
    },
    next: (path, ...faults) => {
      waiting.push(...faults.map((fault) => ({ path, fault })));
    },
  };
}
