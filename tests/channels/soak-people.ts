import { type BotWorld, HOOK_KEY } from './bot-world.js';
import type { MockCallback, MockDingtalk } from './mock/mock-dingtalk.js';
import type { MockWecom, WecomCallback } from './mock/mock-wecom.js';
import { askedBy, later } from './soak-questions.js';

/** People who ask, and the platforms between them and the program. */
export interface People {
  /** The nth message, ready to be sent; each call is one more copy of the same. */
  message(n: number): () => Promise<void>;
  /** Streamed replies as people see them, by the id of their place. */
  readonly places: ReadonlyMap<string, string>;
  /** Statuses that callbacks were answered with. */
  readonly statuses: ReadonlySet<number>;
  /** The longest that an answered callback waited, in milliseconds. */
  readonly slowestMs: () => number;
}

const USERS = 300;
const GROUPS = 40;

/** People over the mocks; `world` is the run of the program that is up, or was. */
export function createPeople({
  world,
  wecom,
  dingtalk,
}: {
  readonly world: () => BotWorld;
  readonly wecom: MockWecom;
  readonly dingtalk: MockDingtalk;
}): People {
  const places = new Map<string, string>();
  const statuses = new Set<number>();
  let slowestMs = 0;

  /** Posts as a platform does: again, four times in all, where no 200 comes in five seconds. */
  const post = async (path: string, { text, headers }: { text: string; headers?: Headers }) => {
    for (let tries = 0; tries < 4; tries += 1) {
      const startedMs = Date.now();
      const reply = world().post(path, text, headers);
      const response = await inTime(reply, 5_000);
      if (response === null) continue;
      slowestMs = Math.max(slowestMs, Date.now() - startedMs);
      statuses.add(response.status);
      if (response.status === 200) return await response.text();
    }
    return null;
  };

  const askBot = async (callback: WecomCallback) => {
    const path = '/hooks/wecom/bot';
    const first = await post(path + callback.query, callback);
    let reply = first === null ? null : wecom.readBotReply(first, callback);
    for (let polls = 0; polls < 360 && reply?.kind === 'stream'; polls += 1) {
      const { id, finish, content } = reply;
      // A later text in the same place would take the one before away.
      if (finish) {
        places.set(id, content);
        return;
      }
      await later(1_000);
      const poll = wecom.botPoll(id);
      const text = await post(path + poll.query, poll);
      reply = text === null ? null : wecom.readBotReply(text, poll);
    }
  };
  const askStream = async (callback: MockCallback, messageId: string) => {
    for (let tries = 0; tries < 4; tries += 1) {
      if (await world().push(callback.body, messageId)) return;
    }
  };

  /** The message made when it is first sent, so that its time is that one's. */
  const write = (n: number): ((copy: number) => Promise<unknown>) => {
    const user = `u${n % USERS}`;
    const by = askedBy(n);
    const isGroup = n % 3 === 0 && by !== 'app';
    const saying = { words: `第${n}问`, user, ...(isGroup ? { group: `g${n % GROUPS}` } : {}) };
    switch (by) {
      case 'bot': {
        const callback = wecom.botCallback({ ...saying, msgId: `m${n}` });
        return () => askBot(callback);
      }
      case 'app': {
        const callback = wecom.appCallback({ ...saying, msgId: `7000000000000${n}` });
        return () => post(`/hooks/wecom/app${callback.query}`, callback);
      }
      case 'hook': {
        const callback = dingtalk.callback({ ...saying, msgId: `m${n}` });
        return () => post(`/hooks/dingtalk/${HOOK_KEY}`, callback);
      }
      case 'stream': {
        const callback = dingtalk.callback({ ...saying, msgId: `m${n}` });
        return (copy) => askStream(callback, `frame-${n}-${copy}`);
      }
    }
  };

  return {
    places,
    statuses,
    slowestMs: () => slowestMs,
    message: (n) => {
      let send: ReturnType<typeof write> | undefined;
      let copies = 0;
      return async () => {
        send ??= write(n);
        copies += 1;
        await send(copies);
      };
    },
  };
}

type Headers = Readonly<Record<string, string>>;

/** What a promise brings in so long, else null. */
async function inTime<T>(work: Promise<T>, durationMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), durationMs);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
