import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, AnswerEvent } from '../../../src/answer/answer.js';
import {
  type AskClient,
  AskFailure,
  type FailureKind,
  type Overview,
  type WidgetQuestion,
} from '../../../src/widget/ask/ask-client.js';
import { changeTurn, newTurn } from '../../../src/widget/conversation/change-turn.js';
import type { ChatSession } from '../../../src/widget/conversation/chat-session.js';
import type {
  ConversationStore,
  StoreChange,
} from '../../../src/widget/conversation/conversation-store.js';
import { createChatSession } from '../../../src/widget/conversation/create-chat-session.js';
import { createMemoryConversationStore } from '../../../src/widget/conversation/memory-conversation-store.js';
import type { Turn } from '../../../src/widget/conversation/turn.js';
import { anAnswer } from '../ask/replies.js';

const overview: Overview = {
  documentCount: 1,
  years: [2023],
  departments: [],
  documents: [],
  samples: [],
};

/** A question that the chat put to the server, to be answered by the test. */
interface Asked {
  readonly question: WidgetQuestion;
  readonly signal: AbortSignal;
  readonly tell: (event: AnswerEvent) => void;
  readonly answer: (answer?: Partial<Answer>) => Promise<void>;
  readonly fail: (kind: FailureKind, retryAfterSeconds?: number, message?: string) => Promise<void>;
}

function settle(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(0);
}

function aChat(options: Partial<Parameters<typeof createChatSession>[0]> = {}) {
  const asked: Asked[] = [];
  const client = {
    ask: (question, { signal, onEvent }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        asked.push({
          question,
          signal,
          tell: onEvent,
          answer: async (some = {}) => {
            resolve(anAnswer(some));
            await vi.advanceTimersByTimeAsync(1);
          },
          fail: async (kind, retryAfterSeconds, message = '') => {
            const seconds = retryAfterSeconds ?? null;
            reject(new AskFailure(kind, { message, retryAfterSeconds: seconds }));
            await settle();
          },
        });
      }),
    overview: vi.fn<AskClient['overview']>(() => Promise.resolve(overview)),
    document: () => Promise.reject(new Error('not here')),
    rate: vi.fn<AskClient['rate']>(() => Promise.resolve()),
    forget: vi.fn<AskClient['forget']>(() => Promise.resolve()),
  } satisfies AskClient;

  const kept = createMemoryConversationStore();
  const tabs = new Set<(change: StoreChange) => void>();
  const store: ConversationStore = {
    ...kept,
    isLasting: () => true,
    subscribe: (onChange) => {
      tabs.add(onChange);
      return () => tabs.delete(onChange);
    },
    close: vi.fn(),
  };
  const fromOtherTab = async (change: StoreChange) => {
    for (const tell of tabs) tell(change);
    await settle();
  };

  let isOffline = false;
  const networkListeners = new Set<() => void>();
  const network = {
    isOffline: () => isOffline,
    subscribe: (onChange: () => void) => {
      networkListeners.add(onChange);
      return () => networkListeners.delete(onChange);
    },
  };
  const goOffline = (offline: boolean) => {
    isOffline = offline;
    for (const tell of networkListeners) tell();
  };

  const session = createChatSession({ client, store, network, ...options });
  return { session, client, store, asked, fromOtherTab, goOffline, networkListeners };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}

