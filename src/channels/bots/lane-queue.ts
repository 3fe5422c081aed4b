/** Runs jobs a few at a time; those of one lane one after the other, in the order they came. */
export interface LaneQueue<Job> {
  /** Jobs not begun, or not ended. */
  readonly size: number;
  /** Those of one owner. */
  sizeOf(owner: string): number;
  push(job: Job): void;
  /** Begins; what is pushed before only waits. */
  start(): void;
  /** Begins nothing more; resolves once what runs has ended. */
  stop(): Promise<void>;
}

/** Whose a job is. */
export interface JobPlace {
  /** Jobs of one lane run in order. */
  readonly lane: string;
  /** Whom a limit counts. */
  readonly owner: string;
}

/**
 * A queue in this process' memory.
 *
 * @param options.run - never rejects
 */
export function createLaneQueue<Job extends JobPlace>(options: {
  /** Jobs that run at the same time. */
  readonly slots: number;
  /** What each job waits for before it begins. */
  readonly turn: () => Promise<void>;
  readonly run: (job: Job) => Promise<void>;
}): LaneQueue<Job> {
  const { slots, turn, run } = options;
  const waiting: Job[] = [];
  const running = new Map<string, Promise<void>>();
  const owned = new Map<string, number>();
  let isOpen = false;

  const count = (owner: string, change: number): void => {
    const now = (owned.get(owner) ?? 0) + change;
    if (now === 0) owned.delete(owner);
    else owned.set(owner, now);
  };
  const pump = (): void => {
    while (isOpen && running.size < slots) {
      const next = waiting.findIndex(({ lane }) => !running.has(lane));
      const [job] = next < 0 ? [] : waiting.splice(next, 1);
      if (job === undefined) return;
      const done = turn()
        .then(() => run(job))
        .finally(() => {
          running.delete(job.lane);
          count(job.owner, -1);
          pump();
        });
      running.set(job.lane, done);
    }
  };

  return {
    get size() {
      return waiting.length + running.size;
    },
    sizeOf: (owner) => owned.get(owner) ?? 0,
    push(job) {
      waiting.push(job);
      count(job.owner, 1);
      pump();
    },
    start() {
      isOpen = true;
      pump();
    },
    async stop() {
      isOpen = false;
      await Promise.all(running.values());
    },
  };
}