function lastTurn({ state }: ChatSession): Turn {
  return at(state.conversation.turns, -1);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('asking', () => {
  it('waits, streams and is done', async () => {
    const { session, asked } = aChat();
    const onChange = vi.fn();
    session.subscribe(onChange);
    session.ask('  招商重点是什么 ');
    expect(session.state.isBusy).toBe(true);
    expect(lastTurn(session)).toMatchObject({
      question: '招商重点是什么',
      state: { kind: 'waiting', isSlow: false },
    });
    at(asked, 0).tell({ kind: 'delta', text: '瞄准' });
    expect(lastTurn(session)).toMatchObject({ state: { kind: 'streaming' }, text: '瞄准' });
    await at(asked, 0).answer();
    expect(lastTurn(session)).toMatchObject({ state: { kind: 'done' }, text: anAnswer().text });
    expect(session.state.isBusy).toBe(false);
    expect(onChange).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ignores blanks, and a second question while busy', async () => {
    const { session, asked } = aChat();
    session.ask(' \n　');
    expect(asked).toHaveLength(0);
    session.ask('一');
    session.ask('二');
    expect(asked).toHaveLength(1);
    expect(session.state.conversation.turns).toHaveLength(1);
    await at(asked, 0).answer();
    session.ask('二');
    expect(asked).toHaveLength(2);
  });

  it('says after four seconds that it takes longer', async () => {
    const { session } = aChat();
    session.ask('一');
    await vi.advanceTimersByTimeAsync(3_900);
    expect(lastTurn(session).state).toEqual({ kind: 'waiting', isSlow: false });
    await vi.advanceTimersByTimeAsync(200);
    expect(lastTurn(session).state).toEqual({ kind: 'waiting', isSlow: true });
  });

  it('goes on in the conversation that the server named, and in the one it named since', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    expect(at(asked, 0).question).toEqual({ question: '一' });
    await at(asked, 0).answer({ conversationId: 'c_1' });
    session.ask('二');
    expect(at(asked, 1).question).toEqual({ question: '二', conversationId: 'c_1' });
    await at(asked, 1).answer({ conversationId: 'c_2' });
    expect(lastTurn(session).state.kind).toBe('done');
    session.ask('三');
    expect(at(asked, 2).question.conversationId).toBe('c_2');
  });

  it('narrows questions and the overview to what the site says', () => {
    const { session, asked, client } = aChat({ filter: () => ({ departments: ['商务'] }) });
    session.start();
    session.ask('一');
    expect(at(asked, 0).question.filter).toEqual({ departments: ['商务'] });
    expect(client.overview.mock.calls[0]?.[1]).toEqual({ departments: ['商务'] });
  });

  it('leaves what did not change as the same objects', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).answer();
    const first = session.state.conversation.turns[0];
    const { history, overview: before } = session.state;
    session.ask('二');
    at(asked, 1).tell({ kind: 'delta', text: '…' });
    expect(session.state.conversation.turns[0]).toBe(first);
    expect(session.state.history).toBe(history);
    expect(session.state.overview).toBe(before);
  });

  it('begins another conversation by itself after two hundred turns', async () => {
    const { session, asked } = aChat();
    for (let n = 0; n < 200; n += 1) {
      session.ask(`问${n}`);
      await at(asked, -1).answer();
    }
    const full = session.state.conversation.key;
    expect(session.state.hasBegunAnew).toBe(false);
    session.ask('又问');
    expect(session.state).toMatchObject({ hasBegunAnew: true, isBusy: true });
    expect(session.state.conversation.key).not.toBe(full);
    expect(at(asked, -1).question).toEqual({ question: '又问' });
    await at(asked, -1).answer();
    expect(session.state.history).toMatchObject([
      { title: '又问', turnCount: 1 },
      { title: '问0', turnCount: 200 },
    ]);
  });
});

describe('while the server is not ready', () => {
  it('shows its progress and asks again until it is', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).fail('not-ready', 2, '正在建立索引（1/3）');
    expect(session.state.isBusy).toBe(true);
    expect(lastTurn(session).state).toEqual({
      kind: 'preparing',
      message: '正在建立索引（1/3）',
      retryAfterSeconds: 2,
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lastTurn(session).state).toMatchObject({ retryAfterSeconds: 1 });
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    await at(asked, 1).fail('not-ready', 2, '正在建立索引（3/3）');
    expect(lastTurn(session).state).toMatchObject({ message: '正在建立索引（3/3）' });
    await vi.advanceTimersByTimeAsync(2_000);
    await at(asked, 2).answer();
    expect(lastTurn(session).state.kind).toBe('done');
  });

  it.each(['stop', 'close'] as const)('asks no more after %s', async (end) => {
    const { session, asked } = aChat();
    session.start();
    session.ask('一');
    await at(asked, 0).fail('not-ready', 0);
    session[end]();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(lastTurn(session).state.kind).toBe('stopped');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a failure', () => {
  it('keeps the question and what had come, and is tried again in its place', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    at(asked, 0).tell({ kind: 'delta', text: '瞄' });
    await at(asked, 0).fail('unreachable');
    const turn = lastTurn(session);
    expect(turn).toMatchObject({ question: '一', text: '瞄', state: { failure: 'unreachable' } });
    expect(session.state.isBusy).toBe(false);
    session.ask('二');
    await at(asked, 1).answer();
    session.retry(turn.key);
    expect(session.state.conversation.turns.map(({ question }) => question)).toEqual(['一', '二']);
    expect(session.state.conversation.turns[0]).toMatchObject({
      text: '',
      state: { kind: 'waiting' },
    });
    await at(asked, 2).answer();
    expect(session.state.conversation.turns[0]?.state.kind).toBe('done');
  });

  it('of asking too often counts the seconds down, without being busy', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).fail('rate-limited', 3);
    expect(session.state.isBusy).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lastTurn(session).state).toMatchObject({ kind: 'failed', retryAfterSeconds: 1 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lastTurn(session).state).toMatchObject({ retryAfterSeconds: 0 });
    expect(asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of asking too often goes on counting while something else is asked', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).fail('rate-limited', 3);
    session.ask('二');
    await at(asked, 1).answer();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.state.conversation.turns[0]?.state).toMatchObject({ retryAfterSeconds: 0 });
  });

  it('of asking too often counts the last wait alone where it is asked again before', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).fail('rate-limited', 30);
    session.retry(lastTurn(session).key);
    await at(asked, 1).fail('rate-limited', 20);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lastTurn(session).state).toMatchObject({ retryAfterSeconds: 15 });
  });

  it('that nobody foresaw is one of the server, not a crash', async () => {
    const { session } = aChat({
      client: { ...aChat().client, ask: () => Promise.reject(new TypeError('x')) },
    });
    session.ask('一');
    await settle();
    expect(lastTurn(session).state).toMatchObject({ kind: 'failed', failure: 'server' });
  });

  it('is not tried again while busy, nor is a turn that has its answer', async () => {
    const { session, asked } = aChat();
    session.ask('一');
    await at(asked, 0).answer();
    session.retry(lastTurn(session).key);
    session.retry('unknown');
    expect(asked).toHaveLength(1);
    session.ask('二');
    session.retry(lastTurn(session).key);
    expect(asked).toHaveLength(2);
  });
});

describe('stopping', () => {
  it('keeps what has come and lets go of the connection', async () => {
    const { session, asked, store } = aChat();
    session.ask('一');
    at(asked, 0).tell({ kind: 'delta', text: '瞄准' });
    session.stop();
    expect(at(asked, 0).signal.aborted).toBe(true);
    expect(lastTurn(session)).toMatchObject({ state: { kind: 'stopped' }, text: '瞄准' });
    expect(session.state.isBusy).toBe(false);
    at(asked, 0).tell({ kind: 'delta', text: '新能源' });
    await settle();
    expect(lastTurn(session).text).toBe('瞄准');
    const saved = await store.load(session.state.conversation.key);
    expect(saved?.turns[0]).toMatchObject({ state: { kind: 'stopped' }, text: '瞄准' });
  });

  it('does nothing where nothing is under way', () => {
    const { session } = aChat();
    const before = session.state;
    session.stop();
    expect(session.state).toBe(before);
  });
});

describe('rating', () => {
  it('shows at once and is undone where it could not be said', async () => {
    const { session, asked, client, store } = aChat();
    session.ask('一');
    await at(asked, 0).answer();
    const { key } = lastTurn(session);
    await session.rate(key, { value: 'up' });
    expect(client.rate).toHaveBeenCalledWith('a_1', { value: 'up' });
    await settle();
    expect((await store.load(session.state.conversation.key))?.turns[0]?.rating).toBe('up');

    client.rate.mockRejectedValueOnce(new AskFailure('not-found'));
    const rated = session.rate(key, { value: 'down', comment: '旧的' });
    expect(lastTurn(session).rating).toBe('down');
    await expect(rated).rejects.toBeInstanceOf(AskFailure);
    expect(lastTurn(session).rating).toBe('up');
  });

  it('is for answers', async () => {
    const { session, client } = aChat();
    session.ask('一');
    await session.rate(lastTurn(session).key, { value: 'up' });
    expect(client.rate).not.toHaveBeenCalled();
  });
});

describe('conversations', () => {
  async function twoConversations() {
    const chat = aChat();
    const { session, asked } = chat;
    session.ask('甲');
    await at(asked, 0).answer({ conversationId: 'c_1' });
    const first = session.state.conversation.key;
    session.startNew();
    session.ask('乙');
    await at(asked, 1).answer({ conversationId: 'c_2' });
    await settle();
    return { ...chat, first, second: session.state.conversation.key };
  }

  it('are listed and opened to go on with', async () => {
    const { session, asked, first } = await twoConversations();
    expect(session.state.history.map(({ title }) => title)).toEqual(['乙', '甲']);
    await session.open(first);
    expect(session.state.conversation).toMatchObject({ key: first, conversationId: 'c_1' });
    session.ask('丙');
    expect(at(asked, 2).question.conversationId).toBe('c_1');
  });

  it('stop what is under way where another is begun or opened', async () => {
    const { session, asked, first, second, store } = await twoConversations();
    session.ask('丙');
    await session.open(first);
    expect(at(asked, 2).signal.aborted).toBe(true);
    await settle();
    expect((await store.load(second))?.turns.at(-1)?.state.kind).toBe('stopped');
    session.ask('丁');
    session.startNew();
    expect(at(asked, 3).signal.aborted).toBe(true);
    expect(session.state).toMatchObject({ isBusy: false, conversation: { turns: [] } });
  });

  it('show the one chosen last, however long loading takes', async () => {
    const { session, store, first, second } = await twoConversations();
    session.startNew();
    const load = store.load;
    vi.spyOn(store, 'load').mockImplementation(async (key) => {
      await new Promise((resolve) => setTimeout(resolve, key === first ? 500 : 10));
      return load(key);
    });
    void session.open(first);
    void session.open(second);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.state.conversation.key).toBe(second);
  });

  it('stay as they are where one that is gone is opened', async () => {
    const { session, second } = await twoConversations();
    await session.open('gone');
    expect(session.state.conversation.key).toBe(second);
  });

  it('are forgotten here and on the server', async () => {
    const { session, client, store, first, second } = await twoConversations();
    await session.forget(first);
    expect(client.forget.mock.calls).toEqual([['c_1']]);
    expect(session.state.history.map(({ key }) => key)).toEqual([second]);
    expect(session.state.conversation.key).toBe(second);
    await session.forget('all');
    expect(client.forget.mock.calls).toEqual([['c_1'], ['c_2']]);
    expect(session.state).toMatchObject({ history: [], conversation: { turns: [] } });
    expect(await store.list()).toEqual([]);
  });

  it('do not come back where they were forgotten in the middle of an answer', async () => {
    const { session, asked, store } = await twoConversations();
    session.ask('丙');
    const forgotten = session.forget('all');
    expect(at(asked, 2).signal.aborted).toBe(true);
    expect(session.state.isBusy).toBe(false);
    await forgotten;
    await settle();
    expect(await store.list()).toEqual([]);
  });

  it('are forgotten one after the other, and no longer where the server is not there', async () => {
    const { session, client } = await twoConversations();
    client.forget.mockRejectedValueOnce(new AskFailure('server'));
    await session.forget('all');
    expect(client.forget).toHaveBeenCalledTimes(2);

    const gone = await twoConversations();
    gone.client.forget.mockRejectedValue(new AskFailure('unreachable'));
    await gone.session.forget('all');
    expect(gone.client.forget).toHaveBeenCalledTimes(1);
    expect(gone.session.state.history).toEqual([]);
  });

  it('are not said to be forgotten where the browser did not let go of them', async () => {
    const { session, store } = await twoConversations();
    vi.spyOn(store, 'clear').mockRejectedValueOnce(new Error('locked'));
    await expect(session.forget('all')).rejects.toThrow('locked');
  });

  it('go on where the browser keeps nothing more', async () => {
    const { session, asked, store } = aChat();
    vi.spyOn(store, 'saveTurn').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    session.ask('一');
    await at(asked, 0).answer();
    expect(lastTurn(session).state.kind).toBe('done');
    expect(session.state.isHistoryKept).toBe(false);
  });

  it('left in the middle come back as stopped, and no countdown goes on', async () => {
    const { session, store } = aChat();
    const head = { key: 'k', conversationId: 'c_1', startedAtMs: 1 };
    const waiting = newTurn({ key: 'a', question: '甲', askedAtMs: 1 });
    const failure = new AskFailure('rate-limited', { retryAfterSeconds: 20 });
    await store.saveTurn(head, waiting);
    await store.saveTurn(
      head,
      changeTurn(newTurn({ key: 'b', question: '乙', askedAtMs: 2 }), { kind: 'failed', failure }),
    );
    await session.open('k');
    expect(session.state.conversation.turns.map(({ state }) => state)).toMatchObject([
      { kind: 'stopped' },
      { kind: 'failed', retryAfterSeconds: null },
    ]);
  });
});

describe('on the site’s next page', () => {
  function memory(key: string | null = null) {
    let held = key;
    return {
      read: () => held,
      write: (next: string | null) => {
        held = next;
      },
    };
  }

  async function keptChat(tabMemory: ReturnType<typeof memory>) {
    const chat = aChat({ tabMemory });
    const turn = newTurn({ key: 'a', question: '甲', askedAtMs: 1 });
    const done = changeTurn(turn, { kind: 'done', answer: anAnswer() });
    await chat.store.saveTurn({ key: 'k', conversationId: 'c_1', startedAtMs: 1 }, done);
    return chat;
  }

  it('the tab’s conversation is there again', async () => {
    const { session } = await keptChat(memory('k'));
    session.start();
    await settle();
    expect(session.state.conversation).toMatchObject({ key: 'k', turns: [{ question: '甲' }] });
  });

  it('a question asked at once begins anew all the same', async () => {
    const { session } = await keptChat(memory('k'));
    session.start();
    session.ask('乙');
    await settle();
    expect(session.state.conversation.turns.map(({ question }) => question)).toEqual(['乙']);
  });

  it('there is nothing after a new one was begun', async () => {
    const tabMemory = memory();
    const { session, asked } = aChat({ tabMemory });
    session.ask('一');
    expect(tabMemory.read()).toBe(session.state.conversation.key);
    await at(asked, 0).answer();
    session.startNew();
    expect(tabMemory.read()).toBeNull();
  });
});

describe('with other tabs', () => {
  it('takes over what they asked in the same conversation, in order', async () => {
    const { session, asked, store, fromOtherTab } = aChat();
    session.start();
    session.ask('甲');
    await at(asked, 0).answer();
    const own = lastTurn(session);
    const { key } = session.state.conversation;
    const head = { key, conversationId: 'c_1', startedAtMs: 1 };
    const theirs = newTurn({ key: 'x', question: '乙', askedAtMs: Date.now() + 1 });
    await store.saveTurn(head, theirs);
    await fromOtherTab({ kind: 'saved', conversationKey: key });
    // What is under way there is shown when it is done.
    expect(session.state.conversation.turns).toEqual([own]);
    await store.saveTurn(head, changeTurn(theirs, { kind: 'done', answer: anAnswer() }));
    await fromOtherTab({ kind: 'saved', conversationKey: key });
    expect(session.state.conversation.turns.map(({ question }) => question)).toEqual(['甲', '乙']);
    expect(session.state.conversation.turns[0]).toBe(own);
  });

  it('keeps its own answer under way', async () => {
    const { session, asked, store, fromOtherTab } = aChat();
    session.start();
    session.ask('甲');
    await settle();
    at(asked, 0).tell({ kind: 'delta', text: '一' });
    const { key } = session.state.conversation;
    await store.saveTurn(
      { key, conversationId: null, startedAtMs: 1 },
      { ...lastTurn(session), state: { kind: 'stopped' }, text: '' },
    );
    await fromOtherTab({ kind: 'saved', conversationKey: key });
    expect(lastTurn(session)).toMatchObject({ state: { kind: 'streaming' }, text: '一' });
  });

  it('lets go of what they forgot, an answer under way too', async () => {
    const { session, asked, store, fromOtherTab } = aChat();
    session.start();
    session.ask('甲');
    await settle();
    await store.clear();
    await fromOtherTab({ kind: 'cleared' });
    expect(at(asked, 0).signal.aborted).toBe(true);
    expect(session.state).toMatchObject({
      isBusy: false,
      history: [],
      conversation: { turns: [] },
    });
    await settle();
    expect(await store.list()).toEqual([]);
  });
});

describe('starting and closing', () => {
  it('does nothing before it is started', async () => {
    const { client, networkListeners } = aChat();
    await settle();
    expect(client.overview).not.toHaveBeenCalled();
    expect(networkListeners.size).toBe(0);
  });

  it('loads the overview, again while the server is not ready', async () => {
    const { session, client } = aChat();
    client.overview.mockRejectedValueOnce(new AskFailure('not-ready', { retryAfterSeconds: 2 }));
    session.start();
    session.start();
    await settle();
    expect(session.state.overview).toMatchObject({ kind: 'not-ready' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.state.overview).toEqual(overview);
    expect(client.overview).toHaveBeenCalledTimes(2);
  });

  it('does not show an overview that comes after the chat was closed', async () => {
    const { session, client } = aChat();
    let come: (late: typeof overview) => void = () => undefined;
    client.overview.mockReturnValueOnce(
      new Promise((resolve) => {
        come = resolve;
      }),
    );
    session.start();
    session.close();
    come(overview);
    await settle();
    expect(session.state.overview).toBeNull();
  });

  it('says when the network goes, and loads what failed when it comes back', async () => {
    const { session, client, goOffline } = aChat();
    client.overview.mockRejectedValueOnce(new AskFailure('offline'));
    session.start();
    await settle();
    goOffline(true);
    expect(session.state).toMatchObject({ isOffline: true, overview: { kind: 'offline' } });
    goOffline(false);
    await settle();
    expect(session.state).toMatchObject({ isOffline: false, overview });
  });

  it('lets go of everything, and may be started again', async () => {
    const { session, asked, store, networkListeners } = aChat();
    session.start();
    session.ask('一');
    session.close();
    expect(at(asked, 0).signal.aborted).toBe(true);
    expect(networkListeners.size).toBe(0);
    await settle();
    expect(store.close).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    session.start();
    expect(networkListeners.size).toBe(1);
    session.ask('二');
    await at(asked, 1).answer();
    expect(session.state.conversation.turns).toHaveLength(2);
  });

  it('keeps its storage where it is started again at once, as when it is moved in its page', async () => {
    const { session, store } = aChat();
    session.start();
    session.close();
    session.start();
    await settle();
    expect(store.close).not.toHaveBeenCalled();
  });

  it('calls nobody back who has gone', () => {
    const { session } = aChat();
    const onChange = vi.fn();
    session.subscribe(onChange)();
    session.ask('一');
    expect(onChange).not.toHaveBeenCalled();
  });
});
